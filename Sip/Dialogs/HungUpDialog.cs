using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>A dialog that we have hung up, until the peer has answered our BYE: so long it lives (RFC 3261 §15.1.1). A BYE of the peer that crosses ours is
/// answered with 200, all else with 481.</summary>
internal sealed class HungUpDialog : IDialogMember, IDialogRequestUser
{
    private readonly UserAgentCore _core;
    private readonly DialogState _dialog;

    private HungUpDialog(UserAgentCore core, DialogState dialog) => (_core, _dialog) = (core, dialog);

    /// <summary>Sends the BYE. The dialog's tag is this one's from now on.</summary>
    /// <param name="reason">Value of Reason (RFC 3326), or empty.</param>
    public static void Begin(UserAgentCore core, DialogState dialog, byte[] reason)
    {
        var hungUp = new HungUpDialog(core, dialog);
        core.Register(dialog.LocalTag, hungUp);
        DialogRequests.SendBye(core, dialog, reason, hungUp);
    }

    bool IDialogMember.Owns(SipMessage request) => _dialog.Matches(request);

    FoundDialog IDialogMember.Match(DialogReference reference) =>
        reference.Names(_dialog.CallId, _dialog.RemoteTag) ? new(DialogMatch.Ended, null, null) : default;

    void IDialogMember.RequestReceived(ServerTransaction transaction, SipMessage request) => transaction.Respond(request.Method == SipMethod.Bye ? 200 : 481);

    void IDialogMember.AckReceived(SipMessage ack)
    {
    }

    void IDialogRequestUser.Ended(DialogRequest request, int status, SipMessage? response) => _core.Unregister(_dialog.LocalTag, this);
}
