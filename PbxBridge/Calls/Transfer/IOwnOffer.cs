using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls.Transfer;

/// <summary>An offer of the bridge's own to one side of a call: how it ends is not passed to the other side.</summary>
internal interface IOwnOffer
{
    /// <summary>2xx; a re-INVITE is not acknowledged yet.</summary>
    void Answered(SipMessage response);

    void Refused(int status);
}
