using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;

namespace PbxBridge.Sip.Dialogs;

/// <summary>INFO requests in both directions, answered in their order: dialled digits come faster than answers from the other leg.</summary>
internal sealed class InfoExchange(UserAgentCore core, InviteSession session) : IDialogRequestUser
{
    private const int MaxPending = 16;

    private readonly Queue<ServerTransaction> _pending = new();

    public void Receive(ServerTransaction transaction, SipMessage request)
    {
        if (RequestChecks.RefusePackage(transaction, request))
            return;
        if (session.User is not { } user || session.Uas is not null)
        {
            transaction.Respond(200);
            return;
        }
        if (_pending.Count == MaxPending)
        {
            transaction.Respond(500);
            return;
        }
        _pending.Enqueue(transaction);
        user.InfoReceived(session, request);
    }

    public void Answer(int status)
    {
        if (_pending.TryDequeue(out var transaction) && !transaction.HasFinalResponse)
            transaction.Respond(status);
    }

    public void Send(SipMessage original)
    {
        var disposition = original[HeaderId.ContentDisposition].ToArray();
        new DialogRequest(
            core, session.Dialog, SipMethod.Info, this, writer => WriteHeaders(writer, disposition),
            original[HeaderId.ContentType].ToArray(), original.Body.ToArray()).Send();
    }

    public void End()
    {
        while (_pending.Count > 0)
            Answer(487);
    }

    void IDialogRequestUser.Ended(DialogRequest request, int status, SipMessage? response)
    {
        // The peer does not know the dialog any more, or is not there (RFC 3261 §12.2.1.2).
        if (status is 481 or 408)
            session.Lose(default, sayBye: status == 408);
        else
            session.User?.InfoAnswered(session, status);
    }

    private static void WriteHeaders(MessageWriter writer, byte[] disposition)
    {
        if (disposition.Length > 0)
            writer.Header(HeaderId.ContentDisposition, disposition);
    }
}
