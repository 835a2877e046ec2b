using System.Buffers.Text;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A call of ours until its final response (RFC 3261 §13.2), and for 64·T1 longer to acknowledge repeated and forked 2xx.</summary>
/// <remarks>Loop thread only.</remarks>
public sealed class InviteUac : IClientTransactionUser, IDialogMember, ITimerOwner
{
    private readonly UserAgentCore _core;
    private readonly InviteRequest _request;
    private readonly IInviteUacUser _user;
    private readonly DialogTag _localTag;
    private readonly byte[] _callId;
    private readonly LoopTimer _cancelTimer;
    private readonly List<EarlyDialog> _early = [];
    private readonly List<InviteSession> _losers = [];
    private ClientTransaction? _transaction;
    private InviteSession? _winner;
    private uint _sequence;
    private int _sessionInterval = SessionTimer.Preferred;
    private int _minSe = SessionTimer.Minimum;
    private byte[]? _authorization;
    private bool _authorizationIsProxy;
    private int _challenges;
    private byte[]? _cancelReason;
    private bool _ended;

    internal InviteUac(UserAgentCore core, InviteRequest request, IInviteUacUser user, DialogTag localTag, byte[] callId)
    {
        _core = core;
        _request = request;
        _user = user;
        _localTag = localTag;
        _callId = callId;
        _cancelTimer = new LoopTimer(this);
    }

    /// <summary>Our Call-ID on this leg.</summary>
    public ReadOnlyMemory<byte> CallId => _callId;

    /// <summary>A provisional response came, be it only 100: the peer lives.</summary>
    public bool IsProceeding => _transaction is { IsProceeding: true };

    public bool IsCancelled => _cancelReason is not null;

    /// <summary>Where the INVITE was sent.</summary>
    public Transport.Flow Flow => _request.Flow;

    internal void Start()
    {
        _core.Register(_localTag, this);
        Send();
    }

    /// <summary>Gives the call up. The CANCEL waits for the first provisional response (§9.1); a 2xx that crosses it still comes as
    /// <see cref="IInviteUacUser.Answered"/>.</summary>
    /// <param name="reason">Value of the Reason header (RFC 3326), or empty.</param>
    public void Cancel(ReadOnlySpan<byte> reason = default)
    {
        if (_ended || _cancelReason is not null)
            return;
        _cancelReason = reason.ToArray();
        SendCancel();
    }

    void IClientTransactionUser.ResponseReceived(ClientTransaction transaction, SipMessage response)
    {
        if (transaction.Method != SipMethod.Invite)
            return;
        var status = response.StatusCode;
        if (status < 200)
            ReceiveProvisional(response);
        else if (status < 300)
            ReceiveSuccess(response);
        else if (transaction == _transaction)
            ReceiveFailure(response);
    }

    void IClientTransactionUser.RequestFailed(ClientTransaction transaction, RequestFailure failure)
    {
        if (transaction == _transaction)
            Fail(failure == RequestFailure.Timeout ? 408 : 503, null);
    }

    void IClientTransactionUser.TransactionEnded(ClientTransaction transaction)
    {
        if (transaction != _transaction)
            return;
        _winner?.ForgetAck();
        _losers.Clear();
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        // 64·T1 after the CANCEL and no final response: the peer is dead (§9.1).
        _transaction?.Abandon();
        Fail(487, null);
    }

    bool IDialogMember.Owns(SipMessage request) => request.CallId.SequenceEqual(_callId);

    // A request of the callee before it answered: the early dialog is found by its tag.
    void IDialogMember.RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        if (FindEarly(request.FromTag) is not { } early)
        {
            transaction.Respond(481);
            return;
        }
        if (request.CSeqNumber < early.RemoteSequence)
        {
            transaction.Respond(500);
            return;
        }
        early.RemoteSequence = request.CSeqNumber;
        switch (request.Method)
        {
            case SipMethod.Update when request.Body.IsEmpty:
            case SipMethod.Info or SipMethod.Options:
                transaction.Respond(200);
                break;
            case SipMethod.Update:
                // Our offer to this leg is the caller's; it cannot be changed before there is an answer to pass it back with.
                transaction.Respond(504);
                break;
            default:
                transaction.Respond(481);
                break;
        }
    }

    void IDialogMember.AckReceived(SipMessage ack)
    {
    }

    private void Send()
    {
        _sequence++;
        _transaction = _core.Layer.NewClient(SipMethod.Invite, _request.Flow, this);
        var writer = _core.Layer.Writer;
        writer.Reset();
        writer.StartRequest(SipMethod.Invite, _request.RequestUri);
        _core.Layer.WriteVia(writer, _transaction);
        writer.Header(HeaderId.MaxForwards, _request.MaxForwards);
        writer.Begin(HeaderId.From);
        writer.Append(_request.From);
        writer.Append(";tag="u8);
        _localTag.WriteTo(writer);
        writer.End();
        writer.Header(HeaderId.To, _request.To);
        writer.Header(HeaderId.CallId, _callId);
        DialogRequests.WriteCSeq(writer, _sequence, SipMethod.Invite);
        _core.WriteContact(writer, _request.Flow);
        if (_authorization is not null)
            writer.Header(_authorizationIsProxy ? HeaderId.ProxyAuthorization : HeaderId.Authorization, _authorization);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);

        // Without an offer of ours a reliable provisional response would bring one that only the caller can answer: not asked for.
        writer.Header(HeaderId.Supported, _request.Sdp.IsEmpty ? "timer"u8 : UserAgentCore.Supported);
        SessionTimer.WriteRequest(writer, _sessionInterval, _minSe, refresherIsUs: false);
        writer.Header(HeaderId.UserAgent, _core.Product);
        _request.Headers?.WriteHeaders(writer);
        if (_request.Sdp.IsEmpty)
            writer.Finish();
        else
            writer.Finish("application/sdp"u8, _request.Sdp.Span);
        _transaction.Start(writer.Written);
    }

    private void ReceiveProvisional(SipMessage response)
    {
        if (_ended)
            return;
        if (_cancelReason is not null)
        {
            SendCancel();
            return;
        }
        if (response.StatusCode == 100)
            return;
        if (!response.ToTag.IsEmpty && !AcknowledgeReliable(response))
            return;
        _user.Provisional(this, response);
    }

    // False for a repetition of a reliable provisional response, or one out of order (RFC 3262 §4).
    private bool AcknowledgeReliable(SipMessage response)
    {
        var early = FindEarly(response.ToTag);
        if (early is null && _early.Count < 32)
        {
            early = new EarlyDialog(DialogState.ForUac(response, _localTag, _sequence, _request.Flow, _request.SymmetricFlow));
            _early.Add(early);
        }
        if (early is null || !response.ContainsToken(HeaderId.Require, "100rel"u8)
            || !Utf8Parser.TryParse(response[HeaderId.RSeq], out uint sequence, out _))
            return true;
        if (early.LastReliable != 0 && sequence != early.LastReliable + 1)
            return false;
        early.LastReliable = sequence;
        var dialog = early.Dialog;
        if (dialog.RemoteTarget.Length == 0 && !dialog.RefreshTarget(response))
            return true;
        _core.Router.SetFlow(dialog, _request.Flow);
        var prack = _core.Layer.NewClient(SipMethod.Prack, dialog.Flow, this);
        DialogRequests.Start(_core, dialog, SipMethod.Prack, prack);
        _sequence = dialog.LocalSequence;
        var writer = _core.Layer.Writer;
        writer.Begin(HeaderId.RAck);
        writer.Append(sequence);
        writer.Append(" "u8);
        writer.Append(response.CSeqNumber);
        writer.Append(" INVITE"u8);
        writer.End();
        writer.Finish();
        prack.Start(writer.Written);
        return true;
    }

    private void ReceiveSuccess(SipMessage response)
    {
        if (_winner is not null)
        {
            if (_winner.Dialog.RemoteTag.AsSpan().SequenceEqual(response.ToTag))
                _winner.RepeatAck();
            else
                HangUpLoser(response);
            return;
        }
        _core.Loop.Timers.Cancel(_cancelTimer);
        _ended = true;
        var session = NewSession(response);
        _winner = session;
        _core.Register(_localTag, session);
        _early.Clear();
        session.StartTimer(SessionTimer.FromResponse(response));
        _user.Answered(this, session, response);
    }

    // Forked: every 2xx is acknowledged, all but the first are hung up (§13.2.2.4).
    private void HangUpLoser(SipMessage response)
    {
        foreach (var known in _losers)
        {
            if (known.Dialog.RemoteTag.AsSpan().SequenceEqual(response.ToTag))
            {
                known.RepeatAck();
                return;
            }
        }
        var loser = NewSession(response);
        _losers.Add(loser);
        loser.Acknowledge();
        loser.HangUp("SIP;cause=200;text=\"Call completed elsewhere\""u8);
    }

    private InviteSession NewSession(SipMessage response)
    {
        // An early dialog that sent a PRACK has used CSeq numbers already.
        var sequence = Math.Max(FindEarly(response.ToTag)?.Dialog.LocalSequence ?? 0, _sequence);
        var dialog = DialogState.ForUac(response, _localTag, sequence, _request.Flow, _request.SymmetricFlow);
        if (dialog.RemoteTarget.Length == 0)
            dialog.RemoteTarget = _request.RequestUri;
        _core.Router.SetFlow(dialog, _request.Flow);
        return new InviteSession(_core, dialog, null) { InviteSequence = response.CSeqNumber, LastLocalSdp = _request.Sdp };
    }

    private void ReceiveFailure(SipMessage response)
    {
        if (_cancelReason is null && (TryAnswerChallenge(response) || TryLongerSession(response)))
        {
            _early.Clear();
            Send();
            return;
        }
        Fail(response.StatusCode, response);
    }

    private bool TryAnswerChallenge(SipMessage response)
    {
        // Twice: the second challenge may only say that the nonce is stale.
        if (response.StatusCode is not (401 or 407) || _request.Credentials is null || ++_challenges > 2)
            return false;
        if (!_request.Credentials.TryAnswer(response, SipMethod.Invite, _request.RequestUri, out var value, out _authorizationIsProxy))
            return false;
        _authorization = System.Text.Encoding.UTF8.GetBytes(value);
        return true;
    }

    // 422: the peer's Min-SE is larger than our interval (RFC 4028 §7.3).
    private bool TryLongerSession(SipMessage response)
    {
        var minimum = SessionTimer.Seconds(response[HeaderId.MinSe]);
        if (response.StatusCode != 422 || minimum <= _minSe || minimum > 86_400)
            return false;
        _minSe = minimum;
        _sessionInterval = Math.Max(_sessionInterval, minimum);
        return true;
    }

    private void Fail(int status, SipMessage? response)
    {
        if (_ended)
            return;
        _ended = true;
        _core.Loop.Timers.Cancel(_cancelTimer);
        _core.Unregister(_localTag, this);
        _early.Clear();
        _user.Failed(this, status, response);
    }

    private void SendCancel()
    {
        if (_transaction is not { IsProceeding: true } || _cancelTimer.IsArmed)
            return;
        _core.Layer.SendCancel(_transaction, _cancelReason, this);
        _core.Loop.Timers.Arm(_cancelTimer, _core.Layer.Timers.SixtyFourT1);
    }

    private EarlyDialog? FindEarly(ReadOnlySpan<byte> tag)
    {
        foreach (var early in _early)
        {
            if (early.Dialog.RemoteTag.AsSpan().SequenceEqual(tag))
                return early;
        }
        return null;
    }

    private sealed class EarlyDialog(DialogState dialog)
    {
        public DialogState Dialog { get; } = dialog;

        /// <summary>RSeq of the last reliable provisional response; 0 before the first.</summary>
        public uint LastReliable { get; set; }

        public uint RemoteSequence { get; set; }
    }
}
