using System.Net;
using System.Net.Sockets;
using PbxBridge.Configuration;

namespace PbxBridge.Hosting;

/// <summary>The addresses of the sound, from the settings: peers of both families talk with each other where SIP listens on both.</summary>
internal static class MediaEdge
{
    /// <summary>The sockets take IPv4 and IPv6.</summary>
    public static bool TakesBoth(MediaOptions media, SipOptions sip) =>
        media.Bind.Equals(IPAddress.IPv6Any)
        || (media.Bind.Equals(IPAddress.Any) && sip.Listeners.Any(listener => !listener.Address.IsIPv4));

    /// <summary>That of a peer of which nothing else is known.</summary>
    public static AddressFamily FamilyOf(MediaOptions media, SipOptions sip) =>
        TakesBoth(media, sip)
            ? sip.Listeners.Any(listener => listener.Address.IsIPv4) ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6
            : media.Bind.AddressFamily;

    public static AddressFamily OtherThan(AddressFamily family) =>
        family == AddressFamily.InterNetwork ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    /// <summary>The address that SDP names to peers of the family.</summary>
    public static IPAddress AddressOf(MediaOptions media, SipOptions sip, AddressFamily family)
    {
        if (media.Advertised is { } told && (told.AddressFamily == family || !TakesBoth(media, sip)))
            return told;
        if (sip.Advertised.FirstOrDefault(address => address.AddressFamily == family) is { } shared)
            return shared;
        if (media.Bind.AddressFamily == family && !media.Bind.Equals(IPAddress.Any) && !media.Bind.Equals(IPAddress.IPv6Any))
            return media.Bind;
        var bound = sip.Listeners.Select(listener => listener.Address).FirstOrDefault(address => !address.IsAny && address.IsIPv4 == (family == AddressFamily.InterNetwork));
        return bound.Port != 0 ? bound.ToIPAddress() : Outgoing(family);
    }

    // The local address of the default route: nothing is sent. Loopback on a machine without a network.
    private static IPAddress Outgoing(AddressFamily family)
    {
        var v4 = family == AddressFamily.InterNetwork;
        try
        {
            using var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
            // TEST-NET-1 (RFC 5737) and the documentation prefix (RFC 3849): any address beyond the local networks would do.
            socket.Connect(IPAddress.Parse(v4 ? "192.0.2.1" : "2001:db8::1"), 9);
            if (socket.LocalEndPoint is IPEndPoint local)
                return local.Address;
        }
        catch (SocketException)
        {
            // No route.
        }

        return v4 ? IPAddress.Loopback : IPAddress.IPv6Loopback;
    }
}
