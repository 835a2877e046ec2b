using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>The caller's leg until it is answered: what he offered, what he is told, and with what he is answered. One early dialog for the whole hunt (HUNT-7).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class CallerLeg
{
    private readonly InviteUas _uas;
    private readonly CallOrigin _origin;
    private readonly Negotiation _negotiation;
    private readonly TaskCompletionSource _mediaKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ringing;

    public CallerLeg(InviteUas uas, CallOrigin origin, Negotiation negotiation, CallSide side, SessionDescription? offer, byte[]? offerText)
    {
        (_uas, _origin, _negotiation, Side) = (uas, origin, negotiation, side);
        (Offer, OfferText, HasOffer) = (offer, offerText, offer is not null);
    }

    public CallSide Side { get; }

    /// <summary>The INVITE had an offer; false: his answer to ours comes with the ACK.</summary>
    public bool HasOffer { get; }

    /// <summary>The offer and its text as they came, until the call is answered.</summary>
    public SessionDescription? Offer { get; private set; }

    public byte[]? OfferText { get; private set; }

    /// <summary>No final response yet.</summary>
    public bool IsPending => _uas.IsPending;

    /// <summary>Completes when the caller's media is known: at once when the INVITE had an offer, else with the answer in the ACK; also when the call is over.</summary>
    public Task MediaKnown => _mediaKnown.Task;

    private IMediaPort? Port => Side.Media.Port;

    /// <summary>180, once. False when he was told before.</summary>
    public bool TellRinging()
    {
        if (_ringing)
            return false;
        _ringing = true;
        Open();
        _uas.Ring(180);
        return true;
    }

    public void RingAgain() => _uas.Ring(180);

    public void TellForwarded()
    {
        Open();
        _uas.Ring(181);
    }

    /// <summary>The far side's ringback and announcements reach the caller (EM-3). False when there is nothing to hear in the response.</summary>
    public bool TryPassEarlyMedia(LegBranch branch, SipMessage response)
    {
        if (Offer is null || !SessionDescription.TryParse(response.Sdp, out var answer, out _))
            return false;
        Open();
        Join(branch, answer, response.Sdp);
        _ringing = true;
        _uas.Ring(response.StatusCode, Side.Media.Describe(answer, response.Sdp), _origin.EarlyMediaHeaders);
        return true;
    }

    /// <summary>Answers with what the callee's 2xx says, or the provisional response before it. False when there is no usable description in either.</summary>
    public bool TryAnswer(LegBranch branch, SipMessage response, FinalHeaders headers)
    {
        Open();
        var described = response.Sdp.IsEmpty ? branch.EarlyAnswerOf(response) ?? response : response;
        if (!SessionDescription.TryParse(described.Sdp, out var description, out _) || description.Audio is null)
            return false;
        if (HasOffer)
        {
            branch.Side.Session?.Acknowledge();
            Join(branch, description, described.Sdp);
        }
        else
        {
            _negotiation.AwaitAnswer(Side, description, described.Sdp.ToArray());
            JoinPorts(branch);
        }
        _uas.Accept(Side.Media.Describe(description, described.Sdp), headers);
        (Offer, OfferText) = (null, null);
        return true;
    }

    /// <summary>Answers as the bridge itself (voicemail). Null when there is no codec in common or media does not pass the bridge.</summary>
    public IMediaPort? AnswerHere()
    {
        if (Port is not { } port || Describe(MediaDirection.SendRecv) is not { } sdp)
            return null;
        _uas.Accept(sdp);
        return port;
    }

    /// <summary>Opens the way to the caller without an answer (announcements); null when that cannot be.</summary>
    public IMediaPort? OpenEarly()
    {
        if (Port is not { } port || !HasOffer || Describe(MediaDirection.SendOnly) is not { } sdp)
            return null;
        _uas.Ring(183, sdp, new EarlyMediaHeader("sendonly"));
        return port;
    }

    public void Refuse(int status, int q850, int retryAfter = 0) => _uas.Reject(status, default, new FinalHeaders(q850, retryAfter));

    /// <summary>The answer to a late offer came, or the call is over.</summary>
    public void MediaIsKnown() => _mediaKnown.TrySetResult();

    /// <summary>The call is over. The transaction lingers for 32 s and shall not hold it.</summary>
    public void Close()
    {
        MediaIsKnown();
        Side.Dispose();
        _uas.User = null;
    }

    private void Open() => Side.Session = _uas.Open(Side, _origin.Symmetric);

    private void Join(LegBranch branch, SessionDescription answer, ReadOnlySpan<byte> text)
    {
        if (Port is null)
        {
            Side.Media.Remember(OfferText);
            branch.Side.Media.Remember(text);
            return;
        }
        if (Offer is not null && OfferText is not null)
            Side.Media.Hear(AudioTerms.Of(Offer, answer), OfferText);
        branch.Side.Media.Hear(AudioTerms.Of(answer), text);
        JoinPorts(branch);
    }

    private void JoinPorts(LegBranch branch)
    {
        if (Port is { } port && branch.Side.Media.Port is { } other)
            port.Join(other);
    }

    private byte[]? Describe(MediaDirection wish)
    {
        Open();
        var answerer = Side.Media.Answerer();
        if (Offer is null)
        {
            var own = answerer?.Offer(wish);
            if (own is not null && SessionDescription.TryParse(own, out var offer, out _))
                _negotiation.AwaitAnswer(Side, offer, own);
            return own;
        }
        if (answerer?.Answer(Offer, wish) is not { } answer)
            return null;
        Side.Media.Hear(answer.Peer, OfferText);
        MediaIsKnown();
        return answer.Body;
    }
}
