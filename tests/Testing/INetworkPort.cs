using PbxBridge.Sip.Transport;

namespace PbxBridge.Testing;

/// <summary>What is bound to an address of the <see cref="InMemoryNetwork"/>.</summary>
public interface INetworkPort
{
    /// <param name="connection">0 for a datagram.</param>
    void Received(byte[] message, IpEndpoint from, int connection);

    /// <summary>Nobody listens there.</summary>
    void Unreachable(IpEndpoint to);

    void Closed(IpEndpoint remote, int connection);
}
