using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>After a refusal: answers the PRACK of a reliable provisional response that is still under way (RFC 3262 §3).</summary>
internal sealed class LatePrack : IDialogMember, ITimerOwner
{
    private readonly UserAgentCore _core;
    private readonly DialogState _dialog;
    private readonly ReliableProvisionals _reliable;
    private readonly LoopTimer _timer;

    public LatePrack(UserAgentCore core, DialogState dialog, ReliableProvisionals reliable)
    {
        (_core, _dialog, _reliable) = (core, dialog, reliable);
        reliable.Rest();
        core.Register(dialog.LocalTag, this);
        _timer = new LoopTimer(this);
        core.Loop.Timers.Arm(_timer, core.Layer.Timers.SixtyFourT1);
    }

    bool IDialogMember.Owns(SipMessage request) => _dialog.Matches(request);

    FoundDialog IDialogMember.Match(DialogReference reference) =>
        reference.Names(_dialog.CallId, _dialog.RemoteTag) ? new(DialogMatch.Ended, null, null) : default;

    void IDialogMember.RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        if (request.Method != SipMethod.Prack || !_reliable.Acknowledged(request))
        {
            transaction.Respond(481);
            return;
        }
        transaction.Respond(200);
        _core.Loop.Timers.Cancel(_timer);
        End();
    }

    void IDialogMember.AckReceived(SipMessage ack)
    {
    }

    void ITimerOwner.TimerFired(LoopTimer timer) => End();

    private void End() => _core.Unregister(_dialog.LocalTag, this);
}
