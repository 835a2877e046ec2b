using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PbxBridge.Configuration;
using PbxBridge.Sip.Transport;
using PbxBridge.Trunks;

namespace PbxBridge.Hosting;

/// <summary>From settings to what the transports and the relay need.</summary>
internal static class SipEdge
{
    /// <exception cref="CertificateException">The certificate cannot be used.</exception>
    public static TransportOptions TransportOptionsOf(SipOptions sip, TlsPeerNames tlsPeers, string dataFolder, ProcessEdge edge) => new()
    {
        Advertised = sip.Advertised,
        IdleTimeout = sip.IdleTimeout,
        MaxConnections = sip.MaxConnections,
        MaxConnectionsPerSource = sip.MaxConnectionsPerSource,
        Tls = sip.Listeners.Any(listener => listener.Kind == TransportKind.Tls) ? TlsOf(sip, tlsPeers, dataFolder, edge) : null,
    };

    /// <summary>The address that SDP names.</summary>
    public static IPAddress MediaAddressOf(BridgeSettings settings)
    {
        if (settings.Media.Advertised is { } told)
            return told;
        var family = settings.Media.Bind.AddressFamily;
        if (settings.Sip.Advertised.FirstOrDefault(address => address.AddressFamily == family) is { } shared)
            return shared;
        if (!settings.Media.Bind.Equals(IPAddress.Any) && !settings.Media.Bind.Equals(IPAddress.IPv6Any))
            return settings.Media.Bind;
        var bound = settings.Sip.Listeners.Select(listener => listener.Address).FirstOrDefault(address => !address.IsAny && address.IsIPv4 == (family == AddressFamily.InterNetwork));
        return bound.Port != 0 ? bound.ToIPAddress() : Outgoing(family);
    }

    /// <summary>The local address of the default route: nothing is sent. Loopback on a machine without a network.</summary>
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

    private static TlsOptions TlsOf(SipOptions sip, TlsPeerNames tlsPeers, string dataFolder, ProcessEdge edge) => new()
    {
        Certificate = sip.Tls.Certificate is { } file
            ? ServerCertificate.Load(edge.InWorkingFolder(file), sip.Tls.Key is { } key ? edge.InWorkingFolder(key) : null, sip.Tls.Password, edge.Time)
            : ServerCertificate.Own(dataFolder, [Dns.GetHostName(), "localhost", .. sip.Advertised.Select(address => address.ToString())], edge.Time),
        Trust = sip.Tls.Trust,
        Authorities = sip.Tls.Authorities is { } path ? AuthoritiesOf(edge.InWorkingFolder(path)) : [],
        AskClientCertificate = sip.Tls.AskClientCertificate,
        NameOf = tlsPeers.Of,
    };

    private static X509Certificate2Collection AuthoritiesOf(string path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CertificateException($"The authorities '{path}' (Sip:Tls:Authorities) cannot be read: {fault.Message}", fault);
        }

        return authorities.Count > 0 ? authorities : throw new CertificateException($"The file '{path}' (Sip:Tls:Authorities) holds no certificate.");
    }
}
