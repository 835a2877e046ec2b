using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Calls.Transfer;

/// <summary>The tone that somebody who is sent on hears while it rings. What his old partner says or plays is not heard meanwhile, and is again afterwards.</summary>
internal sealed class Ringback(Switchboard board, IMediaPort? port) : ITimerOwner, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private LoopTimer? _next;

    public void Start()
    {
        if (_next is not null || port is null)
            return;
        _next = new LoopTimer(this);
        Play(_next, port);
    }

    public void Dispose()
    {
        if (_next is not null)
            board.Loop.Timers.Cancel(_next);
        _end.Cancel();
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        if (port is not null)
            Play(timer, port);
    }

    private void Play(LoopTimer timer, IMediaPort to)
    {
        _ = to.PlayAsync(Tones.Ringback, _end.Token);
        board.Loop.Timers.Arm(timer, Tones.Ringback.Duration);
    }
}
