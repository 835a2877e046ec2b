using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Net;

namespace PbxBridge.Configuration;

/// <summary>The web side: the Manager and the health page.</summary>
internal sealed record WebOptions
{
    public const string Section = "Web";

    public bool Enabled { get; init; } = true;

    /// <summary>The web pages of companies (D20); without them there is the health page alone.</summary>
    public bool Manager { get; init; } = true;

    /// <summary>Where it listens: <c>http://localhost:8080</c>, <c>https://0.0.0.0:8443</c>; port 0 takes a free one (with an IP address).</summary>
    [Required]
    public string Url { get; init; } = "http://localhost:8080";

    /// <summary>For <c>https</c>: PEM or PFX file; null: a self-signed certificate, the one of the TLS listeners. Relative paths count from the working folder.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of the private key, when it is not in <see cref="Certificate"/>.</summary>
    public string? Key { get; init; }

    [Secret]
    public string? Password { get; init; }

    /// <summary>Addresses of reverse proxies that stand before it and are believed when they say for whom they ask (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>).</summary>
    public ImmutableArray<IPAddress> Proxies { get; init; } = [];

    /// <summary>Serves the figures of the process at <c>/diagnostics</c> (for measuring; <c>?collect=true</c> forces a collection).</summary>
    public bool Diagnostics { get; init; }
}
