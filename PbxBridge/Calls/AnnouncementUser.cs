using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>The early dialog of an announcement: the caller may change where he listens, and nothing more.</summary>
internal sealed class AnnouncementUser(CallerLeg caller) : ISessionUser
{
    void ISessionUser.UpdateReceived(InviteSession session, SipMessage request)
    {
        if (caller.AnswerAnnounced(request) is { IsEmpty: false } answer)
            session.AnswerUpdate(answer);
        else
            session.RefuseUpdate(488);
    }

    void ISessionUser.InfoReceived(InviteSession session, SipMessage request) => session.AnswerInfo(200);

    void ISessionUser.ReinviteReceived(InviteSession session, SipMessage request) => session.RefuseReinvite(488);

    // The rest belongs to dialogs that have been answered; an announcement ends with the INVITE.
    void ISessionUser.AckReceived(InviteSession session, SipMessage ack)
    {
    }

    void ISessionUser.OfferAnswered(InviteSession session, SipMessage response)
    {
    }

    void ISessionUser.OfferRefused(InviteSession session, int status, SipMessage? response)
    {
    }

    void ISessionUser.InfoAnswered(InviteSession session, int status)
    {
    }

    void ISessionUser.Ended(InviteSession session, SessionEnd why, SipMessage? bye)
    {
    }
}
