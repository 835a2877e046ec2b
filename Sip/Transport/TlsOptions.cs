using System.Security.Cryptography.X509Certificates;

namespace PbxBridge.Sip.Transport;

/// <summary>How TLS listeners show themselves and whom they trust.</summary>
public sealed record TlsOptions
{
    /// <summary>Shown to peers; with its private key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>How the certificate of a server that we connect to is checked.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.System;

    /// <summary>The authorities for <see cref="TlsTrust.Authority"/>.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>Asks those who connect to us for a certificate; who shows none is let in all the same.</summary>
    public bool AskClientCertificate { get; init; }

    /// <summary>The name that a server's certificate must carry; null, or a null answer, asks for its IP address. Called from any thread.</summary>
    public Func<IpEndpoint, string?>? NameOf { get; init; }
}

/// <summary>Whose signature makes a server's certificate good.</summary>
public enum TlsTrust
{
    /// <summary>The authorities of the operating system.</summary>
    System,

    /// <summary>Only the given authorities.</summary>
    Authority,

    /// <summary>Anybody's: for trunks with self-signed certificates on trusted networks.</summary>
    None,
}
