using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls.Transfer;

/// <summary>A transfer under way, as the calls that take part in it see it.</summary>
internal interface ITransfer
{
    /// <summary>A side of one of the calls ended. True: the transfer goes on without it, and so does the call.</summary>
    bool SideEnded(CallSide side, SessionEnd why, SipMessage? bye);

    /// <summary>One of the calls is over.</summary>
    void CallEnded(Call call);
}
