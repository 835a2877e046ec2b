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

    private static TlsOptions TlsOf(SipOptions sip, TlsPeerNames tlsPeers, string dataFolder, ProcessEdge edge) => new()
    {
        Certificate = sip.Tls.Certificate is { } file
            ? ServerCertificate.Load(edge.InWorkingFolder(file), sip.Tls.Key is { } key ? edge.InWorkingFolder(key) : null, sip.Tls.Password, edge.Time)
            : OwnCertificate(sip, dataFolder, edge),
        Trust = sip.Tls.Trust,
        Authorities = sip.Tls.Authorities is { } path ? AuthoritiesOf(edge.InWorkingFolder(path)) : [],
        AskClientCertificate = sip.Tls.AskClientCertificate,
        NameOf = tlsPeers.Of,
    };

    /// <summary>Of the web side.</summary>
    /// <exception cref="CertificateException">It cannot be used.</exception>
    public static X509Certificate2 CertificateOf(WebOptions web, SipOptions sip, string dataFolder, ProcessEdge edge) => web.Certificate is { } file
        ? ServerCertificate.Load(edge.InWorkingFolder(file), web.Key is { } key ? edge.InWorkingFolder(key) : null, web.Password, edge.Time)
        : OwnCertificate(sip, dataFolder, edge);

    private static X509Certificate2 OwnCertificate(SipOptions sip, string dataFolder, ProcessEdge edge) =>
        ServerCertificate.Own(dataFolder, [Dns.GetHostName(), "localhost", .. sip.Advertised.Select(address => address.ToString())], edge.Time);

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
