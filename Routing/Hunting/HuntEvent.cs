using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>Number of a leg within its call, given by the hunt: 1, 2, 3 …; the caller's leg is 0.</summary>
public readonly record struct LegId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What happens to a hunt.</summary>
public abstract record HuntEvent
{
    private HuntEvent()
    {
    }

    public sealed record Started : HuntEvent;

    /// <summary>A provisional response other than 100.</summary>
    /// <param name="Diverted">A 181, or a history that grew: somebody's own forwarding is at work (D8).</param>
    public sealed record Provisional(LegId Leg, bool Diverted) : HuntEvent;

    /// <summary>The leg was answered; also when the answer crossed our cancellation.</summary>
    /// <param name="Diverted">The answer's asserted identity is a known voicemail deposit number, or its history grew (D8).</param>
    public sealed record Answered(LegId Leg, bool Diverted) : HuntEvent;

    /// <summary>Whoever was asked to take the call has pressed a key.</summary>
    /// <param name="Takes">The right one.</param>
    public sealed record Replied(LegId Leg, bool Takes) : HuntEvent;

    /// <summary>The leg ended before an answer, or while it was asked to take the call, with the cause of §4.2. Also the end of a cancelled leg.</summary>
    /// <param name="AtOnce">It failed without having rung.</param>
    public sealed record Failed(LegId Leg, CallCause Cause, bool AtOnce) : HuntEvent;

    /// <summary>The leg answered that the call is to go there, and it may (FWD-2). The leg is over.</summary>
    public sealed record Redirected(LegId Leg, RingTarget To) : HuntEvent;

    /// <summary>A timer that the hunt started ran out.</summary>
    public sealed record TimerExpired(HuntTimer Timer) : HuntEvent;

    /// <summary>The voicemail or announcement of the current step ended by itself.</summary>
    public sealed record TreatmentEnded : HuntEvent;

    /// <summary>The caller cancelled, hung up or is lost.</summary>
    public sealed record CallerGone : HuntEvent;
}

/// <summary>The timers of a hunt; at most one of each kind runs.</summary>
public enum HuntTimer
{
    /// <summary>T_prov: no sign of ringing from any leg of the current target.</summary>
    Provisional,

    /// <summary>T_ring, T_pl1, T_pl2.</summary>
    Ring,

    /// <summary>T_line_total.</summary>
    LineTotal,

    /// <summary>T_setup: the absolute limit of the whole set-up.</summary>
    Setup,

    /// <summary>Who answered has not said yet whether he takes the call.</summary>
    Reply,
}
