using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Who placed an INVITE.</summary>
public interface IInviteUacUser
{
    /// <summary>101 to 199; a reliable one is acknowledged already (RFC 3262).</summary>
    void Provisional(InviteUac uac, SipMessage response);

    /// <summary>The first 2xx, also when it crossed our CANCEL. The user must call <see cref="InviteSession.Acknowledge"/>, now or after the answer to a late offer came.</summary>
    void Answered(InviteUac uac, InviteSession session, SipMessage response);

    /// <summary>An offer in an UPDATE of the callee before his final response, after he answered ours reliably (RFC 3311 §5.2).</summary>
    /// <returns>The answer; empty refuses it with 488.</returns>
    ReadOnlyMemory<byte> OfferReceived(InviteUac uac, SipMessage update);

    /// <summary>The final failure. Without a response: 408 for a time-out, 503 for a broken transport, 487 for a cancelled INVITE that never ended.</summary>
    void Failed(InviteUac uac, int status, SipMessage? response);
}

/// <summary>Who answers an INVITE.</summary>
public interface IInviteUasUser
{
    /// <summary>CANCEL, or the time of its Expires header is over. 487 is sent already.</summary>
    void Cancelled(InviteUas uas, SipMessage? cancel);

    /// <summary>The caller did not acknowledge a reliable provisional response (RFC 3262 §3); 500 is sent already.</summary>
    void ProvisionalLost(InviteUas uas);

    /// <summary>The PRACK of a reliable provisional response that had our offer: its body is the answer, empty when the caller forgot it.</summary>
    void AnswerReceived(InviteUas uas, SipMessage prack);
}

/// <summary>Who owns an established session. Every request that is handed up must be answered by the call named beside it.</summary>
public interface ISessionUser
{
    /// <summary>re-INVITE: <see cref="InviteSession.AnswerReinvite"/> or <see cref="InviteSession.RefuseReinvite"/>.</summary>
    void ReinviteReceived(InviteSession session, SipMessage request);

    /// <summary>UPDATE with an offer, before the answer also PRACK: <see cref="InviteSession.AnswerUpdate"/> or <see cref="InviteSession.RefuseUpdate"/>.</summary>
    void UpdateReceived(InviteSession session, SipMessage request);

    /// <summary>INFO: <see cref="InviteSession.AnswerInfo"/>.</summary>
    void InfoReceived(InviteSession session, SipMessage request);

    /// <summary>The ACK for our 2xx; its body is the answer to a late offer.</summary>
    void AckReceived(InviteSession session, SipMessage ack);

    /// <summary>2xx to our re-INVITE or UPDATE. For a re-INVITE the user must call <see cref="InviteSession.Acknowledge"/>.</summary>
    void OfferAnswered(InviteSession session, SipMessage response);

    /// <summary>Our re-INVITE or UPDATE was refused or not answered; the session goes on as it was (RFC 3261 §14.1).</summary>
    void OfferRefused(InviteSession session, int status, SipMessage? response);

    /// <summary>Final response to our INFO; status 408 or 503 without a response.</summary>
    void InfoAnswered(InviteSession session, int status);

    /// <summary>REFER: <see cref="ReferRequest.Accept"/> or <see cref="ReferRequest.Refuse"/>.</summary>
    void ReferReceived(InviteSession session, ReferRequest refer) => refer.Refuse(603);

    /// <summary>The session is over; nothing more comes from it.</summary>
    /// <param name="bye">The peer's BYE, when that ended it.</param>
    void Ended(InviteSession session, SessionEnd why, SipMessage? bye);
}

public enum SessionEnd
{
    /// <summary>The peer hung up.</summary>
    PeerHungUp,

    /// <summary>We hung up.</summary>
    HungUp,

    /// <summary>Our 2xx was never acknowledged (RFC 3261 §13.3.1.4).</summary>
    NoAck,

    /// <summary>No refresh came in time, or the peer no longer knows the dialog (RFC 4028 §10, RFC 3261 §12.2.1.2).</summary>
    PeerLost,
}
