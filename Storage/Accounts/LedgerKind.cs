namespace PbxBridge.Storage.Accounts;

/// <summary>Why an amount was booked. Stored by name.</summary>
public enum LedgerKind
{
    /// <summary>Of a call.</summary>
    Charge,

    /// <summary>Of a call whose cycle was closed already (CYC-2).</summary>
    Adjustment,

    /// <summary>By a voucher.</summary>
    TopUp,

    /// <summary>By hand: a correction, a first balance.</summary>
    Credit,

    /// <summary>Of the price list, not for a call (domain §6.9).</summary>
    Fee,
}
