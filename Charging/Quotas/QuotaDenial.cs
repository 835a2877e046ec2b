namespace PbxBridge.Charging.Quotas;

/// <summary>Why nothing was granted.</summary>
public enum QuotaDenial
{
    /// <summary>Not even connection fee and first increment (RFC 8506 §9: 4012).</summary>
    NoFunds,

    /// <summary>The account is closed or its balance has expired.</summary>
    AccountClosed,
    UnknownAccount,

    /// <summary>The private account has its calls already (OCS-3).</summary>
    TooManyCalls,

    /// <summary>No reservation of this session is open, and none was closed.</summary>
    UnknownSession,
}
