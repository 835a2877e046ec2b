using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>The caller's leg until it is answered: what he offered, what he is told, and with what he is answered. One early dialog for the whole hunt
/// (HUNT-7), and one for each announcement (EM-2).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallerLeg : ICaller
{
    private readonly InviteUas _uas;
    private readonly CallOrigin _origin;
    private readonly Negotiation _negotiation;
    private TaskCompletionSource? _mediaKnown;
    private bool _mediaIsKnown;
    private PassedAnswer? _passed;
    private bool _told;
    private int _again = 180;
    private bool _offered;

    private CallerLeg(InviteUas uas, CallOrigin origin, Negotiation negotiation, CallSide side, SessionDescription? offer, byte[]? offerText)
    {
        (_uas, _origin, _negotiation, Side) = (uas, origin, negotiation, side);
        (Offer, OfferText, HasOffer) = (offer, offerText, offer is not null);
    }

    /// <summary>The leg of who has sent an INVITE, and the conversation that begins with it.</summary>
    public static (ICaller, Conversation) Open(Call call, InviteUas uas, CallOrigin origin, SideMedia media, SessionDescription? offer, byte[]? offerText)
    {
        var negotiation = new Negotiation();
        var side = new CallSide(call, "A", media) { CarriesFax = origin.TrunkInUse?.CarriesFax != false };
        var leg = new CallerLeg(uas, origin, negotiation, side, offer, offerText);
        uas.User = call;
        call.Legs.Watch(media.Port);
        return (leg, new Conversation(negotiation, leg.MediaIsKnown) { Caller = side });
    }

    public CallSide Side { get; }

    /// <summary>The INVITE had an offer; false: his answer to ours comes with the ACK, or with a PRACK.</summary>
    public bool HasOffer { get; }

    /// <summary>The caller's offer as it came, until the call is answered; changed by a later one.</summary>
    public SessionDescription? Offer { get; private set; }

    private byte[]? OfferText { get; set; }

    /// <summary>What he wants to send and receive, in his own words.</summary>
    public MediaDirection Direction => Offer?.Audio?.EffectiveDirection ?? MediaDirection.SendRecv;

    /// <summary>No final response yet.</summary>
    public bool IsPending => _uas.IsPending;

    /// <summary>Completes when the caller's media is known: at once when the INVITE had an offer, else with the answer in the ACK or a PRACK; also when the
    /// call is over.</summary>
    public Task MediaKnown => _mediaIsKnown ? Task.CompletedTask : (_mediaKnown ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private IMediaPort? Port => Side.Media.Port;

    // His first reliable provisional response must have an offer (RFC 3262 §5), long before any callee makes one: then the bridge offers to both, the one
    // codec that all speak.
    private bool OffersItself => !HasOffer && _uas.IsReliable && Port is not null;

    /// <summary>What a callee is offered; empty asks him for an offer.</summary>
    public ReadOnlyMemory<byte> OfferTo(SideMedia callee)
    {
        if (Offer is not null)
            return callee.Describe(Offer, OfferText);
        return OffersItself ? callee.Answerer()?.Offer(MediaDirection.SendRecv, one: true) : default(ReadOnlyMemory<byte>);
    }

    /// <summary>The caller learns the identifier of the end that speaks to him (RFC 7989), if his own has one.</summary>
    public void AnsweredBy(SipMessage response)
    {
        if (SessionIdView.TryParse(response[HeaderId.SessionId], out var session))
            _uas.AnsweredBy(session.Local);
    }

    /// <inheritdoc cref="AnsweredBy(SipMessage)"/>
    public void AnsweredBy(ReadOnlySpan<byte> session) => _uas.AnsweredBy(session);

    /// <summary>180, once. False when he was told before.</summary>
    public bool TellRinging()
    {
        if (_told)
            return false;
        (_told, _again) = (true, 180);
        Ring(180);
        return true;
    }

    public void RingAgain() => Ring(_again);

    public void TellForwarded(IHeaderSource? history) => Ring(181, history);

    /// <summary>What the far side says while it rings, with its status, ringback and announcements (EM-3).</summary>
    public bool TryPass(LegBranch branch, SipMessage response)
    {
        Open();
        var status = response.StatusCode;
        // Once for each diversion (FWD-3): repeated is only that the call goes on.
        (_told, _again) = (true, status == 181 ? 183 : status);
        var sdp = Hears(branch, response) ? Early(branch, response) : [];
        var authorised = _passed is not null && _origin.Profile.Trusted ? new EarlyMediaHeader(branch.EarlyMedia ?? "sendrecv") : null;
        if (sdp.Length > 0)
            _uas.Ring(status, sdp, authorised);
        else
            Ring(status, authorised);
        return true;
    }

    /// <summary>Answers with what the callee's 2xx says, or the provisional response before it. False when there is no usable description in either.</summary>
    public bool TryAnswer(LegBranch branch, SipMessage response, FinalHeaders headers)
    {
        Open();
        var described = branch.DescriptionIn(response);
        if (!SessionDescription.TryParse(described, out var description, out _) || description.Audio is null || !branch.MaySay(description, HasOffer || OffersItself))
            return false;
        description = Offer is null ? description : description.Answering(Offer);
        if (HasOffer || OffersItself)
        {
            branch.Side.Session?.Acknowledge();
            Join(branch, description, described);
        }
        else
        {
            _negotiation.AwaitAnswer(Side, description, described.ToArray());
            JoinPorts(branch);
        }
        if (OffersItself)
        {
            _uas.Accept(OwnOffer(), headers);
            return true;
        }
        // A 2xx repeats the first answer, or is ignored (RFC 3261 §13.2.1): what another fork answers must be offered anew.
        if (_passed?.Suits(Offer, description, Port is not null) == false && Side.Session is { } session)
        {
            _uas.Accept(session.LastLocalSdp, headers);
            Side.Call.Legs.OfferAnew(Side, description, described.ToArray());
        }
        else
        {
            _uas.Accept(Side.Media.Describe(description, described), headers);
        }
        (Offer, OfferText, _passed) = (null, null, null);
        return true;
    }

    /// <summary>Answers as the bridge itself (voicemail). Null when there is no codec in common or media does not pass the bridge.</summary>
    public IMediaPort? AnswerHere()
    {
        Open();
        if (Port is not { } port)
            return null;
        if (Offer is null)
            _uas.Accept(OwnOffer());
        else if (Answer(Offer, OfferText, MediaDirection.SendRecv) is { } answer)
            _uas.Accept(answer);
        else
            return null;
        return port;
    }

    /// <summary>Opens the way to the caller without an answer (announcements), in an early dialog of its own (EM-2); null when that cannot be.</summary>
    public IMediaPort? OpenEarly()
    {
        if (Port is not { } port || Offer is null || Answer(Offer, OfferText, MediaDirection.SendOnly) is not { } sdp)
            return null;
        // While it plays nothing else may be heard (TS 24.628).
        if (_passed is not null && _origin.Profile.Trusted)
            _uas.Ring(183, default, new EarlyMediaHeader("inactive"));
        _uas.Announce(new AnnouncementUser(this), sdp, _origin.Profile.Trusted ? new EarlyMediaHeader("sendonly") : null);
        return port;
    }

    public void Refuse(int status, FinalHeaders headers)
    {
        _uas.EndAnnouncement(status);
        _uas.Reject(status, default, headers);
    }

    /// <summary>The answer to an offer of ours came with a PRACK. False when it is none: nothing can be heard.</summary>
    public bool TryTakeAnswer(SipMessage prack)
    {
        if (!SessionDescription.TryParse(prack.Sdp, out var answer, out _) || SdpAnswerer.Accept(answer) is not { } terms || !Side.Media.IsAnswered(answer))
            return false;
        Side.Media.Hear(terms, prack.Sdp);
        _negotiation.AnswerCame();
        MediaIsKnown();
        return true;
    }

    /// <summary>A second offer before the answer, in a PRACK or UPDATE. The callee is not asked: his answer to the first one stands.</summary>
    public void OfferReceived(InviteSession session, SipMessage request)
    {
        if (!Side.Media.TryRead(request.Sdp, out var offer) || offer.Audio is null)
        {
            session.RefuseUpdate(488);
            return;
        }
        var answer = _passed is not { Answer: var agreed }
            ? Answer(offer, request.Sdp, MediaDirection.SendRecv)
            : Side.Media.AnswerAgain(offer, agreed, agreed.Audio?.EffectiveDirection ?? MediaDirection.SendRecv, request.Sdp);
        if (answer is null)
        {
            session.RefuseUpdate(488);
            return;
        }
        if (HasOffer)
            (Offer, OfferText) = (offer, request.Sdp.ToArray());
        session.AnswerUpdate(answer);
    }

    /// <summary>The same while an announcement plays.</summary>
    public ReadOnlyMemory<byte> AnswerAnnounced(SipMessage request) =>
        Side.Media.TryRead(request.Sdp, out var offer) ? Answer(offer, request.Sdp, MediaDirection.SendOnly) : default(ReadOnlyMemory<byte>);

    /// <summary>The answer to a late offer came, or the call is over.</summary>
    public void MediaIsKnown()
    {
        _mediaIsKnown = true;
        _mediaKnown?.TrySetResult();
    }

    /// <summary>The call is over. The transaction lingers for 32 s and shall not hold it.</summary>
    public void Close()
    {
        MediaIsKnown();
        Side.Dispose();
        _uas.User = null;
    }

    private bool Hears(LegBranch branch, SipMessage response) => branch.IsHeard && !response.Sdp.IsEmpty && (Offer is not null || OffersItself);

    // What he is told of the far side's media. It is said again because it may be lost, unless he has acknowledged it; a fork that speaks otherwise is not heard.
    private byte[] Early(LegBranch branch, SipMessage response)
    {
        if (!SessionDescription.TryParse(response.Sdp, out var answer, out _) || !branch.MaySay(answer, HasOffer || OffersItself) || _passed?.Suits(Offer, answer, Port is not null) == false)
            return [];
        answer = Offer is null ? answer : answer.Answering(Offer);
        var first = _passed is null;
        _passed ??= new(answer, Offer is null ? [] : Side.Media.Describe(answer, response.Sdp));
        if (first || Port is not null)
            Join(branch, answer, response.Sdp);
        return first || !_uas.IsReliable ? _passed.Text : [];
    }

    private void Open() => Side.Session = _uas.Open(Side, _origin.Symmetric);

    private void Ring(int status, IHeaderSource? headers = null)
    {
        Open();
        if (HasOffer || !_uas.IsReliable)
            _uas.Ring(status, default, headers);
        else if (OffersItself)
            _uas.Ring(status, _offered ? default : OwnOffer(), headers);
    }

    // Once; empty afterwards. Its answer comes with the PRACK, or with the ACK when a 2xx is the first to bring it.
    private byte[] OwnOffer()
    {
        if (_offered)
            return [];
        _offered = true;
        _negotiation.AwaitAnswer(Side);
        return Side.Media.Answerer()?.Offer(MediaDirection.SendRecv, one: OffersItself) ?? [];
    }

    private void Join(LegBranch branch, SessionDescription answer, ReadOnlySpan<byte> text)
    {
        if (Port is null)
        {
            Side.Media.Remember(OfferText);
            branch.Side.Media.Remember(text, answer.Audio?.Codec);
            return;
        }
        if (Offer is not null && OfferText is not null)
            Side.Media.Hear(PeerTerms.Of(Offer, answer), OfferText);
        if (branch is { HasUpdated: false, PickedUpWith: null })
            branch.Side.Media.Hear(PeerTerms.Of(answer), text);
        JoinPorts(branch);
    }

    private void JoinPorts(LegBranch branch)
    {
        if (Port is { } port && branch.Side.Media.Port is { } other)
            port.Join(other);
    }

    private byte[]? Answer(SessionDescription offer, ReadOnlySpan<byte> text, MediaDirection wish)
    {
        if (Side.Media.Answer(offer, wish) is not { } answer)
            return null;
        Side.Media.Hear(answer.Peer, text);
        MediaIsKnown();
        return answer.Body;
    }
}
