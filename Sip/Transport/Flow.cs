namespace PbxBridge.Sip.Transport;

/// <summary>Where a message came from and where its answer goes: the transport, the listener and, for TCP and TLS, the connection.</summary>
/// <param name="Transport">UDP, TCP or TLS.</param>
/// <param name="Listener">Index of the listener in the transport table; the local address of the flow.</param>
/// <param name="Remote">The peer's address as seen by us.</param>
/// <param name="Connection">Number of the TCP or TLS connection; 0 when there is none (UDP, or a connection still to be made).</param>
public readonly record struct Flow(TransportKind Transport, byte Listener, IpEndpoint Remote, int Connection = 0)
{
    public bool IsReliable => Transport.IsReliable();

    public override string ToString() => $"{Transport.ToString().ToLowerInvariant()}:{Remote}";
}
