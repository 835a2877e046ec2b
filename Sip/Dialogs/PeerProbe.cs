using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>One OPTIONS within the dialog: does the peer still know it? (SES-2)</summary>
internal sealed class PeerProbe(InviteSession session) : IDialogRequestUser
{
    public bool IsRunning { get; private set; } = true;

    void IDialogRequestUser.Ended(DialogRequest request, int status, SipMessage? response)
    {
        IsRunning = false;
        if (status is 481 or 408)
            session.Lose("Q.850;cause=102;text=\"Peer lost\""u8, sayBye: status == 408);
    }
}
