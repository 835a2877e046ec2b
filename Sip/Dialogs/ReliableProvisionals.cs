using System.Buffers.Text;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The UAS side of RFC 3262 in one early dialog: one reliable provisional response at a time, repeated until its PRACK.</summary>
internal sealed class ReliableProvisionals : ITimerOwner
{
    private readonly InviteUas _uas;
    private readonly UserAgentCore _core;
    private readonly ServerTransaction _transaction;
    private readonly LoopTimer _timer;
    private readonly uint _inviteSequence;
    private readonly bool _hasOffer;
    private uint _sequence;
    private byte[]? _waiting;
    private bool _isDescribed;
    private long _interval;
    private long _end;

    public ReliableProvisionals(InviteUas uas, UserAgentCore core, ServerTransaction transaction)
    {
        _uas = uas;
        _core = core;
        _transaction = transaction;
        _timer = new LoopTimer(this);
        _inviteSequence = transaction.Request?.CSeqNumber ?? 0;
        _hasOffer = transaction.Request is { Sdp.IsEmpty: false };

        // The first RSeq is chosen from 1 to 2^31 − 1 (§3).
        _sequence = (uint)(core.NextRandom() % 0x7FFF_0000) + 1;
    }

    public bool IsWaiting => _waiting is not null;

    /// <summary>Our offer went out, and its answer is to come in the PRACK (§5).</summary>
    public bool AwaitsAnswer { get; private set; }

    /// <summary>The first offer is answered, and the peer knows it: another one may be made before the final response (RFC 3311 §5.1).</summary>
    public bool IsAgreed { get; private set; }

    public void WriteHeaders(MessageWriter writer)
    {
        _sequence++;
        writer.Header(HeaderId.Require, "100rel"u8);
        writer.Header(HeaderId.RSeq, _sequence);
    }

    /// <param name="described">It had a session description.</param>
    public void Sent(byte[] response, bool described)
    {
        _waiting = response;
        _isDescribed = described;
        AwaitsAnswer |= described && !_hasOffer && !IsAgreed;
        _interval = _core.Layer.Timers.T1;
        _end = _core.Loop.Now + _core.Layer.Timers.SixtyFourT1;
        _core.Loop.Timers.Arm(_timer, _interval);
    }

    /// <summary>True when the PRACK names the response that waits: <c>RAck: rseq cseq INVITE</c>.</summary>
    public bool Acknowledged(SipMessage prack)
    {
        var value = prack[HeaderId.RAck];
        if (_waiting is null || !Utf8Parser.TryParse(value, out uint sequence, out var used))
            return false;
        value = value[used..].TrimStart(" \t"u8);
        if (!Utf8Parser.TryParse(value, out uint invite, out used) || sequence != _sequence || invite != _inviteSequence
            || !value[used..].TrimStart(" \t"u8).SequenceEqual("INVITE"u8))
            return false;
        Stop();
        if (AwaitsAnswer)
            (AwaitsAnswer, IsAgreed) = (false, !prack.Sdp.IsEmpty);
        else
            IsAgreed |= _isDescribed && _hasOffer;
        return true;
    }

    /// <summary>The final response is out: nothing is repeated any more, but the PRACK that is under way is still known.</summary>
    public void Rest() => _core.Loop.Timers.Cancel(_timer);

    public void Stop()
    {
        _core.Loop.Timers.Cancel(_timer);
        _waiting = null;
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        if (_waiting is null)
            return;
        var left = _end - _core.Loop.Now;
        if (left <= 0)
        {
            Stop();
            _uas.ProvisionalLost();
            return;
        }
        _core.Layer.Counters.Retransmissions++;
        _transaction.Send(_waiting, 180);
        _interval *= 2;
        _core.Loop.Timers.Arm(_timer, Math.Min(_interval, left));
    }
}
