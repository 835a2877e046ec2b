using PbxBridge.Calls.Transfer;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>One end of a call: the caller's, or that of one branch of a leg. Its session reports here; the call decides.</summary>
/// <param name="name">In the call flow: <c>A</c> for the caller, <c>B1</c>, <c>B2</c> … for legs.</param>
internal sealed class CallSide(Call call, string name, SideMedia media) : ISessionUser, IDisposable
{
    public Call Call => call;

    public string Name { get; } = name;

    public SideMedia Media { get; } = media;

    /// <summary>Where its peer sits the call may change to a fax over T.38.</summary>
    public bool CarriesFax { get; init; } = true;

    /// <summary>Null until there is a dialog.</summary>
    public InviteSession? Session { get; set; }

    /// <summary>An offer that the bridge itself has made to this side; null when there is none.</summary>
    public IOwnOffer? OwnOffer { get; set; }

    void ISessionUser.ReinviteReceived(InviteSession session, SipMessage request)
    {
        if (IsAsked)
            session.RefuseReinvite(491);
        else
            call.Conversation.ReinviteReceived(this, request);
    }

    void ISessionUser.UpdateReceived(InviteSession session, SipMessage request)
    {
        if (session.IsEarly)
            call.Caller.OfferReceived(session, request);
        else if (IsAsked)
            session.RefuseUpdate(491);
        else
            call.Conversation.UpdateReceived(this, request);
    }

    void ISessionUser.InfoReceived(InviteSession session, SipMessage request)
    {
        if (IsAsked)
            call.Question?.InfoReceived(session, request);
        else
            call.Conversation.InfoReceived(this, request);
    }

    void ISessionUser.AckReceived(InviteSession session, SipMessage ack) => call.Conversation.AckReceived(this, ack);

    void ISessionUser.OfferAnswered(InviteSession session, SipMessage response)
    {
        if (OwnOffer is { } own)
            own.Answered(response);
        else
            call.Conversation.OfferAnswered(this, response);
    }

    void ISessionUser.OfferRefused(InviteSession session, int status, SipMessage? response)
    {
        if (OwnOffer is { } own)
            own.Refused(status);
        else
            call.Conversation.OfferRefused(status);
    }

    void ISessionUser.ReferReceived(InviteSession session, ReferRequest refer) => call.Refer(this, refer);

    void ISessionUser.InfoAnswered(InviteSession session, int status) => call.Conversation.InfoAnswered(this, status);

    void ISessionUser.Ended(InviteSession session, SessionEnd why, SipMessage? bye)
    {
        if (IsAsked)
            call.Question?.Ended();
        else
            call.Ending.SideEnded(this, why, bye);
    }

    private bool IsAsked => call.Question?.Side == this;

    public void Dispose() => Media.Dispose();
}
