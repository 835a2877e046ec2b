using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A 2xx of ours that waits for its ACK: repeated from T1 on, doubling up to T2, for 64·T1 (RFC 3261 §13.3.1.4).</summary>
/// <remarks>Made for each 2xx and dropped with its ACK, so that a held call keeps none.</remarks>
internal sealed class AcceptedAnswer : ITimerOwner
{
    private readonly UserAgentCore _core;
    private readonly ServerTransaction _transaction;
    private readonly byte[] _response;
    private readonly Action _lost;
    private readonly LoopTimer _timer;
    private readonly long _end;
    private long _interval;

    /// <param name="sequence">CSeq number of the INVITE.</param>
    /// <param name="hasOffer">The INVITE had none: the ACK brings the answer.</param>
    /// <param name="lost">No ACK came.</param>
    public AcceptedAnswer(UserAgentCore core, ServerTransaction transaction, byte[] response, uint sequence, bool hasOffer, Action lost)
    {
        _core = core;
        _transaction = transaction;
        _response = response;
        _lost = lost;
        Sequence = sequence;
        HasOffer = hasOffer;
        _timer = new LoopTimer(this);
        _interval = core.Layer.Timers.T1;
        _end = core.Loop.Now + core.Layer.Timers.SixtyFourT1;
        core.Loop.Timers.Arm(_timer, _interval);
    }

    public uint Sequence { get; }

    public bool HasOffer { get; }

    /// <summary>A later request of the peer shows that it has the 2xx: repeating it would be noise. Its ACK is still welcome.</summary>
    public bool IsOvertaken { get; private set; }

    public void Overtake()
    {
        IsOvertaken = true;
        Stop();
    }

    public void Stop() => _core.Loop.Timers.Cancel(_timer);

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        var left = _end - _core.Loop.Now;
        if (left <= 0)
        {
            _lost();
            return;
        }
        _core.Layer.Counters.Retransmissions++;
        _transaction.Send(_response, 200);
        _interval = Math.Min(_interval * 2, _core.Layer.Timers.T2);
        _core.Loop.Timers.Arm(_timer, Math.Min(_interval, left));
    }
}
