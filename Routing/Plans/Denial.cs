using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Why a user of a company may not make a call (BAR-1).</summary>
/// <param name="Class">Class of the number that he wanted.</param>
/// <param name="Rule">What decided: id of the profile, entry of a list, or rule id.</param>
public sealed record Denial(DenialReason Reason, NumberClass Class, string Rule)
{
    /// <summary>For the record: <c>CLASS_PREMIUM</c>, <c>LIMIT</c>, <c>PRIVATE_OFF</c>.</summary>
    public string Code => Reason switch
    {
        DenialReason.Account => "ACCOUNT",
        DenialReason.System or DenialReason.Unrated or DenialReason.PremiumThreshold => "SYSTEM",
        DenialReason.List => "LIST",
        DenialReason.Class => "CLASS_" + Class.ToString().ToUpperInvariant(),
        DenialReason.Default => "DEFAULT",
        DenialReason.Limit or DenialReason.Credit => "LIMIT",
        DenialReason.PrivateOff => "PRIVATE_OFF",
        _ => "PRIVATE_NO_FUNDS",
    };

    /// <summary>What it ends the call with.</summary>
    public CallCause Cause => Denials.Of(Reason, starHelps: false).Cause;

    /// <summary>Nothing is left under the statutory threshold; false also where the call alone would cost too much.</summary>
    public bool IsThresholdReached => Reason == DenialReason.PremiumThreshold && Rule != ReservationStep.HighestCallRule;

    /// <summary>A private call, or a dialled star, might have helped: what a profile forbids.</summary>
    internal bool IsByProfile => Reason is DenialReason.List or DenialReason.Class or DenialReason.Default;
}

/// <summary>The denials of §5.2 and §5.5.</summary>
public enum DenialReason
{
    /// <summary>Company or employee suspended, not activated, or without a contract.</summary>
    Account,

    /// <summary>Barred by the operator for everybody.</summary>
    System,

    /// <summary>No price list has a price: barred, never free (RAT-1).</summary>
    Unrated,

    /// <summary>The statutory threshold of premium rate services is reached (§6.6).</summary>
    PremiumThreshold,

    /// <summary>A denied number.</summary>
    List,

    /// <summary>A rule of the profile for the class of the number.</summary>
    Class,

    /// <summary>The profile denies what it has no rule for.</summary>
    Default,

    /// <summary>The employee's limit.</summary>
    Limit,

    /// <summary>The company's credit limit (§6.7).</summary>
    Credit,

    /// <summary>The star without the service.</summary>
    PrivateOff,

    /// <summary>The prepaid account cannot pay for the first increment.</summary>
    NoFunds,
}
