using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>Offers and answers that pass between the two sides of an established call: hold, codec change, fax over T.38, late offer, refresh (RFC 3261 §14, RFC 3264, RFC 3311).</summary>
internal sealed class Negotiation
{
    private CallSide? _origin;
    private SessionDescription? _offer;
    private byte[]? _offerText;
    private bool _byUpdate;
    private bool _late;

    // Where the ACK with the answer to a late offer must come from.
    private CallSide? _answerDueFrom;

    /// <summary>The first INVITE came without an offer and got one of the bridge itself: its ACK brings the answer.</summary>
    public void AwaitAnswer(CallSide from)
    {
        _answerDueFrom = from;
        (_offer, _offerText) = (null, null);
    }

    /// <summary>The first INVITE came without an offer and got that of the other side: its ACK brings the answer.</summary>
    public void AwaitAnswer(CallSide from, SessionDescription offer, byte[] offerText)
    {
        _answerDueFrom = from;
        (_offer, _offerText) = (offer, offerText);
    }

    /// <summary>The answer came with a PRACK: the ACK brings none.</summary>
    public void AnswerCame() => _answerDueFrom = null;

    /// <summary>A re-INVITE or UPDATE of one side.</summary>
    /// <param name="other">Null when the bridge itself is the other side.</param>
    public void Offer(CallSide side, CallSide? other, SipMessage request, bool byUpdate)
    {
        if (side.Session is not { } session)
            return;
        if (!request.Sdp.IsEmpty && side.Media.IsUnchanged(request.Sdp))
        {
            Answer(session, session.LastLocalSdp, byUpdate);
            return;
        }
        SessionDescription? offer = null;
        if (!request.Sdp.IsEmpty && (!side.Media.TryRead(request.Sdp, out offer) || !MayOffer(offer, side, other)))
        {
            Refuse(session, 488, byUpdate);
            return;
        }
        if (other?.Session is not { } otherSession)
        {
            AnswerHere(side, session, offer, request, byUpdate);
            return;
        }
        if (otherSession.IsNegotiating || _origin is not null || otherSession.IsOver)
        {
            Refuse(session, 491, byUpdate);
            return;
        }
        (_origin, _offer, _byUpdate, _late) = (side, offer, byUpdate, offer is null);
        _offerText = offer is null ? null : request.Sdp.ToArray();
        if (offer is null)
            otherSession.Reinvite(default);
        else if (byUpdate && otherSession.Dialog.PeerAllowsUpdate)
            otherSession.Update(other.Media.Describe(offer, request.Sdp));
        else
            otherSession.Reinvite(other.Media.Describe(offer, request.Sdp));
    }

    /// <summary>2xx to the offer that we passed on to <paramref name="side"/>.</summary>
    public void Answered(CallSide side, SipMessage response)
    {
        var (origin, offer, text) = (_origin, _offer, _offerText);
        _origin = null;
        SessionDescription.TryParse(response.Sdp, out var answer, out _);
        if (_late)
        {
            PassLateOffer(side, origin, answer, response);
            return;
        }
        if (response.Method == SipMethod.Invite)
            side.Session?.Acknowledge();
        (_offer, _offerText) = (null, null);
        if (origin?.Session is not { } session)
            return;
        if (answer is null || offer is null || text is null || !side.Media.IsAnswered(answer))
        {
            Refuse(session, 488, _byUpdate);
            return;
        }
        answer = answer.Answering(offer);
        side.Media.Hear(PeerTerms.Of(answer), response.Sdp);
        origin.Media.Takes(offer);
        origin.Media.Hear(PeerTerms.Of(offer, answer), text);
        Answer(session, origin.Media.Describe(answer, response.Sdp), _byUpdate);
    }

    /// <summary>The offer that we passed on was refused; the one who made it is told.</summary>
    public void Refused(int status)
    {
        var origin = _origin;
        _origin = null;
        (_offer, _offerText) = (null, null);
        if (origin?.Session is { } session)
            Refuse(session, PassedRefusal.OfOffer(status), _byUpdate);
    }

    /// <summary>An ACK; true when it was one that had to bring an answer.</summary>
    public bool Acknowledged(CallSide side, CallSide? other, SipMessage ack)
    {
        if (_answerDueFrom != side)
            return false;
        var (offer, text) = (_offer, _offerText);
        _answerDueFrom = null;
        (_offer, _offerText) = (null, null);
        if (!SessionDescription.TryParse(ack.Sdp, out var answer, out _) || !side.Media.IsAnswered(answer))
        {
            // No answer is a broken negotiation: nothing is heard by anybody (RFC 3261 §13.2.2.4).
            other?.Session?.Acknowledge();
            side.Session?.HangUp("SIP;cause=488;text=\"No answer in ACK\""u8);
            return true;
        }
        if (offer is not null)
            answer = answer.Answering(offer);
        side.Media.Hear(PeerTerms.Of(answer), ack.Sdp);
        if (other is not null && offer is not null && text is not null)
        {
            other.Media.Takes(offer);
            other.Media.Hear(PeerTerms.Of(offer, answer), text);
            other.Session?.Acknowledge(other.Media.Describe(answer, ack.Sdp));
        }
        return true;
    }

    private void PassLateOffer(CallSide side, CallSide? origin, SessionDescription? offer, SipMessage response)
    {
        if (origin?.Session is not { } session || offer is null || !side.Media.Allows(offer))
        {
            side.Session?.Acknowledge();
            if (origin?.Session is { } asking)
                Refuse(asking, 488, byUpdate: false);
            return;
        }
        AwaitAnswer(origin, offer, response.Sdp.ToArray());
        session.AnswerReinvite(origin.Media.Describe(offer, response.Sdp));
    }

    // A fax is for machines that speak T.38 at both ends; a mobile network's are none, and the bridge itself is none.
    private static bool MayOffer(SessionDescription offer, CallSide side, CallSide? other) =>
        offer.IsFax ? side.CarriesFax && other is { CarriesFax: true } : offer.Audio is not null;

    private void AnswerHere(CallSide side, InviteSession session, SessionDescription? offer, SipMessage request, bool byUpdate)
    {
        if (offer is null)
        {
            AwaitAnswer(side);
            Answer(session, side.Media.OfferAgain(session.LastLocalSdp), byUpdate);
            return;
        }
        if (side.Media.Answer(offer) is not { } answer)
        {
            Refuse(session, 488, byUpdate);
            return;
        }
        side.Media.Hear(answer.Peer, request.Sdp);
        Answer(session, answer.Body, byUpdate);
    }

    private static void Answer(InviteSession session, ReadOnlyMemory<byte> sdp, bool byUpdate)
    {
        if (byUpdate)
            session.AnswerUpdate(sdp);
        else
            session.AnswerReinvite(sdp);
    }

    private static void Refuse(InviteSession session, int status, bool byUpdate)
    {
        if (byUpdate)
            session.RefuseUpdate(status);
        else
            session.RefuseReinvite(status);
    }
}
