namespace PbxBridge.Charging.Vouchers;

/// <summary>The table of a voucher's states.</summary>
public static class VoucherStates
{
    public static bool CanBecome(this VoucherState from, VoucherState to) => (from, to) switch
    {
        (VoucherState.Created, VoucherState.Active or VoucherState.Blocked or VoucherState.Expired) => true,
        (VoucherState.Active, VoucherState.Redeemed or VoucherState.Blocked or VoucherState.Expired) => true,
        (VoucherState.Blocked, VoucherState.Active or VoucherState.Expired) => true,
        _ => false,
    };
}
