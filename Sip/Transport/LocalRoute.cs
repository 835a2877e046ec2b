using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Sip.Transport;

/// <summary>Finds which of our addresses routes to a peer, by connecting a UDP socket to it: nothing is sent.</summary>
/// <remarks>Belongs to the signalling loop. Kept per peer for a minute, for at most 4,096 peers: routes change.</remarks>
internal sealed class LocalRoute(TimeProvider time)
{
    private const int MaxPeers = 4096;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Dictionary<UInt128, (IpEndpoint Local, long At)> _known = [];

    /// <summary>Our address toward the peer, with port 0; null when nothing routes there.</summary>
    public IpEndpoint? Toward(IpEndpoint peer)
    {
        var now = time.GetTimestamp();
        if (_known.TryGetValue(peer.Address, out var known) && time.GetElapsedTime(known.At, now) < Kept)
            return known.Local;
        if (Find(peer) is not { } local)
            return null;
        if (_known.Count >= MaxPeers)
            _known.Clear();
        _known[peer.Address] = (local, now);
        return local;
    }

    /// <summary>The bound address, or when it is 0.0.0.0 or [::] the one that routes to the Internet, or the loopback.</summary>
    public static IpEndpoint Usable(IpEndpoint bound)
    {
        if (!bound.IsAny)
            return bound;
        // Addresses of the documentation blocks: any that takes the default route.
        var far = IpEndpoint.From(IPAddress.Parse(bound.IsIPv4 ? "192.0.2.1" : "2001:db8::1"), 5060);
        var loopback = IpEndpoint.From(bound.IsIPv4 ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0);
        return (Find(far) ?? loopback).WithPort(bound.Port);
    }

    private static IpEndpoint? Find(IpEndpoint peer)
    {
        var family = peer.IsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        try
        {
            using var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(peer.WithPort(peer.Port == 0 ? (ushort)5060 : peer.Port).ToIPEndPoint());
            return IpEndpoint.From((IPEndPoint)socket.LocalEndPoint!).WithPort(0);
        }
        catch (SocketException)
        {
            // No route: the caller falls back.
            return null;
        }
    }
}
