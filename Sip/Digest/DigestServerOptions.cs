using System.Collections.Immutable;

namespace PbxBridge.Sip.Digest;

/// <summary>What a <see cref="DigestServer"/> offers and how long it believes a nonce.</summary>
public sealed record DigestServerOptions
{
    /// <summary>One challenge each, in this order (RFC 8760 §2.4).</summary>
    public ImmutableArray<DigestAlgorithm> Algorithms { get; init; } = [DigestAlgorithm.Sha256, DigestAlgorithm.Sha512_256, DigestAlgorithm.Md5];

    public TimeSpan NonceLifetime { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Nonces in use whose counts are remembered. Beyond it the oldest become stale early; none is accepted twice.</summary>
    public int MaxNoncesInUse { get; init; } = 65_536;
}
