using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>A request to us and our answer to it (RFC 3261 §17.2).</summary>
/// <remarks>Loop thread only. After a final response that is not waited for (any but a refused INVITE) the layer keeps what repetitions need
/// (<see cref="SettledTable"/>) and lets this object go; who holds it may still send a 2xx again.</remarks>
public sealed class ServerTransaction : ITimerOwner
{
    private readonly TransactionLayer _layer;
    private readonly Flow _answerTo;

    // One timer for G, H and I of a refused INVITE, or for the 100 of another request that waits; made when it is needed.
    private LoopTimer? _timer;
    private byte[]? _lastResponse;
    private long _interval;
    private long _deadline;
    private long _finalAt;
    private byte _state;

    internal ServerTransaction(TransactionLayer layer, byte[] key, byte[]? mergedKey, SipMessage request, in Flow from, DialogTag localTag)
    {
        _layer = layer;
        Key = key;
        MergedKey = mergedKey;
        Method = request.Method;
        Request = request;
        From = from;
        LocalTag = localTag;
        _answerTo = ResponseRoute.For(request, from);
    }

    public SipMethod Method { get; }

    /// <summary>Null once the final response is sent.</summary>
    public SipMessage? Request { get; private set; }

    /// <summary>Where the request came from.</summary>
    public Flow From { get; }

    /// <summary>The To tag that our responses carry when the request had none; then also the local tag of the dialog they make.</summary>
    public DialogTag LocalTag { get; }

    /// <summary>The session that answers this INVITE; set by the user, so that CANCEL finds it at once.</summary>
    public object? Owner { get; set; }

    internal byte[] Key { get; }

    internal byte[]? MergedKey { get; }

    private bool IsInvite => Method == SipMethod.Invite;

    private bool IsSettled => IsInvite ? (InviteServerState)_state == InviteServerState.Accepted : (NonInviteServerState)_state > NonInviteServerState.Proceeding;

    public bool HasFinalResponse => IsInvite
        ? (InviteServerState)_state != InviteServerState.Proceeding
        : (NonInviteServerState)_state > NonInviteServerState.Proceeding;

    /// <summary>The same request by another path is merged into this one (RFC 3261 §8.2.2.2). Some seconds after a final response nothing travels
    /// any more that could be: then it is a client that uses its identifiers again.</summary>
    internal bool IsOngoing => !HasFinalResponse || _layer.Now - _finalAt < _layer.Timers.T4;

    /// <summary>Starts a response in the layer's writer: status line, Via, From, To with tag, Call-ID, CSeq (RFC 3261 §8.2.6).
    /// The caller adds headers and finishes it with <see cref="Send"/>.</summary>
    public MessageWriter Begin(int status, ReadOnlySpan<byte> phrase = default) => Begin(status, phrase, LocalTag);

    /// <summary>The same in another dialog that the request has made.</summary>
    /// <param name="answerer">See <see cref="ResponseRoute.Start"/>.</param>
    internal MessageWriter Begin(int status, ReadOnlySpan<byte> phrase, DialogTag tag, ReadOnlySpan<byte> answerer = default)
    {
        var writer = _layer.Writer;
        var request = Request ?? throw new InvalidOperationException("The transaction has its final response already.");
        ResponseRoute.Start(writer, request, From, status, phrase, tag, answerer);
        return writer;
    }

    /// <summary>Sends what the writer holds as the response with <paramref name="status"/>.</summary>
    public void Send(MessageWriter writer, int status) => Send(writer.Written, status);

    /// <summary>Sends a finished response; used again for retransmissions of a 2xx, which belong to the core (RFC 6026 §7.1).</summary>
    public void Send(ReadOnlySpan<byte> response, int status)
    {
        if (IsInvite)
            Take(status < 200 ? InviteServerEvent.SendProvisional : status < 300 ? InviteServerEvent.SendSuccess : InviteServerEvent.SendFailure, response);
        else
            Take(status < 200 ? NonInviteServerEvent.SendProvisional : NonInviteServerEvent.SendFinal, response);
    }

    /// <summary>A response without headers of its own or body.</summary>
    public void Respond(int status, ReadOnlySpan<byte> phrase = default)
    {
        var writer = Begin(status, phrase);
        writer.Finish();
        Send(writer, status);
    }

    /// <summary>Forgets the request without an answer: a source that is to learn nothing.</summary>
    public void Abandon() => End();

    /// <summary>The program has had the request. One that is not an INVITE and still waits gets 100 when the peer's timer E reaches T2, not before
    /// (RFC 4320 §4.1): without it the peer would take us for dead.</summary>
    internal void Wait()
    {
        if (IsInvite || HasFinalResponse || Request is null)
            return;
        var delay = 0L;
        for (var interval = _layer.Timers.T1; interval < _layer.Timers.T2; interval *= 2)
            delay += interval;
        _layer.Arm(_timer = new LoopTimer(this), delay);
    }

    internal void Retransmitted()
    {
        if (IsInvite)
            Take(InviteServerEvent.Retransmission, default);
        else
            Take(NonInviteServerEvent.Retransmission, default);
    }

    /// <summary>True when the ACK belongs to a 2xx and the core must see it.</summary>
    internal bool Acknowledged()
    {
        var accepted = (InviteServerState)_state == InviteServerState.Accepted;
        Take(InviteServerEvent.Ack, default);
        return accepted;
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        if (!IsInvite)
            Respond(100);
        else if ((InviteServerState)_state == InviteServerState.Confirmed)
            Take(InviteServerEvent.TimerI, default);
        else
            Take(_layer.Now < _deadline ? InviteServerEvent.TimerG : InviteServerEvent.TimerH, default);
    }

    private void Take(InviteServerEvent e, ReadOnlySpan<byte> response)
    {
        var (next, act) = InviteServerTable.On((InviteServerState)_state, e);
        _state = (byte)next;
        Do(act, response, ended: next == InviteServerState.Terminated);
    }

    private void Take(NonInviteServerEvent e, ReadOnlySpan<byte> response)
    {
        var (next, act) = NonInviteServerTable.On((NonInviteServerState)_state, e);
        _state = (byte)next;
        Do(act, response, ended: next == NonInviteServerState.Terminated);
    }

    private void Do(Act act, ReadOnlySpan<byte> response, bool ended)
    {
        if ((act & Act.StopTimers) != 0)
            StopTimer();
        if ((act & Act.SendResponse) != 0)
        {
            _finalAt = _layer.Now;
            // A response after which the layer lets this object go is kept by the layer, a 2xx by the core.
            if (!IsSettled)
                _lastResponse = response.ToArray();
            _layer.Send(response, _answerTo);
        }
        if ((act & Act.Resend) != 0 && _lastResponse is not null)
        {
            _layer.Counters.Retransmissions++;
            _layer.Send(_lastResponse, _answerTo);
        }
        if ((act & Act.ArmTimeout) != 0)
        {
            Request = null;
            _deadline = _layer.Now + _layer.Timers.SixtyFourT1;
        }
        if ((act & Act.ArmRetransmission) != 0)
            ArmRetransmission();
        if ((act & Act.ArmLinger) != 0)
            ended = Linger(response);
        if (ended)
            End();
        if ((act & Act.TellTimeout) != 0)
            _layer.User.ResponseFailed(this);
    }

    // Over a reliable transport only the deadline counts.
    private void ArmRetransmission()
    {
        _interval = _interval == 0 ? _layer.Timers.T1 : Math.Min(_interval * 2, _layer.Timers.T2);
        var left = _deadline - _layer.Now;
        _layer.Arm(_timer ??= new LoopTimer(this), _answerTo.IsReliable ? left : Math.Min(_interval, left));
    }

    // True when this object has nothing to wait for.
    private bool Linger(ReadOnlySpan<byte> response)
    {
        if (!IsInvite)
            StopTimer();
        // Nobody asks for the owner after the final response, and it would hold the whole session.
        Request = null;
        Owner = null;
        if (IsInvite && (InviteServerState)_state == InviteServerState.Confirmed)
        {
            if (_answerTo.IsReliable)
                return true;
            _layer.Arm(_timer ??= new LoopTimer(this), _layer.Timers.T4);
            return false;
        }
        // The core keeps a 2xx and repeats it; the table only absorbs INVITEs. J is zero over reliable transports, L is not.
        if (IsInvite || !_answerTo.IsReliable)
            _layer.Settle(this, new Settled(IsInvite ? From : _answerTo, LocalTag, _layer.Now, IsInvite), IsInvite ? default : response);
        else
            _layer.Remove(this);
        _lastResponse = null;
        return false;
    }

    private void End()
    {
        StopTimer();
        _state = IsInvite ? (byte)InviteServerState.Terminated : (byte)NonInviteServerState.Terminated;
        Request = null;
        Owner = null;
        _layer.Remove(this);
    }

    private void StopTimer()
    {
        if (_timer is not null)
            _layer.Cancel(_timer);
    }
}
