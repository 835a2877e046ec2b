using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>The ringing of one person on all his devices at once, and what it comes to.</summary>
/// <remarks>A decline on one device is the person's "no" and ends the attempt; busy or any other failure of one device leaves the others ringing. When
/// all have failed, the outcome is the one that got furthest: no answer, busy, declined, unreachable, anything else.</remarks>
internal sealed class Attempt(RingTarget target, TimeSpan ringFor, bool refusesDiversion)
{
    private CallCause? _best;
    private bool _final = true;

    public RingTarget Target => target;

    public TimeSpan RingFor => ringFor;

    /// <summary>Somebody's own forwarding or voicemail counts as "not answered" (D8). False when nothing follows: then it is the callee's business.</summary>
    public bool RefusesDiversion => refusesDiversion;

    /// <summary>Legs of this attempt that may still answer.</summary>
    public List<LegId> Pending { get; } = [];

    /// <summary>A device rang.</summary>
    public bool Rang { get; private set; }

    /// <summary>False when asking again within this call is of no use (D3).</summary>
    public bool AskAgain => !_final;

    /// <summary>What the failures so far come to; a person without any device is unreachable.</summary>
    public CallCause Cause => _best ?? CallCause.Unreachable;

    /// <summary>Notes a sign of ringing; true the first time.</summary>
    public bool Ringing()
    {
        var first = !Rang;
        Rang = true;
        return first;
    }

    /// <summary>One leg is over.</summary>
    public void Fail(LegId leg, CallCause cause, bool atOnce)
    {
        Pending.Remove(leg);
        Rang |= !atOnce;
        _final &= Outcome.IsFinalWithinCall(cause, atOnce);
        _best = cause == CallCause.Declined || _best is not { } best ? cause : Outcome.Better(best, cause);
    }

    /// <summary>Nothing rings: it is as if it had come to this.</summary>
    public void Refuse(CallCause cause)
    {
        _final = false;
        _best = cause;
    }

    /// <summary>Time is over while legs are pending: it rang and nobody answered, or there was no sign of life.</summary>
    public void GiveUp()
    {
        var cause = Rang ? CallCause.NoAnswer : CallCause.Unreachable;
        _final = false;
        _best = _best is { } best ? Outcome.Better(best, cause) : cause;
    }
}
