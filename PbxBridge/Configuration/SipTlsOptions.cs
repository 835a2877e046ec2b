using PbxBridge.Sip.Transport;

namespace PbxBridge.Configuration;

/// <summary>How TLS listeners show themselves. Relative paths count from the working folder.</summary>
internal sealed record SipTlsOptions
{
    /// <summary>PEM or PFX file; null: a self-signed certificate is made and kept beside the store.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the private key, when it is not in <see cref="Certificate"/>.</summary>
    public string? Key { get; init; }

    [Secret]
    public string? Password { get; init; }

    /// <summary>Whose signature makes the certificate of a TLS trunk good.</summary>
    public TlsTrust Trust { get; init; } = TlsTrust.System;

    /// <summary>PEM file with the authorities for <see cref="TlsTrust.Authority"/>.</summary>
    public string? Authorities { get; init; }

    public bool AskClientCertificate { get; init; }
}
