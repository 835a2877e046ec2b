using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>For whom a call is set up, until it is answered: a phone that placed an INVITE, or somebody who is already on the line and is sent on.</summary>
internal interface ICaller
{
    /// <summary>What he wants to send and receive, in his own words.</summary>
    MediaDirection Direction { get; }

    /// <summary>What he has offered, until the call is answered; null when the callee is to make the offer.</summary>
    SessionDescription? Offer { get; }

    /// <summary>No final response yet.</summary>
    bool IsPending { get; }

    /// <summary>Completes when his media is known, so that sound can be sent to him; also when the call is over.</summary>
    Task MediaKnown { get; }

    /// <summary>What a callee is offered; empty asks him for an offer.</summary>
    ReadOnlyMemory<byte> OfferTo(SideMedia callee);

    /// <summary>It rings, once. False when he was told before.</summary>
    bool TellRinging();

    void RingAgain();

    /// <param name="history">Says who sent the call on; null for one who is not to know.</param>
    void TellForwarded(IHeaderSource? history);

    /// <summary>The provisional response of the only branch goes on to him as it is: its status, ringback and announcements (EM-3). False: it does not, and
    /// he hears of ringing at most.</summary>
    bool TryPass(LegBranch branch, SipMessage response);

    /// <summary>The answer that follows is this one's: its Session-ID.</summary>
    void AnsweredBy(SipMessage response);

    /// <inheritdoc cref="AnsweredBy(SipMessage)"/>
    void AnsweredBy(ReadOnlySpan<byte> session);

    /// <summary>Answers with what the callee's 2xx says, or the provisional response before it. False when there is no usable description in either.</summary>
    bool TryAnswer(LegBranch branch, SipMessage response, FinalHeaders headers);

    /// <summary>Answers as the bridge itself (voicemail). Null when there is no codec in common or media does not pass the bridge.</summary>
    IMediaPort? AnswerHere();

    /// <summary>Opens the way to him without an answer (announcements); null when that cannot be.</summary>
    IMediaPort? OpenEarly();

    void Refuse(int status, FinalHeaders headers);

    /// <summary>The answer to an offer of ours came with a PRACK. False when it is none: nothing can be heard.</summary>
    bool TryTakeAnswer(SipMessage prack);

    /// <summary>A second offer before the answer.</summary>
    void OfferReceived(InviteSession session, SipMessage request);

    /// <summary>The call is over.</summary>
    void Close();
}
