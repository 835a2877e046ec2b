using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>The core above the transaction layer (RFC 3261 §5): gets each request once.</summary>
public interface ITransactionUser
{
    /// <summary>A new request: neither ACK nor CANCEL, no retransmission, not merged. The user answers it through <paramref name="transaction"/>, now or later.</summary>
    void RequestReceived(ServerTransaction transaction, SipMessage request);

    /// <summary>An ACK for a 2xx, which is end to end (RFC 3261 §13.2.2.4).</summary>
    void AckReceived(SipMessage ack, in Flow from);

    /// <summary>The INVITE was cancelled while it had no final response; the CANCEL itself is already answered with 200.</summary>
    void Cancelled(ServerTransaction invite, SipMessage cancel);

    /// <summary>A 2xx of another fork came to an INVITE of ours whose first 2xx was acknowledged already (RFC 3261 §13.2.2.4).</summary>
    /// <param name="invite">The random part of the INVITE's branch.</param>
    /// <param name="flow">Where the INVITE was sent.</param>
    void ForkAnswered(SipMessage success, ulong invite, in Flow flow);

    /// <summary>No ACK came for a final response of 300 or above.</summary>
    void ResponseFailed(ServerTransaction transaction);
}

/// <summary>Who waits for the responses of a client transaction.</summary>
public interface IClientTransactionUser
{
    void ResponseReceived(ClientTransaction transaction, SipMessage response);

    /// <summary>No response within 64·T1, or the transport failed. The transaction is gone.</summary>
    void RequestFailed(ClientTransaction transaction, RequestFailure failure);

    /// <summary>The transaction left its tables after having had a final response.</summary>
    void TransactionEnded(ClientTransaction transaction)
    {
    }
}

public enum RequestFailure
{
    /// <summary>To be treated as 408 (RFC 3261 §8.1.3.1).</summary>
    Timeout,

    /// <summary>To be treated as 503 (RFC 3261 §8.1.3.1).</summary>
    Transport,
}

/// <summary>Decides from the raw request whether there is room for it; called before any state is made.</summary>
public interface IAdmission
{
    Verdict Judge(SipMessage request, in Flow from);

    /// <param name="Status">0: go on. Otherwise the request is answered with this status, without state.</param>
    /// <param name="RetryAfter">Seconds; 0 writes no Retry-After.</param>
    /// <param name="Silent">The request gets no answer at all.</param>
    public readonly record struct Verdict(int Status, int RetryAfter = 0, bool Silent = false)
    {
        public static readonly Verdict Admitted = default;
    }
}
