using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Net;
using PbxBridge.Sip.Digest;

namespace PbxBridge.Configuration;

/// <summary>What strangers and guessers get.</summary>
internal sealed record SecurityOptions
{
    public const string Section = "Security";

    /// <summary>Wrong passwords and unknown users of one source address within <see cref="FailureWindow"/> before its answers are slowed.</summary>
    [Range(1, 10_000)]
    public int SlowAfter { get; init; } = 10;

    /// <summary>… before it gets no answer at all for <see cref="BanFor"/>.</summary>
    [Range(1, 10_000)]
    public int BanAfter { get; init; } = 20;

    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromMinutes(5);

    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan BanFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a digest nonce is good.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan NonceLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An INVITE over UDP from an address where nobody is registered gets no answer at all, instead of a challenge: scanners learn nothing,
    /// but phones that call without registering cannot.</summary>
    public bool IgnoreStrangers { get; init; }

    /// <summary>The digest algorithms offered, the preferred one first (RFC 8760 §2.4). Some phones look at the first only; baresip before 3.11 gives up
    /// when one of them is not MD5.</summary>
    [MinLength(1)]
    public ImmutableArray<DigestAlgorithm> Digests { get; init; } = [DigestAlgorithm.Md5, DigestAlgorithm.Sha256, DigestAlgorithm.Sha512_256];

    /// <summary>Addresses that are never banned: monitoring, the office.</summary>
    public ImmutableArray<IPAddress> NeverBan { get; init; } = [];
}
