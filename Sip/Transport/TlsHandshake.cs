using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PbxBridge.Sip.Transport;

/// <summary>Makes a TLS stream of a connection, as server or as client.</summary>
internal sealed class TlsHandshake(TlsOptions options)
{
    private readonly SslStreamCertificateContext _context = SslStreamCertificateContext.Create(options.Certificate, null);

    public async Task<Stream> AcceptAsync(Stream plain, CancellationToken stop)
    {
        var server = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _context,
            ClientCertificateRequired = options.AskClientCertificate,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        // Optional: no certificate, or one that nobody signed, is not a reason to refuse; digest decides who it is.
        if (options.AskClientCertificate)
            server.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        var tls = new SslStream(plain, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsServerAsync(server, stop).ConfigureAwait(false);
        return tls;
    }

    public async Task<Stream> ConnectAsync(Stream plain, IpEndpoint remote, CancellationToken stop)
    {
        var client = new SslClientAuthenticationOptions
        {
            TargetHost = options.NameOf?.Invoke(remote) ?? remote.ToIPAddress().ToString(),
            ClientCertificateContext = _context,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (options.Trust == TlsTrust.None)
            client.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        if (options.Trust == TlsTrust.Authority)
        {
            client.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            client.CertificateChainPolicy.CustomTrustStore.AddRange(options.Authorities);
        }
        var tls = new SslStream(plain, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsClientAsync(client, stop).ConfigureAwait(false);
        return tls;
    }
}
