using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The REFERs that came in one dialog, and the SUBSCRIBEs that prolong or end their subscriptions (RFC 3515 §2.4).</summary>
internal sealed class ReferExchange(UserAgentCore core, InviteSession session)
{
    private ReferSubscription? _last;
    private bool _hadOne;

    public void Receive(ServerTransaction transaction, SipMessage refer)
    {
        if (session.User is not { } user || session.Uas is not null)
        {
            transaction.Respond(403, "REFER is taken in an established dialog only"u8);
            return;
        }
        var refusal = ReferTarget.Read(refer, out var target);
        if (target is null)
            transaction.Respond(refusal, refusal == 403 ? "Refer-To asks for another method than INVITE"u8 : default);
        else
            user.ReferReceived(session, new ReferRequest(core, session, transaction, this, refer, target));
    }

    /// <summary>A SUBSCRIBE for event refer; any other event is not served within a dialog.</summary>
    public void ReceiveSubscribe(ServerTransaction transaction, SipMessage subscribe)
    {
        if (!IsRefer(subscribe[HeaderId.Event]))
            RequestChecks.RefuseEvent(transaction);
        else if (_last is { IsOver: false } subscription && subscription.IsNamedBy(subscribe[HeaderId.Event]))
            subscription.Receive(transaction, subscribe);
        else
            transaction.Respond(403, "REFER alone makes a subscription to refer"u8);
    }

    public ReferSubscription Accepted(uint sequence, bool isSilent)
    {
        // §2.4.6: from the second REFER of a dialog on the NOTIFYs say which one they are about.
        var subscription = new ReferSubscription(core, session.Dialog, _hadOne ? sequence : null, isSilent);
        (_last, _hadOne) = (subscription, true);
        subscription.Report(100);
        return subscription;
    }

    /// <summary>Event of a SUBSCRIBE that belongs here.</summary>
    private static bool IsRefer(ReadOnlySpan<byte> value)
    {
        var end = value.IndexOf((byte)';');
        return System.Text.Ascii.EqualsIgnoreCase(Octets.Trim(end < 0 ? value : value[..end]), "refer"u8);
    }
}
