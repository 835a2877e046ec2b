namespace PbxBridge.Storage.Quotas;

/// <summary>Answers to a quota request. Stored by name.</summary>
public enum QuotaOutcome
{
    /// <summary>The call may go on for so long.</summary>
    Granted,

    /// <summary>Not even the first increment is there (DIAMETER_CREDIT_LIMIT_REACHED).</summary>
    NoFunds,

    /// <summary>An account is blocked, or its balance is no longer valid (VCH-6).</summary>
    Blocked,

    /// <summary>As many calls as may be are paid from an account already (OCS-3).</summary>
    TooManyCalls,

    /// <summary>The session is over; its charge is fixed.</summary>
    Closed,

    /// <summary>Out of order, or of a session that never was (OCS-1). Nothing was changed, nothing is stored.</summary>
    Ignored,
}
