using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>Stands in until a core is there: nothing can be served yet.</summary>
internal sealed class NoUser : ITransactionUser
{
    public void RequestReceived(ServerTransaction transaction, SipMessage request) => transaction.Respond(503);

    public void AckReceived(SipMessage ack, in Flow from)
    {
    }

    public void Cancelled(ServerTransaction invite, SipMessage cancel)
    {
    }

    public void ForkAnswered(SipMessage success, ulong invite, in Flow flow)
    {
    }

    public void ResponseFailed(ServerTransaction transaction)
    {
    }
}
