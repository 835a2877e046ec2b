namespace PbxBridge.Sip.Transport;

/// <summary>The transport protocol of a flow (RFC 3261 §18).</summary>
public enum TransportKind : byte
{
    Udp,
    Tcp,
    Tls,
}

public static class TransportKindExtensions
{
    /// <summary>TCP and TLS deliver or fail; nothing is retransmitted over them (RFC 3261 §17).</summary>
    public static bool IsReliable(this TransportKind kind) => kind != TransportKind.Udp;

    /// <summary>The token of the Via header: <c>UDP</c>, <c>TCP</c>, <c>TLS</c>.</summary>
    public static ReadOnlySpan<byte> ViaToken(this TransportKind kind) => kind switch
    {
        TransportKind.Tcp => "TCP"u8,
        TransportKind.Tls => "TLS"u8,
        _ => "UDP"u8,
    };

    /// <summary>The port when a URI names none: 5060, for TLS 5061 (RFC 3261 §19.1.2).</summary>
    public static ushort DefaultPort(this TransportKind kind) => kind == TransportKind.Tls ? (ushort)5061 : (ushort)5060;
}
