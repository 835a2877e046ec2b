using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Sip.Transport;

/// <summary>Protocol and address of one listener, as configured: <c>udp://0.0.0.0:5060</c>, <c>tls://[::]:5061</c>.</summary>
/// <param name="Kind">UDP, TCP or TLS.</param>
/// <param name="Address">The address to bind; port 0 takes a free one.</param>
public readonly record struct ListenerAddress(TransportKind Kind, IpEndpoint Address)
{
    /// <summary>Reads one address. Without a port it is 5060, for TLS 5061.</summary>
    /// <param name="error">One sentence that names the text and the fault.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out ListenerAddress listener, [NotNullWhen(false)] out string? error)
    {
        listener = default;
        var at = text?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (text is null || at < 0)
        {
            error = $"The listener '{text}' is not of the form udp://ADDRESS:PORT, tcp://ADDRESS:PORT or tls://ADDRESS:PORT.";
            return false;
        }
        TransportKind kind;
        switch (text[..at].Trim().ToLowerInvariant())
        {
            case "udp":
                kind = TransportKind.Udp;
                break;
            case "tcp":
                kind = TransportKind.Tcp;
                break;
            case "tls":
                kind = TransportKind.Tls;
                break;
            default:
                error = $"The listener '{text}' names the transport '{text[..at]}'; it must be udp, tcp or tls.";
                return false;
        }
        var rest = text[(at + 3)..].TrimEnd('/').Trim();
        if (TrySplit(rest, kind, out var address, out var port))
        {
            listener = new ListenerAddress(kind, IpEndpoint.From(address, port));
            error = null;
            return true;
        }
        error = $"The listener '{text}' does not name an IP address and a port from 0 to 65535, such as 0.0.0.0:5060 or [::]:5060.";
        return false;
    }

    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}://{Address}";

    private static bool TrySplit(string text, TransportKind kind, [NotNullWhen(true)] out IPAddress? address, out ushort port)
    {
        port = kind.DefaultPort();
        var bracket = text.LastIndexOf(']');
        var colon = text.LastIndexOf(':');
        var host = text;
        address = null;
        if (colon > bracket && (bracket >= 0 || text.IndexOf(':') == colon))
        {
            host = text[..colon];
            if (!ushort.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out port))
                return false;
        }
        // IPAddress would read "1" and "10.1" as addresses too.
        return IPAddress.TryParse(host, out address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || host.AsSpan().Count('.') == 3);
    }
}
