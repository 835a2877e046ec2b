using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>One INVITE dialog usage from the moment that it has a dialog: requests in both directions, ACKs, refreshes, BYE.</summary>
/// <remarks>Loop thread only. A session without a user is being wound up: it answers by itself.</remarks>
public sealed class InviteSession : IClientTransactionUser, IDialogMember, ITimerOwner
{
    private const byte AckTimer = 0;
    private const byte RefreshTimer = 1;
    private const byte GlareTimer = 2;

    private readonly UserAgentCore _core;
    private readonly LoopTimer _ackTimer;
    private readonly LoopTimer _refreshTimer;
    private ISessionUser? _user;
    private LoopTimer? _glareTimer;
    private SessionTimer _timer;

    // Our 2xx that waits for its ACK.
    private ServerTransaction? _acceptedTransaction;
    private byte[]? _accepted;
    private long _ackInterval;
    private long _ackElapsed;
    private byte[]? _byeAfterAck;

    // Our ACK, kept for repeated 2xx.
    private byte[]? _ack;

    private ServerTransaction? _pendingReinvite;
    private ServerTransaction? _pendingUpdate;
    private ServerTransaction? _pendingInfo;
    private ClientTransaction? _ourOffer;
    private ClientTransaction? _refresh;
    private ClientTransaction? _info;
    private bool _over;

    internal InviteSession(UserAgentCore core, DialogState dialog, ISessionUser? user)
    {
        _core = core;
        Dialog = dialog;
        _user = user;
        _ackTimer = new LoopTimer(this, AckTimer);
        _refreshTimer = new LoopTimer(this, RefreshTimer);
    }

    public DialogState Dialog { get; }

    /// <summary>Set while the session is early on our side as UAS.</summary>
    internal InviteUas? Uas { get; set; }

    /// <summary>CSeq number of the INVITE that an ACK of ours belongs to.</summary>
    internal uint InviteSequence { get; set; }

    /// <summary>The description we sent last; repeated unchanged in a refreshing re-INVITE.</summary>
    public ReadOnlyMemory<byte> LastLocalSdp { get; internal set; }

    public bool IsOver => _over;

    /// <summary>An offer is on its way in one direction or the other: a new one would be glare (RFC 3261 §14).</summary>
    public bool IsNegotiating => _pendingReinvite is not null || _pendingUpdate is not null || _ourOffer is not null || _refresh is not null || _accepted is not null;

    /// <summary>From now on <paramref name="user"/> hears of this session.</summary>
    public void Attach(ISessionUser user) => _user = user;

    /// <summary>Sends the ACK for a 2xx (§13.2.2.4), with the answer when the 2xx had the offer.</summary>
    public void Acknowledge(ReadOnlySpan<byte> sdp = default)
    {
        DialogRequests.StartAck(_core, Dialog, InviteSequence);
        var writer = _core.Layer.Writer;
        if (sdp.IsEmpty)
        {
            writer.Finish();
        }
        else
        {
            LastLocalSdp = sdp.ToArray();
            writer.Finish("application/sdp"u8, sdp);
        }
        _ack = writer.ToArray();
        _core.Layer.Send(_ack, Dialog.Flow);
    }

    /// <summary>Sends an offer in a re-INVITE; empty asks the peer for its offer.</summary>
    public void Reinvite(ReadOnlyMemory<byte> sdp)
    {
        _ourOffer = SendReinvite(sdp);
        if (!sdp.IsEmpty)
            LastLocalSdp = sdp;
    }

    /// <summary>Sends an offer in an UPDATE (RFC 3311); only to a peer whose Allow has it.</summary>
    public void Update(ReadOnlyMemory<byte> sdp)
    {
        _ourOffer = SendUpdate(sdp.Span);
        LastLocalSdp = sdp;
    }

    public void AnswerReinvite(ReadOnlyMemory<byte> sdp)
    {
        if (Take(ref _pendingReinvite) is not { Request: { } request } transaction)
            return;
        var supports = request.ContainsToken(HeaderId.Supported, "timer"u8);
        var timer = SessionTimer.ForRequest(request, supports);
        var writer = BeginSuccess(transaction);
        timer.WriteResponse(writer, supports);
        Finish(writer, sdp.Span);
        var response = writer.ToArray();
        transaction.Send(response, 200);
        Accepted(transaction, response, timer, sdp);
    }

    public void RefuseReinvite(int status) => Refuse(ref _pendingReinvite, status);

    public void AnswerUpdate(ReadOnlyMemory<byte> sdp)
    {
        if (Take(ref _pendingUpdate) is { } transaction)
            AnswerUpdate(transaction, sdp);
    }

    public void RefuseUpdate(int status) => Refuse(ref _pendingUpdate, status);

    public void AnswerInfo(int status)
    {
        if (Take(ref _pendingInfo) is { } transaction)
            transaction.Respond(status);
    }

    /// <summary>Sends an INFO with the body of <paramref name="original"/>, which came on the other leg.</summary>
    public void Info(SipMessage original)
    {
        _info = _core.Layer.NewClient(SipMethod.Info, Dialog.Flow, this);
        DialogRequests.Start(_core, Dialog, SipMethod.Info, _info);
        var writer = _core.Layer.Writer;
        if (original.Has(HeaderId.ContentDisposition))
            writer.CopyRows(original, HeaderId.ContentDisposition);
        if (original.Body.IsEmpty)
            writer.Finish();
        else
            writer.Finish(original[HeaderId.ContentType], original.Body);
        _info.Start(writer.Written);
    }

    /// <summary>Asks the peer whether it still knows the dialog; 481, 408 or silence ends the session (SES-2).</summary>
    public void Probe()
    {
        if (_over || _refresh is not null)
            return;
        _refresh = _core.Layer.NewClient(SipMethod.Options, Dialog.Flow, this);
        DialogRequests.Start(_core, Dialog, SipMethod.Options, _refresh);
        _core.Layer.Writer.Finish();
        _refresh.Start(_core.Layer.Writer.Written);
    }

    /// <summary>Ends the session. A 2xx of ours that waits for its ACK delays the BYE until then (RFC 3261 §15).</summary>
    /// <param name="reason">Value of the Reason header (RFC 3326), or empty.</param>
    public void HangUp(ReadOnlySpan<byte> reason = default)
    {
        if (_over)
            return;
        if (_accepted is not null && _ack is null && _acceptedTransaction is not null)
        {
            _byeAfterAck = reason.ToArray();
            _user = null;
            return;
        }
        SendBye(reason);
        End(SessionEnd.HungUp, null);
    }

    internal void StartTimer(SessionTimer timer)
    {
        _timer = timer;
        if (timer.Interval > 0)
            _core.Loop.Timers.Arm(_refreshTimer, timer.NextStep);
        else
            _core.Loop.Timers.Cancel(_refreshTimer);
    }

    /// <summary>Our 2xx is out: repeat it until the ACK comes (§13.3.1.4).</summary>
    internal void Accepted(ServerTransaction transaction, byte[] response, SessionTimer timer, ReadOnlyMemory<byte> sdp)
    {
        Uas = null;
        _acceptedTransaction = transaction;
        _accepted = response;
        _ack = null;
        _ackInterval = _core.Layer.Timers.T1;
        _ackElapsed = 0;
        _core.Loop.Timers.Arm(_ackTimer, _ackInterval);
        if (!sdp.IsEmpty)
            LastLocalSdp = sdp;
        StartTimer(timer);
    }

    internal void RepeatAck()
    {
        if (_ack is not null)
            _core.Layer.Send(_ack, Dialog.Flow);
    }

    internal void ForgetAck() => _ack = null;

    /// <summary>The early dialog ended without having been established.</summary>
    internal void Discard()
    {
        _user = null;
        End(SessionEnd.HungUp, null);
    }

    internal void ReinviteCancelled(ServerTransaction invite)
    {
        if (_pendingReinvite != invite)
            return;
        // The offer is on its way to the other side; its answer finds nobody waiting here and is dropped.
        _pendingReinvite = null;
        invite.Respond(487);
    }

    bool IDialogMember.Owns(SipMessage request) => Dialog.Matches(request);

    void IDialogMember.AckReceived(SipMessage ack)
    {
        if (_accepted is null)
            return;
        _core.Loop.Timers.Cancel(_ackTimer);
        _accepted = null;
        _acceptedTransaction = null;
        if (_byeAfterAck is { } reason)
        {
            SendBye(reason);
            End(SessionEnd.HungUp, null);
            return;
        }
        _user?.AckReceived(this, ack);
    }

    void IDialogMember.RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        if (request.CSeqNumber < Dialog.RemoteSequence)
        {
            transaction.Respond(500, "CSeq is lower than the last one"u8);
            return;
        }
        Dialog.RemoteSequence = request.CSeqNumber;
        if (request.Method is not (SipMethod.Bye or SipMethod.Prack) && !RequestChecks.SupportsWhatIsRequired(transaction, request))
            return;
        switch (request.Method)
        {
            case SipMethod.Bye:
                ReceiveBye(transaction, request);
                break;
            case SipMethod.Invite:
                ReceiveReinvite(transaction, request);
                break;
            case SipMethod.Update:
                ReceiveUpdate(transaction, request);
                break;
            case SipMethod.Prack when Uas is not null:
                Uas.PrackReceived(transaction, request);
                break;
            case SipMethod.Info when _user is not null && _pendingInfo is null && Uas is null:
                _pendingInfo = transaction;
                _user.InfoReceived(this, request);
                break;
            case SipMethod.Info or SipMethod.Options:
                transaction.Respond(200);
                break;
            case SipMethod.Prack:
                transaction.Respond(481);
                break;
            default:
                var writer = transaction.Begin(request.Method == SipMethod.Unknown ? 501 : 405);
                writer.Header(HeaderId.Allow, UserAgentCore.Allow);
                writer.Finish();
                transaction.Send(writer, request.Method == SipMethod.Unknown ? 501 : 405);
                break;
        }
    }

    void IClientTransactionUser.ResponseReceived(ClientTransaction transaction, SipMessage response)
    {
        if (response.StatusCode < 200)
            return;
        if (transaction == _info)
            InfoEnded(response.StatusCode);
        else if (transaction == _refresh)
            RefreshEnded(transaction, response.StatusCode, response);
        else if (transaction == _ourOffer)
            OfferEnded(transaction, response.StatusCode, response);
        else if (transaction.Method == SipMethod.Invite && response.StatusCode < 300)
            RepeatAck();
    }

    void IClientTransactionUser.RequestFailed(ClientTransaction transaction, RequestFailure failure)
    {
        var status = failure == RequestFailure.Timeout ? 408 : 503;
        if (transaction == _info)
            InfoEnded(status);
        else if (transaction == _refresh)
            RefreshEnded(transaction, status, null);
        else if (transaction == _ourOffer)
            OfferEnded(transaction, status, null);
    }

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        switch (timer.Kind)
        {
            case AckTimer:
                RepeatAccepted();
                break;
            case GlareTimer:
                Refresh();
                break;
            default:
                if (_timer.Ours)
                    Refresh();
                else
                    Lose("Q.850;cause=102;text=\"Session expired\""u8);
                break;
        }
    }

    private void ReceiveBye(ServerTransaction transaction, SipMessage bye)
    {
        transaction.Respond(200);
        Refuse(ref _pendingReinvite, 487);
        Refuse(ref _pendingUpdate, 487);
        Refuse(ref _pendingInfo, 487);
        if (Uas is { } early)
        {
            // BYE in an early dialog ends the INVITE, too (§15.1.2).
            early.Cancel(bye);
            return;
        }
        End(SessionEnd.PeerHungUp, bye);
    }

    private void ReceiveReinvite(ServerTransaction transaction, SipMessage request)
    {
        if (_pendingReinvite is not null || _pendingUpdate is not null || Uas is not null)
        {
            RefuseWithRetry(transaction);
            return;
        }
        if (_ourOffer is not null || _refresh is { Method: SipMethod.Invite })
        {
            transaction.Respond(491);
            return;
        }
        if (!RequestChecks.HasUsableBody(request))
        {
            transaction.Respond(415);
            return;
        }
        if (SessionTimer.IsTooSmall(request))
        {
            RefuseTooSmall(transaction);
            return;
        }

        // A re-INVITE that overtook the ACK of the last INVITE acknowledges it as well as the ACK would.
        _core.Loop.Timers.Cancel(_ackTimer);
        _accepted = null;
        RefreshTarget(request, transaction);
        transaction.Owner = this;
        _pendingReinvite = transaction;
        transaction.Respond(100);
        if (_user is null)
            RefuseReinvite(481);
        else
            _user.ReinviteReceived(this, request);
    }

    private void ReceiveUpdate(ServerTransaction transaction, SipMessage request)
    {
        if (SessionTimer.IsTooSmall(request))
        {
            RefuseTooSmall(transaction);
            return;
        }
        if (request.Body.IsEmpty)
        {
            RefreshTarget(request, transaction);
            AnswerUpdate(transaction, default);
            return;
        }
        if (_ourOffer is not null)
        {
            transaction.Respond(491);
            return;
        }
        if (_pendingUpdate is not null || _pendingReinvite is not null || Uas is not null || _user is null)
        {
            RefuseWithRetry(transaction);
            return;
        }
        RefreshTarget(request, transaction);
        _pendingUpdate = transaction;
        _user.UpdateReceived(this, request);
    }

    private void AnswerUpdate(ServerTransaction transaction, ReadOnlyMemory<byte> sdp)
    {
        if (transaction.Request is not { } request)
            return;
        var supports = request.ContainsToken(HeaderId.Supported, "timer"u8);
        var writer = BeginSuccess(transaction);
        if (request.Has(HeaderId.SessionExpires))
        {
            var timer = SessionTimer.ForRequest(request, supports);
            timer.WriteResponse(writer, supports);
            StartTimer(timer);
        }
        if (!sdp.IsEmpty)
            LastLocalSdp = sdp;
        Finish(writer, sdp.Span);
        transaction.Send(writer, 200);
    }

    private void OfferEnded(ClientTransaction transaction, int status, SipMessage? response)
    {
        _ourOffer = null;
        if (status is >= 200 and < 300 && response is not null)
        {
            TakeOver(transaction, response);
            if (transaction.Method == SipMethod.Update)
                StartTimerIfAgreed(response);
            if (_user is { } user)
                user.OfferAnswered(this, response);
            else if (transaction.Method == SipMethod.Invite)
                Acknowledge();
            return;
        }
        if (status is 481 or 408)
            Lose(default);
        else
            _user?.OfferRefused(this, status, response);
    }

    private void RefreshEnded(ClientTransaction transaction, int status, SipMessage? response)
    {
        _refresh = null;
        if (status is >= 200 and < 300 && response is not null)
        {
            if (transaction.Method == SipMethod.Options)
                return;
            TakeOver(transaction, response);
            StartTimerIfAgreed(response);
            if (transaction.Method == SipMethod.Invite)
                Acknowledge();
            return;
        }
        if (status is 481 or 408)
            Lose(default);
        else if (status == 491)
            _core.Loop.Timers.Arm(_glareTimer ??= new LoopTimer(this, GlareTimer), 2_100 + (long)(_core.NextRandom() % 1_900));
        else if (status == 422 && response is not null && SessionTimer.Seconds(response[HeaderId.MinSe]) is > 0 and var minimum)
            StartTimer(_timer with { Interval = Math.Max(_timer.Interval, minimum) });
        else if (transaction.Method != SipMethod.Options)
            StartTimer(_timer);
    }

    // Both are target refresh requests: their responses may bring a new Contact.
    private void TakeOver(ClientTransaction transaction, SipMessage response)
    {
        InviteSequence = response.CSeqNumber;
        if (Dialog.RefreshTarget(response))
            _core.Router.SetFlow(Dialog, Dialog.Flow);
        if (transaction.Method == SipMethod.Invite)
            StartTimerIfAgreed(response);
    }

    private void StartTimerIfAgreed(SipMessage response)
    {
        if (response.Has(HeaderId.SessionExpires))
            StartTimer(SessionTimer.FromResponse(response));
        else if (_timer.Interval > 0)
            StartTimer(_timer);
    }

    private void RefreshTarget(SipMessage request, ServerTransaction transaction)
    {
        if (Dialog.RefreshTarget(request) || transaction.From != Dialog.Flow)
            _core.Router.SetFlow(Dialog, transaction.From);
    }

    private void Refresh()
    {
        if (_over || IsNegotiating)
        {
            StartTimer(_timer);
            return;
        }
        _refresh = Dialog.PeerAllowsUpdate ? SendUpdate(default) : SendReinvite(LastLocalSdp);
    }

    private ClientTransaction SendReinvite(ReadOnlyMemory<byte> sdp)
    {
        var transaction = _core.Layer.NewClient(SipMethod.Invite, Dialog.Flow, this);
        StartOffer(SipMethod.Invite, transaction);
        Finish(_core.Layer.Writer, sdp.Span);
        transaction.Start(_core.Layer.Writer.Written);
        return transaction;
    }

    private ClientTransaction SendUpdate(ReadOnlySpan<byte> sdp)
    {
        var transaction = _core.Layer.NewClient(SipMethod.Update, Dialog.Flow, this);
        StartOffer(SipMethod.Update, transaction);
        Finish(_core.Layer.Writer, sdp);
        transaction.Start(_core.Layer.Writer.Written);
        return transaction;
    }

    private void StartOffer(SipMethod method, ClientTransaction transaction)
    {
        DialogRequests.Start(_core, Dialog, method, transaction);
        var writer = _core.Layer.Writer;
        _core.WriteContact(writer, Dialog.Flow);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.Supported, "timer"u8);
        if (_timer.Interval > 0)
            SessionTimer.WriteRequest(writer, _timer.Interval, SessionTimer.Minimum, refresherIsUs: _timer.Ours);
        writer.Header(HeaderId.UserAgent, _core.Product);
    }

    private MessageWriter BeginSuccess(ServerTransaction transaction)
    {
        var writer = transaction.Begin(200);
        _core.WriteContact(writer, Dialog.Flow);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.Supported, UserAgentCore.Supported);
        writer.Header(HeaderId.Server, _core.Product);
        return writer;
    }

    private static void Finish(MessageWriter writer, ReadOnlySpan<byte> sdp)
    {
        if (sdp.IsEmpty)
            writer.Finish();
        else
            writer.Finish("application/sdp"u8, sdp);
    }

    private void RepeatAccepted()
    {
        _ackElapsed += _ackInterval;
        if (_accepted is null || _acceptedTransaction is null)
            return;
        if (_ackElapsed >= _core.Layer.Timers.SixtyFourT1)
        {
            _accepted = null;
            SendBye("Q.850;cause=102;text=\"No ACK\""u8);
            End(SessionEnd.NoAck, null);
            return;
        }
        _core.Layer.Counters.Retransmissions++;
        _acceptedTransaction.Send(_accepted, 200);
        _ackInterval = Math.Min(_ackInterval * 2, _core.Layer.Timers.T2);
        _core.Loop.Timers.Arm(_ackTimer, _ackInterval);
    }

    private void SendBye(ReadOnlySpan<byte> reason)
    {
        var transaction = _core.Layer.NewClient(SipMethod.Bye, Dialog.Flow, this);
        DialogRequests.Start(_core, Dialog, SipMethod.Bye, transaction);
        var writer = _core.Layer.Writer;
        if (!reason.IsEmpty)
            writer.Header(HeaderId.Reason, reason);
        writer.Header(HeaderId.UserAgent, _core.Product);
        writer.Finish();
        transaction.Start(writer.Written);
    }

    private void Lose(ReadOnlySpan<byte> reason)
    {
        if (_over)
            return;
        SendBye(reason);
        End(SessionEnd.PeerLost, null);
    }

    private void InfoEnded(int status)
    {
        _info = null;
        _user?.InfoAnswered(this, status);
    }

    private void End(SessionEnd why, SipMessage? bye)
    {
        if (_over)
            return;
        _over = true;
        _core.Loop.Timers.Cancel(_ackTimer);
        _core.Loop.Timers.Cancel(_refreshTimer);
        if (_glareTimer is not null)
            _core.Loop.Timers.Cancel(_glareTimer);
        _accepted = null;
        _acceptedTransaction = null;
        Refuse(ref _pendingReinvite, 487);
        Refuse(ref _pendingUpdate, 487);
        Refuse(ref _pendingInfo, 487);
        _core.Unregister(Dialog.LocalTag, this);
        var user = _user;
        _user = null;
        user?.Ended(this, why, bye);
    }

    private static ServerTransaction? Take(ref ServerTransaction? field)
    {
        var transaction = field;
        field = null;
        return transaction;
    }

    private static void Refuse(ref ServerTransaction? field, int status)
    {
        if (Take(ref field) is { HasFinalResponse: false } transaction)
            transaction.Respond(status);
    }

    private void RefuseWithRetry(ServerTransaction transaction)
    {
        // §14.2: 500 with a Retry-After of 0 to 10 s, chosen by chance.
        var writer = transaction.Begin(500);
        writer.Header(HeaderId.RetryAfter, (long)(_core.NextRandom() % 11));
        writer.Finish();
        transaction.Send(writer, 500);
    }

    private static void RefuseTooSmall(ServerTransaction transaction)
    {
        var writer = transaction.Begin(422);
        writer.Header(HeaderId.MinSe, SessionTimer.Minimum);
        writer.Finish();
        transaction.Send(writer, 422);
    }
}
