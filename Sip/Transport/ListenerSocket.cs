using System.Net.Sockets;

namespace PbxBridge.Sip.Transport;

/// <summary>Opens the socket of a listener and says in a sentence why it cannot.</summary>
internal static class ListenerSocket
{
    private const int Backlog = 1024;

    public static Socket Bind(ListenerAddress listener)
    {
        var family = listener.Address.IsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var udp = listener.Kind == TransportKind.Udp;
        Socket? socket = null;
        try
        {
            socket = new Socket(family, udp ? SocketType.Dgram : SocketType.Stream, udp ? ProtocolType.Udp : ProtocolType.Tcp);
            // IPv4 has listeners of its own.
            if (family == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            socket.Bind(listener.Address.ToIPEndPoint());
            if (!udp)
                socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new ListenerException(listener, Sentence(listener, e.SocketErrorCode), e);
        }
    }

    /// <summary>The advertised address; its port 0 stands for the bound port.</summary>
    public static IpEndpoint? WithPort(IpEndpoint? advertised, IpEndpoint local) =>
        advertised is { Port: 0 } address ? address.WithPort(local.Port) : advertised;

    private static string Sentence(ListenerAddress listener, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => $"The listener {listener} cannot be opened: another program uses this port.",
        SocketError.AddressNotAvailable => $"The listener {listener} cannot be opened: this machine does not have the address {listener.Address.HostText()}.",
        SocketError.AccessDenied => $"The listener {listener} cannot be opened: ports below 1024 need the right to bind them.",
        SocketError.AddressFamilyNotSupported => $"The listener {listener} cannot be opened: this machine has no IPv{(listener.Address.IsIPv4 ? 4 : 6)}.",
        _ => $"The listener {listener} cannot be opened: the system says {error}.",
    };
}
