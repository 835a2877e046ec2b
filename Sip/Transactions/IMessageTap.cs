using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>Sees the messages on their way, for the call flow and the trace. It must copy what it keeps and must not delay.</summary>
public interface IMessageTap
{
    void Received(SipMessage message, in Flow from);

    void Sent(ReadOnlySpan<byte> message, in Flow to);

    void ConnectionClosed(in Flow flow);
}
