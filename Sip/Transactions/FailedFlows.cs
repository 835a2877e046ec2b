using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>Gathers the peers that could not be reached, so that a storm of ICMP errors costs one walk over the transactions
/// every 100 ms, however many peers and errors there are. The first error after a quiet time acts at once.</summary>
internal sealed class FailedFlows : ITimerOwner
{
    private const long Pause = 100;

    private readonly ILoop _loop;
    private readonly Action<IReadOnlySet<(TransportKind, IpEndpoint)>> _walk;
    private readonly LoopTimer _timer;
    private HashSet<(TransportKind, IpEndpoint)> _failed = [];
    private long _next = long.MinValue;

    public FailedFlows(ILoop loop, Action<IReadOnlySet<(TransportKind, IpEndpoint)>> walk)
    {
        _loop = loop;
        _walk = walk;
        _timer = new LoopTimer(this);
    }

    /// <summary>Walks made so far.</summary>
    public int Walks { get; private set; }

    public void Add(in Flow flow)
    {
        if (!_failed.Add((flow.Transport, flow.Remote)) || _timer.IsArmed)
            return;
        if (_loop.Now < _next)
            _loop.Timers.Arm(_timer, _next - _loop.Now);
        else
            Walk();
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => Walk();

    private void Walk()
    {
        var failed = _failed;
        _failed = [];
        _next = _loop.Now + Pause;
        Walks++;
        _walk(failed);
    }
}
