using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>A request to us and our answer to it (RFC 3261 §17.2).</summary>
/// <remarks>Loop thread only. After the final response it keeps its key and the last response's bytes, nothing else.</remarks>
public sealed class ServerTransaction : ITimerOwner
{
    private const byte RetransmissionTimer = 0;
    private const byte DeadlineTimer = 1;

    private readonly TransactionLayer _layer;
    private readonly LoopTimer _retransmission;
    private readonly LoopTimer _deadline;
    private readonly Flow _answerTo;
    private byte[]? _lastResponse;
    private long _interval;
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
        _retransmission = new LoopTimer(this, RetransmissionTimer);
        _deadline = new LoopTimer(this, DeadlineTimer);
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

    public bool HasFinalResponse => IsInvite
        ? (InviteServerState)_state != InviteServerState.Proceeding
        : (NonInviteServerState)_state > NonInviteServerState.Proceeding;

    /// <summary>The same request by another path is merged into this one (RFC 3261 §8.2.2.2). Some seconds after a final response nothing travels
    /// any more that could be: then it is a client that uses its identifiers again.</summary>
    internal bool IsOngoing =>
        !HasFinalResponse || (IsInvite && (InviteServerState)_state == InviteServerState.Accepted) || _layer.Now - _finalAt < _layer.Timers.T4;

    /// <summary>Starts a response in the layer's writer: status line, Via, From, To with tag, Call-ID, CSeq (RFC 3261 §8.2.6).
    /// The caller adds headers and finishes it with <see cref="Send"/>.</summary>
    public MessageWriter Begin(int status, ReadOnlySpan<byte> phrase = default)
    {
        var writer = _layer.Writer;
        var request = Request ?? throw new InvalidOperationException("The transaction has its final response already.");
        ResponseRoute.Start(writer, request, From, status, phrase, LocalTag);
        return writer;
    }

    /// <summary>Sends what the writer holds as the response with <paramref name="status"/>.</summary>
    public void Send(MessageWriter writer, int status) => Send(writer.ToArray(), status);

    /// <summary>Sends a finished response; used again for retransmissions of a 2xx, which belong to the core (RFC 6026 §7.1).</summary>
    public void Send(byte[] response, int status)
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

    internal void Retransmitted()
    {
        if (IsInvite)
            Take(InviteServerEvent.Retransmission, null);
        else
            Take(NonInviteServerEvent.Retransmission, null);
    }

    /// <summary>True when the ACK belongs to a 2xx and the core must see it.</summary>
    internal bool Acknowledged()
    {
        var accepted = (InviteServerState)_state == InviteServerState.Accepted;
        Take(InviteServerEvent.Ack, null);
        return accepted;
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        if (!IsInvite)
        {
            Take(NonInviteServerEvent.TimerJ, null);
            return;
        }
        Take(timer.Kind == RetransmissionTimer ? InviteServerEvent.TimerG : (InviteServerState)_state switch
        {
            InviteServerState.Accepted => InviteServerEvent.TimerL,
            InviteServerState.Confirmed => InviteServerEvent.TimerI,
            _ => InviteServerEvent.TimerH,
        }, null);
    }

    private void Take(InviteServerEvent e, byte[]? response)
    {
        var (next, act) = InviteServerTable.On((InviteServerState)_state, e);
        _state = (byte)next;
        Do(act, response, ended: next == InviteServerState.Terminated);
    }

    private void Take(NonInviteServerEvent e, byte[]? response)
    {
        var (next, act) = NonInviteServerTable.On((NonInviteServerState)_state, e);
        _state = (byte)next;
        Do(act, response, ended: next == NonInviteServerState.Terminated);
    }

    private void Do(Act act, byte[]? response, bool ended)
    {
        if ((act & Act.StopTimers) != 0)
            StopTimers();
        if ((act & Act.SendResponse) != 0 && response is not null)
        {
            _lastResponse = response;
            _finalAt = _layer.Now;
            _layer.Send(response, _answerTo);
        }
        if ((act & Act.Resend) != 0 && _lastResponse is not null)
        {
            _layer.Counters.Retransmissions++;
            _layer.Send(_lastResponse, _answerTo);
        }
        if ((act & Act.ArmRetransmission) != 0 && !_answerTo.IsReliable)
        {
            _interval = _interval == 0 ? _layer.Timers.T1 : Math.Min(_interval * 2, _layer.Timers.T2);
            _layer.Arm(_retransmission, _interval);
        }
        if ((act & Act.ArmTimeout) != 0)
        {
            Request = null;
            _layer.Arm(_deadline, _layer.Timers.SixtyFourT1);
        }
        if ((act & Act.ArmLinger) != 0)
            ended = ArmLinger();
        if (ended)
            End();
        if ((act & Act.TellTimeout) != 0)
            _layer.User.ResponseFailed(this);
    }

    // True when there is nothing to wait for: I and J are zero over reliable transports.
    private bool ArmLinger()
    {
        // Nobody asks for the owner after the final response, and it would hold the whole session for 32 s.
        Request = null;
        Owner = null;
        if (IsInvite && (InviteServerState)_state == InviteServerState.Accepted)
        {
            // The core keeps the 2xx and repeats it; the transaction only absorbs INVITEs.
            _lastResponse = null;
            _layer.Arm(_deadline, _layer.Timers.SixtyFourT1);
            return false;
        }
        if (_answerTo.IsReliable)
            return true;
        _layer.Arm(_deadline, IsInvite ? _layer.Timers.T4 : _layer.Timers.SixtyFourT1);
        return false;
    }

    private void End()
    {
        StopTimers();
        _state = IsInvite ? (byte)InviteServerState.Terminated : (byte)NonInviteServerState.Terminated;
        Request = null;
        Owner = null;
        _layer.Remove(this);
    }

    private void StopTimers()
    {
        _layer.Cancel(_retransmission);
        _layer.Cancel(_deadline);
    }
}
