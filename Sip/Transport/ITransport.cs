namespace PbxBridge.Sip.Transport;

/// <summary>One listener of one transport protocol. Real ones own sockets; the in-memory network of the tests is the other implementation.</summary>
/// <remarks>Every member is called on the signalling loop's thread only.</remarks>
public interface ITransport : IDisposable
{
    TransportKind Kind { get; }

    /// <summary>The address to put into Via and Contact: the advertised address, else the bound one.</summary>
    IpEndpoint Advertised { get; }

    /// <summary>The address the listener is bound to.</summary>
    IpEndpoint Local { get; }

    /// <summary>Sends one message. The bytes are copied or sent before the call returns. A failure is reported later through
    /// <see cref="IMessageSink.TransportFailed"/>, never thrown.</summary>
    void Send(ReadOnlySpan<byte> message, in Flow to);

    /// <summary>Hands what <see cref="Send"/> has gathered in this turn to the kernel.</summary>
    void Flush();
}

/// <summary>Takes what the transports receive; called on the signalling loop's thread.</summary>
public interface IMessageSink
{
    /// <summary>One whole message: a datagram, or one frame of a stream. The array has the exact size and now belongs to the sink.</summary>
    void Received(byte[] message, in Flow from);

    /// <summary>A message could not be delivered to <paramref name="to"/> (RFC 3261 §18.4): ICMP error, refused or broken connection.</summary>
    void TransportFailed(in Flow to);

    /// <summary>A TCP or TLS connection ended; its number is never used again.</summary>
    void ConnectionClosed(in Flow flow);
}
