namespace PbxBridge.Routing.Hunting;

/// <summary>How long a hunt waits where the plan does not say (domain §4.1).</summary>
public sealed record HuntTimers
{
    public static HuntTimers Default { get; } = new();

    /// <summary>T_prov towards a PBX or a softphone: from INVITE to the first sign of ringing.</summary>
    public TimeSpan Provisional { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>T_prov towards a mobile network, which has to page the phone first.</summary>
    public TimeSpan ProvisionalMobile { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Towards a mobile network when nothing can follow: giving up early would win nothing, and a call abroad takes its time.</summary>
    public TimeSpan ProvisionalLast { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>T_setup: the absolute limit of a set-up; RFC 3261 Timer C is above three minutes.</summary>
    public TimeSpan Setup { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>From the answer of a member until he has to have pressed 1: the question, which takes less than 6 s, and the 6 s of §4.3.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>T_prov of one attempt. An emergency call that has no other way is never given up before T_setup (D22).</summary>
    internal TimeSpan Patience(bool mobile, bool last, bool emergency) => (mobile, last, emergency) switch
    {
        (_, true, true) => Setup,
        (true, true, _) => ProvisionalLast,
        (true, _, _) => ProvisionalMobile,
        _ => Provisional,
    };
}
