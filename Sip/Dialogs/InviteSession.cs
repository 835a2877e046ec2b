using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>One INVITE dialog usage from the moment that it has a dialog: requests in both directions, ACKs, refreshes, BYE.</summary>
/// <remarks>Loop thread only. A session without a user is being wound up: it answers by itself.</remarks>
public sealed class InviteSession : IDialogMember
{
    private readonly UserAgentCore _core;
    private SideExchanges? _exchanges;
    private PeerOffers? _peerOffers;
    private OwnOffers? _ownOffers;
    private SessionRefresher? _refresher;
    private UnacknowledgedAnswer? _answer;
    private byte[]? _byeAfterAck;

    internal InviteSession(UserAgentCore core, DialogState dialog, ISessionUser? user)
    {
        _core = core;
        Dialog = dialog;
        User = user;
    }

    public DialogState Dialog { get; }

    public bool IsOver { get; private set; }

    /// <summary>An offer is on its way in one direction or the other: a new one would be glare (RFC 3261 §14).</summary>
    public bool IsNegotiating =>
        _peerOffers is { IsPending: true } || _ownOffers is { IsRunning: true } || Accepted is { IsOvertaken: false } || _answer is not null || Uas is not null;

    /// <summary>Who hears of this session; null while it is being wound up.</summary>
    public ISessionUser? User { get; private set; }

    /// <summary>The INVITE that made it has no final response of ours yet.</summary>
    public bool IsEarly => Uas is not null;

    /// <summary>Set while the session is early on our side as UAS.</summary>
    internal InviteUas? Uas { get; set; }

    /// <summary>Our 2xx that waits for its ACK.</summary>
    internal AcceptedAnswer? Accepted { get; private set; }

    /// <summary>The description we sent last; repeated unchanged in a refreshing re-INVITE.</summary>
    public ReadOnlyMemory<byte> LastLocalSdp { get; private set; }

    /// <inheritdoc cref="OwnOffers.HasOffer"/>
    internal bool HasOwnOffer => _ownOffers is { HasOffer: true };

    // Most sessions need none of these four: they are made when they are.
    private SideExchanges Exchanges => _exchanges ??= new SideExchanges(_core, this);

    internal PeerOffers PeerOffers => _peerOffers ??= new PeerOffers(_core, this);

    internal OwnOffers OwnOffers => _ownOffers ??= new OwnOffers(_core, this);

    internal SessionRefresher Refresher => _refresher ??= new SessionRefresher(_core, this);

    /// <summary>From now on <paramref name="user"/> hears of this session.</summary>
    public void Attach(ISessionUser user) => User = user;

    /// <summary>Sends the ACK for a 2xx (§13.2.2.4), with the answer when the 2xx had the offer.</summary>
    public void Acknowledge(ReadOnlySpan<byte> sdp = default)
    {
        if (_answer is not { } answer)
            return;
        _answer = null;
        if (!sdp.IsEmpty)
            LastLocalSdp = sdp.ToArray();
        answer.Acknowledge(_core, Dialog, sdp);
    }

    /// <summary>Sends an offer in a re-INVITE; empty asks the peer for its offer. While <see cref="IsNegotiating"/> it is refused with 491, in a later turn.</summary>
    /// <param name="headers">In addition, or null.</param>
    public void Reinvite(ReadOnlyMemory<byte> sdp, IHeaderSource? headers = null) => Offer(SipMethod.Invite, sdp, headers);

    /// <summary>Sends an offer in an UPDATE (RFC 3311); only to a peer whose Allow has it. Refused as <see cref="Reinvite"/> is.</summary>
    public void Update(ReadOnlyMemory<byte> sdp) => Offer(SipMethod.Update, sdp);

    public void AnswerReinvite(ReadOnlyMemory<byte> sdp) => PeerOffers.AnswerReinvite(sdp);

    public void RefuseReinvite(int status) => PeerOffers.RefuseReinvite(status);

    public void AnswerUpdate(ReadOnlyMemory<byte> sdp) => PeerOffers.AnswerUpdate(sdp);

    public void RefuseUpdate(int status) => PeerOffers.RefuseUpdate(status);

    /// <summary>Answers the oldest INFO that waits.</summary>
    public void AnswerInfo(int status) => _exchanges?.AnswerInfo(status);

    /// <summary>Sends an INFO with the body of <paramref name="original"/>, which came on the other leg.</summary>
    public void Info(SipMessage original) => Exchanges.Info.Send(original);

    /// <summary>Asks the peer whether it still knows the dialog; 481, 408 or silence ends the session (SES-2).</summary>
    public void Probe()
    {
        if (!IsOver)
            Exchanges.Probe();
    }

    /// <summary>Ends the session; the user hears <see cref="ISessionUser.Ended"/> before this returns. A 2xx of ours that waits for its
    /// ACK delays the BYE until then (RFC 3261 §15), a 2xx of the peer is acknowledged first, an INVITE without a final response gets 480.</summary>
    /// <param name="reason">Value of the Reason header (RFC 3326), or empty.</param>
    public void HangUp(ReadOnlySpan<byte> reason = default)
    {
        if (IsOver || _byeAfterAck is not null)
            return;
        if (Accepted is { IsOvertaken: false })
        {
            _byeAfterAck = reason.ToArray();
            TellEnd(SessionEnd.HungUp, null);
            return;
        }
        var early = Uas;
        if (early is null)
            SendBye(reason);
        End(SessionEnd.HungUp, null);
        early?.Reject(480);
    }

    /// <summary>Our 2xx is out.</summary>
    internal void AcceptedWith(
        ServerTransaction transaction, byte[] response, uint sequence, bool hasOffer, SessionTimer timer, ReadOnlyMemory<byte> sdp)
    {
        Uas = null;
        Accepted?.Stop();
        Accepted = new AcceptedAnswer(_core, transaction, response, sequence, hasOffer, AckLost);
        KeepLocalSdp(sdp);
        StartTimer(timer);
    }

    /// <summary>The session timer that was agreed (RFC 4028), or that there is none.</summary>
    internal void StartTimer(in SessionTimer timer)
    {
        if (timer.Interval > 0 || _refresher is not null)
            Refresher.Start(timer);
    }

    /// <summary>CANCEL for a re-INVITE.</summary>
    internal void CancelReinvite(ServerTransaction reinvite) => _peerOffers?.Cancel(reinvite);

    internal void KeepLocalSdp(ReadOnlyMemory<byte> sdp)
    {
        if (!sdp.IsEmpty)
            LastLocalSdp = SdpBody.Keep(sdp);
    }

    /// <summary>A 2xx came to our INVITE with this CSeq number.</summary>
    internal void MustAcknowledge(ClientTransaction invite, uint sequence, CredentialRows? credentials) => _answer = new(invite, sequence, credentials);

    /// <summary>The early dialog ended without having been established.</summary>
    internal void Discard()
    {
        User = null;
        End(SessionEnd.HungUp, null);
    }

    /// <summary>The peer does not know the dialog any more, or does not answer.</summary>
    internal void Lose(ReadOnlySpan<byte> reason, bool sayBye)
    {
        if (IsOver)
            return;
        var early = Uas;
        if (sayBye && early is null)
            SendBye(reason);
        End(SessionEnd.PeerLost, null);
        early?.Reject(500);
    }

    bool IDialogMember.Owns(SipMessage request) => Dialog.Matches(request);

    FoundDialog IDialogMember.Match(DialogReference reference)
    {
        if (!reference.Names(Dialog.CallId, Dialog.RemoteTag))
            return default;
        return new(Uas is not null ? DialogMatch.EarlyOfPeer : _byeAfterAck is not null ? DialogMatch.Ended : DialogMatch.Confirmed, this, null);
    }

    void IDialogMember.AckReceived(SipMessage ack)
    {
        if (Accepted is not { } accepted || accepted.Sequence != ack.CSeqNumber)
            return;
        accepted.Stop();
        Accepted = null;
        if (_byeAfterAck is { } reason)
        {
            SendBye(reason);
            End(SessionEnd.HungUp, null);
            return;
        }
        User?.AckReceived(this, ack);
    }

    void IDialogMember.RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        if (request.CSeqNumber < Dialog.RemoteSequence)
        {
            transaction.Respond(500, "CSeq is lower than the last one"u8);
            return;
        }
        Dialog.RemoteSequence = request.CSeqNumber;
        // A REFER is answered where it came from, and followed there when it is accepted.
        if (request.Method != SipMethod.Refer)
            DialogRouter.Follow(Dialog, transaction.From);
        if (request.Method is not (SipMethod.Bye or SipMethod.Prack) && !RequestChecks.PassWithin(transaction, request))
            return;
        switch (request.Method)
        {
            case SipMethod.Invite or SipMethod.Refer when _byeAfterAck is not null:
            case SipMethod.Prack when Uas is null:
                transaction.Respond(481);
                break;
            case SipMethod.Bye:
                ReceiveBye(transaction, request);
                break;
            case SipMethod.Invite:
                PeerOffers.ReceiveReinvite(transaction, request);
                break;
            case SipMethod.Update:
                PeerOffers.ReceiveUpdate(transaction, request);
                break;
            case SipMethod.Prack:
                Uas?.PrackReceived(this, transaction, request);
                break;
            case SipMethod.Info:
                Exchanges.Info.Receive(transaction, request);
                break;
            case SipMethod.Refer:
                Exchanges.Refers.Receive(transaction, request);
                break;
            case SipMethod.Subscribe:
                Exchanges.Refers.ReceiveSubscribe(transaction, request);
                break;
            case SipMethod.Options:
                RequestChecks.AnswerOptions(transaction);
                break;
            default:
                RequestChecks.RefuseMethod(transaction, request);
                break;
        }
    }

    private void Offer(SipMethod method, ReadOnlyMemory<byte> sdp, IHeaderSource? headers = null)
    {
        if (IsOver)
            return;
        if (IsNegotiating)
        {
            _core.Loop.Post(() => User?.OfferRefused(this, 491, null));
            return;
        }
        OwnOffers.Send(method, sdp, isRefresh: false, headers);
    }

    private void ReceiveBye(ServerTransaction transaction, SipMessage bye)
    {
        transaction.Respond(200);
        // BYE in an early dialog ends the INVITE, too (§15.1.2).
        if (Uas is { } early)
            early.Cancel(bye);
        else
            End(SessionEnd.PeerHungUp, bye);
    }

    private void AckLost()
    {
        SendBye("Q.850;cause=102;text=\"No ACK\""u8);
        End(SessionEnd.NoAck, null);
    }

    private void SendBye(ReadOnlySpan<byte> reason)
    {
        // A 2xx that the program has not acknowledged yet would be repeated for 32 s.
        Acknowledge();
        HungUpDialog.Begin(_core, Dialog, reason.ToArray());
    }

    private void End(SessionEnd why, SipMessage? bye)
    {
        if (IsOver)
            return;
        IsOver = true;
        _refresher?.Stop();
        Accepted?.Stop();
        Accepted = null;
        Acknowledge();
        _peerOffers?.End();
        _exchanges?.End();
        _core.Unregister(Dialog.LocalTag, this);
        TellEnd(why, bye);
    }

    private void TellEnd(SessionEnd why, SipMessage? bye)
    {
        var user = User;
        User = null;
        user?.Ended(this, why, bye);
    }
}
