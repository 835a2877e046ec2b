using System.ComponentModel.DataAnnotations;

namespace PbxBridge.Configuration;

/// <summary>The web side: the health page.</summary>
internal sealed record WebOptions
{
    public const string Section = "Web";

    public bool Enabled { get; init; } = true;

    /// <summary>Where it listens: <c>http://localhost:8080</c>, <c>http://0.0.0.0:8080</c>; port 0 takes a free one (with an IP address).</summary>
    [Required]
    public string Url { get; init; } = "http://localhost:8080";

    /// <summary>Serves the figures of the process at <c>/diagnostics</c> (for measuring; <c>?collect=true</c> forces a collection).</summary>
    public bool Diagnostics { get; init; }
}
