using PbxBridge.Routing.Hunting;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Calls;

/// <summary>The timers of one call: those of its hunt, the 180 that is repeated each minute (SES-4), and the longest duration.</summary>
internal sealed class CallTimers(ILoop loop, Call call, TimeSpan longest) : ITimerOwner
{
    private const byte RingAgain = 100;
    private const byte Longest = 101;
    private const long Minute = 60_000;

    // Those of the set-up; afterwards only the limit of the whole call is left.
    private List<LoopTimer>? _timers;
    private LoopTimer? _longest;

    public void Start(HuntTimer timer, TimeSpan after) => loop.Timers.Arm(Get((byte)timer), after);

    public void Stop(HuntTimer timer)
    {
        if (Find((byte)timer) is { } armed)
            loop.Timers.Cancel(armed);
    }

    public void RepeatRinging() => loop.Timers.Arm(Get(RingAgain), Minute);

    /// <summary>Set-up is over: only the limit of the whole call is left.</summary>
    public void Answered()
    {
        StopAll();
        _timers = null;
        loop.Timers.Arm(_longest = new LoopTimer(this, Longest), longest);
    }

    public void StopAll()
    {
        if (_longest is not null)
            loop.Timers.Cancel(_longest);
        if (_timers is null)
            return;
        foreach (var timer in _timers)
            loop.Timers.Cancel(timer);
    }

    public void Arm(LoopTimer timer, long delay) => loop.Timers.Arm(timer, delay);

    public void Cancel(LoopTimer timer) => loop.Timers.Cancel(timer);

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        switch (timer.Kind)
        {
            case RingAgain:
                call.Caller.RingAgain();
                loop.Timers.Arm(timer, Minute);
                break;
            case Longest:
                call.Ending.End(Routing.Plans.CallCause.Cleared);
                break;
            default:
                call.HuntTimerFired((HuntTimer)timer.Kind);
                break;
        }
    }

    private LoopTimer? Find(byte kind)
    {
        if (_timers is null)
            return null;
        foreach (var timer in _timers)
        {
            if (timer.Kind == kind)
                return timer;
        }
        return null;
    }

    private LoopTimer Get(byte kind)
    {
        if (Find(kind) is { } known)
            return known;
        var made = new LoopTimer(this, kind);
        (_timers ??= []).Add(made);
        return made;
    }
}
