using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Sip.Transport;

/// <summary>What holds for all listeners.</summary>
public sealed record TransportOptions
{
    /// <summary>Addresses for Via and Contact in place of the bound ones, at most one of each family.</summary>
    public ImmutableArray<IPAddress> Advertised { get; init; } = [];

    /// <summary>For a TCP connection of ours to be made.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>For a TLS handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A connection without a whole message or keepalive for this long is closed.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Accepted connections of one listener.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>Accepted connections of one listener from one address.</summary>
    public int MaxConnectionsPerSource { get; init; } = 64;

    /// <summary>Messages that may wait to be written on one connection; one more closes it.</summary>
    public int WriteQueue { get; init; } = 2048;

    /// <summary>Messages of one connection that may wait for the loop; then it is not read.</summary>
    public int ReceiveQueue { get; init; } = 1024;

    /// <summary>Certificate and trust; needed by a TLS listener.</summary>
    public TlsOptions? Tls { get; init; }

    internal IpEndpoint? AdvertisedOn(IpEndpoint local)
    {
        var family = local.IsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        foreach (var address in Advertised)
        {
            if (address.AddressFamily == family)
                return IpEndpoint.From(address, 0);
        }
        return null;
    }
}
