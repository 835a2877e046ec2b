using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A call to us until its final response (RFC 3261 §13.3); afterwards <see cref="Session"/> lives on alone.</summary>
/// <remarks>Loop thread only.</remarks>
public sealed class InviteUas : ITimerOwner
{
    private const int EarlyDialogTerminated = 199;

    private readonly UserAgentCore _core;
    private readonly ServerTransaction _transaction;
    private LoopTimer? _expiry;
    private readonly ReliableProvisionals? _reliable;
    private readonly bool _peerSupportsTimer;
    private readonly SessionTimer _timer;
    private readonly bool _hasOffer;
    private readonly uint _sequence;
    private byte[]? _answerer;
    private AnnouncementDialog? _announcement;
    private HeldRinging? _ringAfterPrack;
    private Action? _acceptAfterPrack;

    internal InviteUas(UserAgentCore core, ServerTransaction transaction, SipMessage invite)
    {
        _core = core;
        _transaction = transaction;
        _transaction.Owner = this;
        _peerSupportsTimer = invite.ContainsToken(HeaderId.Supported, "timer"u8);
        _timer = SessionTimer.ForRequest(invite, _peerSupportsTimer);
        _sequence = invite.CSeqNumber;
        _hasOffer = !invite.Sdp.IsEmpty;
        if (invite.ContainsToken(HeaderId.Require, "100rel"u8))
            _reliable = new ReliableProvisionals(this, core, transaction);
        From = transaction.From;

        // §13.3.1: after its Expires the INVITE gets 487.
        if (SessionTimer.Seconds(invite[HeaderId.Expires]) is > 0 and < 3600 and var seconds)
            core.Loop.Timers.Arm(_expiry = new LoopTimer(this), seconds * 1000L);
    }

    /// <summary>Must be set before the turn in which the INVITE came ends.</summary>
    public IInviteUasUser? User { get; set; }

    /// <summary>Written into every response but 100; null for none.</summary>
    public IHeaderSource? Headers { get; set; }

    /// <summary>Where the INVITE came from.</summary>
    public Transport.Flow From { get; }

    /// <summary>The dialog; made with the first response that has a tag of ours. Null before and after a refusal.</summary>
    public InviteSession? Session { get; private set; }

    /// <summary>True until the final response.</summary>
    public bool IsPending => !_transaction.HasFinalResponse;

    /// <summary>The caller requires reliable provisional responses (RFC 3262). The first one must have an offer when the INVITE had none (§5).</summary>
    public bool IsReliable => _reliable is not null;

    /// <summary>The caller has our answer, or we have his, and no final response is needed for it.</summary>
    public bool IsAgreed => _reliable is { IsAgreed: true };

    /// <summary>The INVITE; null after the final response.</summary>
    public SipMessage? Invite => _transaction.Request;

    /// <summary>The end that answers has this identifier (RFC 7989): the callee's, or our own where the bridge itself speaks.</summary>
    public void AnsweredBy(ReadOnlySpan<byte> session)
    {
        if (!IsPending || Invite is not { } invite || !SessionIdView.TryParse(invite[HeaderId.SessionId], out var caller))
            return;
        _answerer = session.ToArray();
        if (Session is not null)
            Session.Dialog.SessionId = caller.Answer(_answerer);
    }

    /// <summary>100: says that we are at it, so that the caller stops repeating.</summary>
    public void Trying()
    {
        if (IsPending)
            _transaction.Respond(100);
    }

    /// <summary>Makes the dialog; must come before the first provisional response that is to have one, and before <see cref="Accept"/>.</summary>
    /// <param name="symmetric">The peer sits behind NAT: requests go where its messages come from.</param>
    public InviteSession Open(ISessionUser user, bool symmetric)
    {
        if (Session is null && Invite is { } invite)
        {
            var dialog = DialogState.ForUas(invite, _transaction.LocalTag, From, symmetric);
            _core.Router.SetFlow(dialog, From);
            if (_answerer is not null && SessionIdView.TryParse(invite[HeaderId.SessionId], out var caller))
                dialog.SessionId = caller.Answer(_answerer);
            Session = new InviteSession(_core, dialog, user) { Uas = this };
            _core.Register(dialog.LocalTag, Session);
        }
        return Session ?? throw new InvalidOperationException("The INVITE has its final response already.");
    }

    /// <summary>A provisional response, 180 to 198. While a reliable one waits for its PRACK the next is held back; of several the last is sent,
    /// with the last description of them all.</summary>
    public void Ring(int status, ReadOnlySpan<byte> sdp = default, IHeaderSource? headers = null)
    {
        if (!IsPending)
            return;
        if (_reliable is { IsWaiting: true })
        {
            _ringAfterPrack = sdp.IsEmpty && _ringAfterPrack is { Sdp.Length: > 0 } held ? held with { Status = status } : new(status, sdp.ToArray(), headers);
            return;
        }
        SendProvisional(status, _transaction.LocalTag, _reliable, sdp, headers);
        if (!sdp.IsEmpty)
            Session?.KeepLocalSdp(sdp.ToArray());
    }

    /// <summary>183 in an early dialog of its own, that no 2xx will confirm: what is heard before the call goes on, or is refused (EM-2).</summary>
    /// <param name="user">Is told of what the caller asks within that dialog.</param>
    /// <returns>Null when the INVITE has its final response.</returns>
    public InviteSession? Announce(ISessionUser user, ReadOnlySpan<byte> sdp, IHeaderSource? headers = null)
    {
        if (!IsPending || Invite is not { } invite || _announcement is not null)
            return null;
        _announcement = new AnnouncementDialog(_core, this, _transaction, invite, user);
        SendProvisional(183, _announcement.Tag, _announcement.Reliable, sdp, headers);
        _announcement.Session.KeepLocalSdp(sdp.ToArray());
        return _announcement.Session;
    }

    /// <summary>Ends the dialog of <see cref="Announce"/>; a caller who understands 199 is told (RFC 6228).</summary>
    /// <param name="status">Why; 300 to 699.</param>
    public void EndAnnouncement(int status)
    {
        if (_announcement is not { } announcement)
            return;
        if (IsPending && announcement.CanTellEnd)
            SendProvisional(EarlyDialogTerminated, announcement.Tag, announcement.Reliable, default, new TerminatedReason(status));
        CloseAnnouncement();
    }

    /// <summary>200 with the answer, or with the offer when the INVITE had none and no reliable provisional response brought one. Repeated until the ACK comes.</summary>
    public void Accept(ReadOnlyMemory<byte> sdp, IHeaderSource? headers = null)
    {
        if (!IsPending || Session is not { } session)
            return;
        if (_reliable is { IsWaiting: true })
        {
            // RFC 3262 §3: no 2xx before the PRACK of a provisional response that had a description.
            AcceptAfterPrack(sdp, headers);
            return;
        }
        StopExpiry();
        var writer = Begin(200, _transaction.LocalTag, headers);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.Supported, UserAgentCore.Supported);
        _timer.WriteResponse(writer, _peerSupportsTimer);
        writer.FinishWith(sdp.Span);
        var response = writer.ToArray();
        _transaction.Send(response, 200);
        CloseAnnouncement();
        session.AcceptedWith(_transaction, response, _sequence, hasOffer: !_hasOffer && !IsAgreed, _timer, sdp);
    }

    // Apart from Accept, whose every call would otherwise make the closure.
    private void AcceptAfterPrack(ReadOnlyMemory<byte> sdp, IHeaderSource? headers) => _acceptAfterPrack = () => Accept(sdp, headers);

    /// <summary>A final failure, 300 to 699.</summary>
    public void Reject(int status, ReadOnlySpan<byte> phrase = default, IHeaderSource? headers = null)
    {
        if (!IsPending)
            return;
        var writer = _transaction.Begin(status, phrase, _transaction.LocalTag, _answerer);
        writer.Header(HeaderId.Server, _core.Product);
        Headers?.WriteHeaders(writer);
        headers?.WriteHeaders(writer);
        writer.Finish();
        _transaction.Send(writer, status);
        Close();
    }

    /// <summary>Gives no answer at all: the source is to learn nothing.</summary>
    public void Abandon()
    {
        _transaction.Abandon();
        Close();
    }

    internal void Cancel(SipMessage? cancel)
    {
        if (!IsPending)
            return;
        Reject(487);
        User?.Cancelled(this, cancel);
    }

    /// <summary>PRACK in one of the early dialogs. It may bring the answer to our offer, or once the first offer is answered another one (RFC 3262 §5).</summary>
    internal void PrackReceived(InviteSession session, ServerTransaction transaction, SipMessage prack)
    {
        var reliable = ReliableOf(session);
        var awaited = reliable is { AwaitsAnswer: true };
        if (reliable is null || !reliable.Acknowledged(prack))
        {
            transaction.Respond(481);
            return;
        }
        if (!RequestChecks.HasUsableBody(prack))
        {
            RequestChecks.RefuseBody(transaction);
        }
        else if (!awaited && !prack.Sdp.IsEmpty)
        {
            session.PeerOffers.ReceiveInPrack(transaction, prack);
        }
        else
        {
            transaction.Respond(200);
            if (awaited)
                User?.AnswerReceived(this, prack);
        }
        if (reliable == _reliable)
            GoOn();
    }

    /// <summary>The first offer is answered for good in that early dialog.</summary>
    internal bool HasAgreed(InviteSession session) => ReliableOf(session) is { IsAgreed: true };

    /// <summary>Our offer waits for its answer in that early dialog.</summary>
    internal bool AwaitsAnswer(InviteSession session) => ReliableOf(session) is { AwaitsAnswer: true };

    internal void ProvisionalLost()
    {
        Reject(500);
        User?.ProvisionalLost(this);
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => Cancel(null);

    private ReliableProvisionals? ReliableOf(InviteSession session) => session == _announcement?.Session ? _announcement.Reliable : _reliable;

    // What waited for the PRACK.
    private void GoOn()
    {
        var (accept, ring) = (_acceptAfterPrack, _ringAfterPrack);
        (_acceptAfterPrack, _ringAfterPrack) = (null, null);
        if (accept is not null)
            accept();
        else if (ring is not null)
            Ring(ring.Status, ring.Sdp, ring.Headers);
    }

    private void SendProvisional(int status, DialogTag tag, ReliableProvisionals? reliable, ReadOnlySpan<byte> sdp, IHeaderSource? headers)
    {
        var writer = Begin(status, tag, headers);
        reliable?.WriteHeaders(writer);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.FinishWith(sdp);
        var response = writer.ToArray();
        _transaction.Send(response, status);
        reliable?.Sent(response, described: !sdp.IsEmpty);
    }

    private MessageWriter Begin(int status, DialogTag tag, IHeaderSource? headers)
    {
        var writer = _transaction.Begin(status, default, tag, _answerer);
        if (Invite is { } invite)
            writer.CopyRows(invite, HeaderId.RecordRoute);
        _core.WriteContact(writer, From, Invite is { } first && DialogState.WantsSecurity(first));
        writer.Header(HeaderId.Server, _core.Product);
        Headers?.WriteHeaders(writer);
        headers?.WriteHeaders(writer);
        return writer;
    }

    private void Close()
    {
        StopExpiry();
        (_acceptAfterPrack, _ringAfterPrack) = (null, null);
        CloseAnnouncement();
        if (Session is not { } session)
            return;
        Session = null;
        AnnouncementDialog.Close(_core, session, _reliable);
    }

    private void StopExpiry()
    {
        if (_expiry is not null)
            _core.Loop.Timers.Cancel(_expiry);
    }

    private void CloseAnnouncement()
    {
        _announcement?.Close();
        _announcement = null;
    }

    private sealed record HeldRinging(int Status, byte[] Sdp, IHeaderSource? Headers);
}
