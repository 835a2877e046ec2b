using System.Buffers.Text;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Dialogs;

/// <summary>The dialogs that provisional responses to one INVITE of ours have made, one for each To tag (RFC 3261 §13.2.2.4), and the UAC side of RFC 3262.</summary>
internal sealed class EarlyDialogs(UserAgentCore core, InviteRequest request, DialogTag localTag)
{
    // A proxy that forks further is broken, or means us harm.
    private const int Limit = 32;

    private readonly List<EarlyDialog> _dialogs = [];

    /// <summary>The highest CSeq number that a request in one of the dialogs has used.</summary>
    public uint HighestSequence { get; private set; }

    public void Clear() => _dialogs.Clear();

    public bool Has(DialogReference reference) => Find(reference.RemoteTag) is { } early && reference.Names(early.Dialog.CallId, early.Dialog.RemoteTag);

    /// <summary>Takes note of a provisional response and acknowledges a reliable one.</summary>
    /// <param name="sequence">CSeq number of the INVITE.</param>
    /// <returns>False for a repetition of a reliable one, or one out of order (RFC 3262 §4): it is to be passed over.</returns>
    public bool Take(SipMessage response, uint sequence)
    {
        var early = Find(response.ToTag);
        if (early is null && _dialogs.Count < Limit)
        {
            early = new EarlyDialog(DialogState.ForUac(response, localTag, sequence, request));
            _dialogs.Add(early);
        }
        if (early is null || !response.ContainsToken(HeaderId.Require, "100rel"u8)
            || !Utf8Parser.TryParse(response[HeaderId.RSeq], out uint number, out _) || number == 0)
            return true;
        if (early.LastReliable != 0 && number != early.LastReliable + 1)
            return false;
        early.LastReliable = number;
        early.IsAgreed |= !response.Sdp.IsEmpty && !request.Sdp.IsEmpty;
        SendPrack(early.Dialog, response, number);
        return true;
    }

    /// <summary>A request of the callee before it answered.</summary>
    /// <param name="uac">The INVITE of ours.</param>
    /// <param name="user">Who placed it; null when it is over.</param>
    public void RequestReceived(ServerTransaction transaction, SipMessage received, InviteUac uac, IInviteUacUser? user)
    {
        if (Find(received.FromTag) is not { } early)
        {
            transaction.Respond(481);
            return;
        }
        if (received.CSeqNumber < early.RemoteSequence)
        {
            transaction.Respond(500, "CSeq is lower than the last one"u8);
            return;
        }
        early.RemoteSequence = received.CSeqNumber;
        if (!RequestChecks.SupportsWhatIsRequired(transaction, received))
            return;
        switch (received.Method)
        {
            case SipMethod.Update when RequestChecks.HasNoOffer(received):
                AnswerUpdate(transaction, received, early.Dialog, default);
                break;
            case SipMethod.Update when !RequestChecks.HasUsableBody(received):
                RequestChecks.RefuseBody(transaction);
                break;
            case SipMethod.Update when !early.IsAgreed || user is null:
                // Our offer waits for its answer (RFC 3311 §5.2).
                transaction.Respond(491);
                break;
            case SipMethod.Update when user.OfferReceived(uac, received) is { IsEmpty: false } answer:
                AnswerUpdate(transaction, received, early.Dialog, answer.Span);
                break;
            case SipMethod.Update:
                transaction.Respond(488);
                break;
            case SipMethod.Invite:
                // An INVITE of ours is under way in this dialog (§14.2).
                transaction.Respond(491);
                break;
            case SipMethod.Info:
                if (!RequestChecks.RefusePackage(transaction, received))
                    transaction.Respond(200);
                break;
            case SipMethod.Subscribe:
                RequestChecks.RefuseEvent(transaction);
                break;
            case SipMethod.Options:
                RequestChecks.AnswerOptions(transaction);
                break;
            case SipMethod.Refer:
                transaction.Respond(403, "REFER is taken in an established dialog only"u8);
                break;
            case SipMethod.Bye or SipMethod.Prack:
                // A callee ends an early dialog with a final response (§15), and has sent no request of ours reliably.
                transaction.Respond(481);
                break;
            default:
                RequestChecks.RefuseMethod(transaction, received);
                break;
        }
    }

    private EarlyDialog? Find(ReadOnlySpan<byte> tag)
    {
        foreach (var early in _dialogs)
        {
            if (early.Dialog.RemoteTag.SequenceEqual(tag))
                return early;
        }
        return null;
    }

    private void AnswerUpdate(ServerTransaction transaction, SipMessage update, DialogState dialog, ReadOnlySpan<byte> sdp)
    {
        if (dialog.RefreshTarget(update))
            core.Router.SetFlow(dialog, transaction.From);
        var writer = transaction.Begin(200);
        core.WriteContact(writer, request.Flow, request.IsSecure);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.FinishWith(sdp);
        transaction.Send(writer, 200);
    }

    private void SendPrack(DialogState dialog, SipMessage response, uint number)
    {
        if (dialog.RemoteTarget.Length == 0 && !dialog.RefreshTarget(response))
            return;
        core.Router.SetFlow(dialog, request.Flow);
        var invite = response.CSeqNumber;
        new DialogRequest(core, dialog, SipMethod.Prack, null, writer => WriteRAck(writer, number, invite)).Send();
        HighestSequence = Math.Max(HighestSequence, dialog.LocalSequence);
    }

    private static void WriteRAck(MessageWriter writer, uint number, uint invite)
    {
        writer.Begin(HeaderId.RAck);
        writer.Append(number);
        writer.Append(" "u8);
        writer.Append(invite);
        writer.Append(" INVITE"u8);
        writer.End();
    }

    private sealed class EarlyDialog(DialogState dialog)
    {
        public DialogState Dialog { get; } = dialog;

        /// <summary>Our offer is answered for good: the callee may make one of his own.</summary>
        public bool IsAgreed { get; set; }

        /// <summary>RSeq of the last reliable provisional response; 0 before the first.</summary>
        public uint LastReliable { get; set; }

        public uint RemoteSequence { get; set; }
    }
}
