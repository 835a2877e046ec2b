namespace PbxBridge.Charging.Vouchers;

/// <summary>The life of a voucher (VCH-2).</summary>
public enum VoucherState
{
    /// <summary>Made, not sold.</summary>
    Created,
    Active,

    /// <summary>For good.</summary>
    Redeemed,
    Blocked,

    /// <summary>For good.</summary>
    Expired,
}
