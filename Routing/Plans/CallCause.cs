namespace PbxBridge.Routing.Plans;

/// <summary>Why a call, or one leg of it, ended without an answer. Routing knows no SIP: the program has the one table from here to status and Q.850.</summary>
public enum CallCause
{
    /// <summary>It rang and nobody took it.</summary>
    NoAnswer,
    Busy,

    /// <summary>The called person pressed "decline".</summary>
    Declined,

    /// <summary>Phone off, out of reach, not registered, or its network failed.</summary>
    Unreachable,

    /// <summary>Nobody has the number.</summary>
    Unallocated,

    /// <summary>Too few digits.</summary>
    Incomplete,

    /// <summary>The far side refused without ringing (403, or a second challenge).</summary>
    Rejected,

    /// <summary>No codec in common.</summary>
    Media,

    /// <summary>The call came back to where it had been.</summary>
    Loop,

    /// <summary>A voicemail or a forwarding of the called person's own took the call, not the person (decision D8).</summary>
    Diverted,

    /// <summary>The number exists but its service is switched off or not activated.</summary>
    NotInService,

    /// <summary>Barred by the operator for everybody: carrier selection, no route, no tariff.</summary>
    SystemBarred,

    /// <summary>The caller may not use this bridge.</summary>
    NotAuthorised,

    /// <summary>All channels of the trunk are taken.</summary>
    Congestion,

    /// <summary>The trunk to the destination is down.</summary>
    DestinationOutOfOrder,

    /// <summary>The bridge takes no more calls now.</summary>
    Overload,

    /// <summary>A fault of ours.</summary>
    Internal,

    /// <summary>The caller hung up first.</summary>
    CallerGone,

    /// <summary>The whole set-up took too long.</summary>
    SetupTimeout,

    /// <summary>Answered, and ended in the normal way.</summary>
    Cleared,

    /// <summary>A company line had nobody whom it could ring (HUNT-6, last two rows: 480, Q.850 31).</summary>
    NobodyToRing,

    /// <summary>The company or the caller is suspended, not activated, or has no contract (§5.5 ACCOUNT).</summary>
    AccountInactive,

    /// <summary>The caller's profile, or a list of his, does not allow the number (LIST, CLASS, DEFAULT).</summary>
    ProfileBarred,

    /// <summary>The caller's limit, or his company's credit, is used up (LIMIT).</summary>
    LimitReached,

    /// <summary>A private call of somebody who has none (PRIVATE_OFF).</summary>
    PrivateOff,

    /// <summary>The prepaid account cannot pay for the call (PRIVATE_NO_FUNDS).</summary>
    NoFunds,

    /// <summary>The statutory threshold of premium rate services is reached (§6.6).</summary>
    PremiumThreshold,

    /// <summary>The called person takes no calls from those who withhold their number (RFC 5079).</summary>
    AnonymousRefused,
}
