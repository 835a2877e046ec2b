using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A call of ours until its final response (RFC 3261 §13.2), and for 64·T1 longer to acknowledge repeated and forked 2xx.</summary>
/// <remarks>Loop thread only.</remarks>
public sealed class InviteUac : IClientTransactionUser, IDialogMember, ITimerOwner
{
    // RFC 6228: one of several forks gave up. It rings nowhere for that.
    private const int EarlyDialogTerminated = 199;

    private readonly UserAgentCore _core;
    private InviteRequest _request;

    // Null once it has heard the outcome: what is left waits for 64·T1, and must not hold a whole call in memory until then.
    private IInviteUacUser? _user;
    private readonly DialogTag _localTag;
    private readonly byte[] _callId;
    private LoopTimer? _cancelTimer;
    private readonly EarlyDialogs _early;
    private ClientTransaction? _transaction;
    private InviteSession? _winner;
    private uint _sequence;
    private int _sessionInterval = SessionTimer.Preferred;
    private int _minSe = SessionTimer.Minimum;
    private CredentialRows? _credentials;
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
        _early = new EarlyDialogs(core, request, localTag);
    }

    /// <summary>Who waits for the outcome; null once he has heard it.</summary>
    public IInviteUacUser? User => _user;

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
            ReceiveSuccess(transaction, response);
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
        _winner = null;
        _transaction = null;
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        // 64·T1 after the CANCEL and no final response: the peer is dead (§9.1).
        _transaction?.Abandon();
        Fail(487, null);
    }

    bool IDialogMember.Owns(SipMessage request) => request.CallId.SequenceEqual(_callId);

    FoundDialog IDialogMember.Match(DialogReference reference) =>
        !_ended && _early.Has(reference) ? new(_cancelReason is null ? DialogMatch.EarlyOfOurs : DialogMatch.Ended, null, this) : default;

    void IDialogMember.RequestReceived(ServerTransaction transaction, SipMessage request) => _early.RequestReceived(transaction, request, this, _user);

    void IDialogMember.AckReceived(SipMessage ack)
    {
    }

    private void Send()
    {
        _sequence = Math.Max(_sequence, _early.HighestSequence) + 1;
        _transaction = _core.Layer.NewClient(SipMethod.Invite, _request.Flow, this, mayGoOverTcp: !_request.SymmetricFlow);
        var writer = _core.Layer.Writer;
        writer.Reset();
        writer.StartRequest(SipMethod.Invite, _request.RequestUri);
        _core.Layer.WriteVia(writer, _transaction);
        foreach (var route in _request.Route)
            writer.Header(HeaderId.Route, route);
        writer.Header(HeaderId.MaxForwards, _request.MaxForwards);
        writer.Begin(HeaderId.From);
        writer.Append(_request.From);
        writer.Append(";tag="u8);
        _localTag.WriteTo(writer);
        writer.End();
        writer.Header(HeaderId.To, _request.To);
        writer.Header(HeaderId.CallId, _callId);
        if (_request.SessionId is { } session)
            writer.Header(HeaderId.SessionId, session);
        DialogRequests.WriteCSeq(writer, _sequence, SipMethod.Invite);
        _core.WriteContact(writer, _request.Flow, _request.IsSecure);
        _credentials?.Write(writer);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);

        // Without an offer of ours a reliable provisional response would bring one that only the caller can answer: not asked for.
        writer.Header(HeaderId.Supported, _request.Sdp.IsEmpty ? UserAgentCore.SupportedUnreliably : UserAgentCore.Supported);
        SessionTimer.WriteRequest(writer, _sessionInterval, _minSe, oursIsRefresher: null);
        writer.Header(HeaderId.UserAgent, _core.Product);
        _request.Headers?.WriteHeaders(writer);
        if (_request.Attachment is { } part)
            writer.FinishWith(_request.Sdp.Span, part);
        else
            writer.FinishWith(_request.Sdp.Span);
        _transaction.Start(writer.Written);
    }

    private void ReceiveProvisional(SipMessage response)
    {
        if (_ended)
            return;
        // Acknowledged also when the call was given up: the callee may hold its final response back until then.
        var isNew = response.StatusCode > 100 && (response.ToTag.IsEmpty || _early.Take(response, _sequence));
        if (_cancelReason is not null)
            SendCancel();
        else if (isNew && response.StatusCode != EarlyDialogTerminated)
            _user?.Provisional(this, response);
    }

    private void ReceiveSuccess(ClientTransaction transaction, SipMessage response)
    {
        if (_winner is not null)
        {
            // The ACK for the first one is still to come; a fork that answers late is acknowledged and hung up at once.
            if (!_winner.Dialog.RemoteTag.SequenceEqual(response.ToTag) && !_core.Layer.RepeatAck(transaction.Number, response.ToTag))
                _core.HangUpFork(NewDialog(response), response, transaction.Number);
            return;
        }
        StopCancelTimer();
        _ended = true;
        var session = NewSession(transaction, response);
        _winner = session;
        _core.Register(_localTag, session);
        _early.Clear();
        session.StartTimer(SessionTimer.FromResponse(response, _sessionInterval));
        TakeUser()?.Answered(this, session, response);
    }

    private IInviteUacUser? TakeUser()
    {
        var user = _user;
        _user = null;
        _request.Forget();
        return user;
    }

    private DialogState NewDialog(SipMessage response)
    {
        // PRACKs have used CSeq numbers already.
        var dialog = DialogState.ForUac(response, _localTag, Math.Max(_early.HighestSequence, _sequence), _request);
        if (dialog.RemoteTarget.Length == 0)
            dialog.RemoteTarget = _request.RequestUri;
        _core.Router.SetFlow(dialog, _request.Flow);
        return dialog;
    }

    private InviteSession NewSession(ClientTransaction transaction, SipMessage response)
    {
        var session = new InviteSession(_core, NewDialog(response), null);
        session.KeepLocalSdp(_request.Sdp);
        session.MustAcknowledge(transaction, response.CSeqNumber, _credentials);
        return session;
    }

    private void ReceiveFailure(SipMessage response)
    {
        if (_cancelReason is null && (TryAnswerChallenge(response) || TryLongerSession(response) || TryPlainer(response.StatusCode)))
        {
            _early.Clear();
            Send();
            return;
        }
        Fail(response.StatusCode, response);
    }

    private bool TryAnswerChallenge(SipMessage response)
    {
        // A proxy and the server may both challenge, and one more challenge may only say that a nonce is stale.
        if (response.StatusCode is not (401 or 407) || _request.Credentials is null || ++_challenges > 3)
            return false;
        if (!_request.Credentials.TryAnswer(response, SipMethod.Invite, _request.RequestUri, out var value, out var isProxy))
            return false;
        _credentials = (_credentials ?? CredentialRows.None).With(value, isProxy);
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

    // Not what says that the called one, or the way to him, is not there.
    private bool TryPlainer(int status)
    {
        if (_request.Plainer is not { } plainer || status is 401 or 407 or 408 or 410 or 422 or (>= 480 and <= 483) or 486 or 487 or 491 or 500 or (>= 502 and <= 504) or 600 or 603)
            return false;
        _request = plainer;
        return true;
    }

    private void Fail(int status, SipMessage? response)
    {
        if (_ended)
            return;
        _ended = true;
        StopCancelTimer();
        _core.Unregister(_localTag, this);
        _early.Clear();
        TakeUser()?.Failed(this, status, response);
    }

    private void SendCancel()
    {
        if (_transaction is not { IsProceeding: true } || _cancelTimer is { IsArmed: true })
            return;
        _core.Layer.SendCancel(_transaction, _cancelReason, this);
        _core.Loop.Timers.Arm(_cancelTimer ??= new LoopTimer(this), _core.Layer.Timers.SixtyFourT1);
    }

    private void StopCancelTimer()
    {
        if (_cancelTimer is not null)
            _core.Loop.Timers.Cancel(_cancelTimer);
    }
}
