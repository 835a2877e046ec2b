using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>A request of ours and the wait for its final response (RFC 3261 §17.1).</summary>
/// <remarks>Made by <see cref="TransactionLayer.NewClient"/>, filled by <see cref="Start"/>. Loop thread only.</remarks>
public sealed class ClientTransaction : ITimerOwner
{
    private readonly TransactionLayer _layer;
    private readonly IClientTransactionUser _user;
    private Flow _flow;

    // Where it goes when the peer takes nothing over TCP; set while that is being tried.
    private byte? _datagramListener;

    // One timer for all: A and E up to the deadline, B or F at it, then D or M.
    private readonly LoopTimer _timer;
    private byte[]? _sent;
    private byte[]? _ack;
    private long _interval;
    private long _deadline;
    private byte _state;

    internal ClientTransaction(TransactionLayer layer, ulong number, SipMethod method, in Flow flow, IClientTransactionUser user)
    {
        _layer = layer;
        _user = user;
        _flow = flow;
        Number = number;
        Method = method;
        _timer = new LoopTimer(this);
    }

    public SipMethod Method { get; }

    public Flow Flow => _flow;

    /// <summary>A request that is too large for a datagram may go over TCP (RFC 3261 §18.1.1); not to a phone that is reached by its flow alone.</summary>
    internal bool MayGoOverTcp { get; init; }

    /// <summary>The random part of our branch.</summary>
    internal ulong Number { get; }

    private bool IsInvite => Method == SipMethod.Invite;

    /// <summary>The request as it was sent; null once a 2xx came and nothing can be retransmitted any more.</summary>
    public ReadOnlyMemory<byte> Sent => _sent;

    /// <summary>True from the first provisional response to the final one: only then may a CANCEL be sent (RFC 3261 §9.1).</summary>
    public bool IsProceeding => IsInvite && (InviteClientState)_state == InviteClientState.Proceeding;

    public bool HasFinalResponse => IsInvite
        ? (InviteClientState)_state > InviteClientState.Proceeding
        : (NonInviteClientState)_state > NonInviteClientState.Proceeding;

    /// <summary>Sends the request. The bytes are copied; the first Via must be the one of <see cref="TransactionLayer.WriteVia"/>.</summary>
    public void Start(ReadOnlySpan<byte> request)
    {
        _sent = request.ToArray();
        _interval = _layer.Timers.T1;
        _deadline = _layer.Now + _layer.Timers.SixtyFourT1;
        if (MayGoOverTcp && _layer.Large.TryStream(_sent.Length, _flow, out var stream))
        {
            LargeRequests.SetProtocol(_sent, TransportKind.Tcp);
            (_datagramListener, _flow) = (_flow.Listener, stream);
        }
        ArmTimer();
        _layer.Send(_sent, _flow);
    }

    /// <summary>Stops waiting: no callback comes any more (an INVITE that got no final response in the time after its CANCEL).</summary>
    public void Abandon()
    {
        _layer.Cancel(_timer);
        _state = IsInvite ? (byte)InviteClientState.Terminated : (byte)NonInviteClientState.Terminated;
        _layer.Remove(this);
    }

    /// <summary>The 2xx to this INVITE is acknowledged. From now on the layer repeats the ACK when the 2xx comes again, and this object is done.</summary>
    /// <param name="flow">Where the ACK went.</param>
    internal void Acknowledged(ReadOnlySpan<byte> toTag, ReadOnlySpan<byte> ack, in Flow flow)
    {
        if ((InviteClientState)_state != InviteClientState.Accepted)
            return;
        _layer.Cancel(_timer);
        _state = (byte)InviteClientState.Terminated;
        _layer.Settle(this, toTag, ack, flow);
        _user.TransactionEnded(this);
    }

    internal void Receive(SipMessage response)
    {
        var status = response.StatusCode;
        if (_datagramListener is not null)
        {
            _datagramListener = null;
            ArmTimer();
        }
        if (IsInvite)
            Take(status < 200 ? InviteClientEvent.Provisional : status < 300 ? InviteClientEvent.Success : InviteClientEvent.Failure, response);
        else
            Take(status < 200 ? NonInviteClientEvent.Provisional : NonInviteClientEvent.Final, response);
    }

    internal void TransportFailed()
    {
        if (_datagramListener is not null)
            GoOverUdp();
        else if (IsInvite)
            Take(InviteClientEvent.TransportError, null);
        else
            Take(NonInviteClientEvent.TransportError, null);
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        var isDue = _layer.Now >= _deadline;
        if (_datagramListener is not null && !isDue)
        {
            GoOverUdp();
        }
        else if (IsInvite)
        {
            Take((InviteClientState)_state switch
            {
                InviteClientState.Accepted => InviteClientEvent.TimerM,
                InviteClientState.Completed => InviteClientEvent.TimerD,
                _ => isDue ? InviteClientEvent.TimerB : InviteClientEvent.TimerA,
            }, null);
        }
        else
        {
            Take(isDue ? NonInviteClientEvent.TimerF : NonInviteClientEvent.TimerE, null);
        }
    }

    // The same transaction: for a peer that has the request over TCP after all, it is a repetition.
    private void GoOverUdp()
    {
        if (_datagramListener is not { } listener || _sent is null)
            return;
        _datagramListener = null;
        _layer.Large.Failed(_flow);
        _flow = new Flow(TransportKind.Udp, listener, _flow.Remote);
        LargeRequests.SetProtocol(_sent, TransportKind.Udp);
        _interval = _layer.Timers.T1;
        ArmTimer();
        _layer.Send(_sent, _flow);
    }

    private void Take(InviteClientEvent e, SipMessage? response)
    {
        var (next, act) = InviteClientTable.On((InviteClientState)_state, e);
        _state = (byte)next;
        Do(act, response, ended: next == InviteClientState.Terminated);
    }

    private void Take(NonInviteClientEvent e, SipMessage? response)
    {
        var (next, act) = NonInviteClientTable.On((NonInviteClientState)_state, e);
        _state = (byte)next;
        Do(act, response, ended: next == NonInviteClientState.Terminated);
    }

    private void Do(Act act, SipMessage? response, bool ended)
    {
        if ((act & Act.StopTimers) != 0)
            _layer.Cancel(_timer);
        if ((act & Act.Resend) != 0 && _sent is not null)
        {
            _layer.Counters.Retransmissions++;
            _layer.Send(_sent, _flow);
        }
        if ((act & Act.SendAck) != 0)
            SendAck(response);
        if ((act & Act.ArmRetransmission) != 0)
            ArmRetransmission();
        if ((act & Act.ArmLinger) != 0)
            ended = Linger();
        if (ended)
            _layer.Remove(this);
        if ((act & Act.PassUp) != 0 && response is not null)
            _user.ResponseReceived(this, response);
        if ((act & Act.TellTimeout) != 0)
            _user.RequestFailed(this, RequestFailure.Timeout);
        if ((act & Act.TellTransportError) != 0)
            _user.RequestFailed(this, RequestFailure.Transport);
        if (ended && (act & (Act.TellTimeout | Act.TellTransportError)) == 0)
            _user.TransactionEnded(this);
    }

    private void ArmRetransmission()
    {
        // Timer A doubles without a cap; timer E stops at T2 and stays there in Proceeding (RFC 3261 §17.1.1.2, §17.1.2.2).
        _interval *= 2;
        if (!IsInvite)
            _interval = (NonInviteClientState)_state == NonInviteClientState.Proceeding ? _layer.Timers.T2 : Math.Min(_interval, _layer.Timers.T2);
        ArmTimer();
    }

    private void ArmTimer()
    {
        var left = _deadline - _layer.Now;
        _layer.Arm(_timer, _flow.IsReliable && _datagramListener is null ? left : Math.Min(_interval, left));
    }

    // True when this object has nothing to wait for.
    private bool Linger()
    {
        if (!IsInvite)
        {
            // K is zero over reliable transports; elsewhere the layer absorbs what comes again.
            _sent = null;
            if (!_flow.IsReliable)
                _layer.Settle(this);
            return true;
        }
        if ((InviteClientState)_state == InviteClientState.Accepted)
        {
            _sent = null;
            _layer.Arm(_timer, _layer.Timers.SixtyFourT1);
            return false;
        }
        if (_flow.IsReliable)
        {
            _state = (byte)InviteClientState.Terminated;
            return true;
        }
        _layer.Arm(_timer, _layer.Timers.D);
        return false;
    }

    private void SendAck(SipMessage? failure)
    {
        if (_ack is null && failure is not null && _sent is not null)
        {
            _ack = HopRequests.AckFor(_layer.Writer, _sent, failure);
            _sent = null;
        }
        if (_ack is not null)
            _layer.Send(_ack, _flow);
    }
}
