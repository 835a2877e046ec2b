using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls.Transfer;

/// <summary>Somebody takes the place of one of the two who talk (RFC 3891 §3): the other one is offered his media, he gets the answer, and the one whose place it was is hung
/// up. Until then, and after a failure, the call is as it was.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class Replacement : IInviteUasUser, ISessionUser, ITransfer, IMediaChangeUser
{
    private readonly Switchboard _board;
    private readonly Comer _comer;
    private readonly CallSide _side;
    private readonly CallSide _leaver;
    private readonly CallSide _partner;
    private MediaChange? _change;
    private bool _isOver;

    private Replacement(Switchboard board, Comer comer, CallSide side, CallSide leaver, CallSide partner) =>
        (_board, _comer, _side, _leaver, _partner) = (board, comer, side, leaver, partner);

    private Call Call => _leaver.Call;

    /// <param name="leaver">Whose place it is.</param>
    /// <param name="partner">With whom he talks.</param>
    public static void Begin(Switchboard board, Comer comer, CallSide leaver, CallSide partner)
    {
        if (comer.Open(board, leaver.Call) is not { } side)
            return;
        var replacement = new Replacement(board, comer, side, leaver, partner);
        comer.Uas.User = replacement;
        leaver.Call.Transfer = partner.Call.Transfer = replacement;
        leaver.Call.Conversation.IsFrozen = true;
        side.Session = comer.Uas.Open(replacement, symmetric: comer.Trunk is null);
        if (comer.Offer is { } offer)
            replacement.Change(() => partner.Media.Describe(offer, comer.OfferText));
        else
            replacement.MakeOffer();
    }

    // His INVITE had no offer: he gets what his partner has told the one whose place it is, and answers with the ACK.
    private void MakeOffer()
    {
        var text = HeldDescription.Released((_leaver.Session?.LastLocalSdp ?? default).Span);
        if (SessionDescription.TryParse(text, out var description, out _))
            _comer.Uas.Accept(_side.Media.Describe(description, text), Headers());
        else
            GiveUp(488);
    }

    void IInviteUasUser.Cancelled(InviteUas uas, SipMessage? cancel) => GiveUp(487);

    void IInviteUasUser.ProvisionalLost(InviteUas uas) => GiveUp(500);

    void IInviteUasUser.AnswerReceived(InviteUas uas, SipMessage prack)
    {
    }

    bool ITransfer.SideEnded(CallSide side, SessionEnd why, SipMessage? bye)
    {
        GiveUp(side == _leaver ? 603 : 480);
        return false;
    }

    void ITransfer.CallEnded(Call call) => GiveUp(480);

    void IMediaChangeUser.Changed(MediaChange change, SessionDescription answer, byte[] text)
    {
        if (_comer.Offer is { } offer)
        {
            _side.Media.Hear(PeerTerms.Of(offer, answer), _comer.OfferText);
            _comer.Uas.Accept(_side.Media.Describe(answer, text), Headers());
        }
        if (TryEnd())
            Complete();
    }

    void IMediaChangeUser.Unchanged(MediaChange change, int status) => GiveUp(status is 408 or 481 or 503 ? 480 : status);

    void ISessionUser.AckReceived(InviteSession session, SipMessage ack)
    {
        if (_isOver || _comer.Offer is not null)
            return;
        if (!SessionDescription.TryParse(ack.Sdp, out var answer, out _) || answer.Audio is null)
        {
            GiveUp(488);
            return;
        }
        var text = ack.Sdp.ToArray();
        _side.Media.Hear(PeerTerms.Of(answer), text);
        Change(() => _partner.Media.Describe(answer, text));
    }

    void ISessionUser.ReinviteReceived(InviteSession session, SipMessage request) => session.RefuseReinvite(491);

    void ISessionUser.UpdateReceived(InviteSession session, SipMessage request) => session.RefuseUpdate(491);

    void ISessionUser.InfoReceived(InviteSession session, SipMessage request) => session.AnswerInfo(200);

    void ISessionUser.OfferAnswered(InviteSession session, SipMessage response) => session.Acknowledge();

    void ISessionUser.OfferRefused(InviteSession session, int status, SipMessage? response)
    {
    }

    void ISessionUser.InfoAnswered(InviteSession session, int status)
    {
    }

    void ISessionUser.Ended(InviteSession session, SessionEnd why, SipMessage? bye) => GiveUp(0);

    private void Change(Func<byte[]> offer)
    {
        _change = new MediaChange(_board, _partner, offer, null, this);
        _change.Start();
    }

    private void Complete()
    {
        if (_side.Media.Port is { } port && _partner.Media.Port is { } other)
            port.Join(other);
        var (comer, partner) = (_comer.Party.Text, _partner.Call.Seats.PartyOf(_partner)?.Text ?? TalkLog.Anonymous);
        foreach (var call in Calls)
            call.Journal.TalkChanges(comer, partner);
        TransferNotes.Replaced(Call, Call.Seats.PartyOf(_leaver)?.Text ?? TalkLog.Anonymous, comer);
        var conversation = Call.Conversation.Caller == _leaver ? Conversation.Between(_side, _partner) : Conversation.Between(_partner, _side);
        foreach (var call in Calls)
            call.Conversation = conversation;
        Call.Seats.Replace(_leaver, _side, _comer.Party, _comer.Trunk);
        foreach (var call in Calls)
            call.ListenForStar();
        _side.Session?.Attach(_side);
        if (_leaver.Session is { } session)
            Departure.HangUp(_board.Loop, session);
    }

    // The dialog that he names is left as it is.
    private void GiveUp(int status)
    {
        if (!TryEnd())
            return;
        _change?.Undo();
        if (_comer.Uas.IsPending)
            _comer.Refuse(status);
        else
            _side.Session?.HangUp("SIP;cause=488;text=\"Not joined\""u8);
        _side.Dispose();
    }

    private IEnumerable<Call> Calls => Call == _partner.Call ? [Call] : [Call, _partner.Call];

    private bool TryEnd()
    {
        if (_isOver)
            return false;
        _isOver = true;
        _comer.Uas.User = null;
        Call.Transfer = _partner.Call.Transfer = null;
        Call.Conversation.IsFrozen = false;
        return true;
    }

    private FinalHeaders Headers() => new(0, 0)
    {
        Asserted = _comer.Trunk is { Trusted: true } && _partner.Call.Seats.PartyOf(_partner) is { IsAsserted: true, IsPrivate: false, Number: { } number } party
            ? PartyUris.Asserted(number, party.Name, _board.HostTowards(_comer.Uas.From))
            : null,
    };
}
