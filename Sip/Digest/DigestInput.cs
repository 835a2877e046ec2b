namespace PbxBridge.Sip.Digest;

/// <summary>What goes into a response besides the secret; each as on the wire, without quotes.</summary>
internal readonly ref struct DigestInput
{
    public ReadOnlySpan<byte> Method { get; init; }

    public ReadOnlySpan<byte> Uri { get; init; }

    public ReadOnlySpan<byte> Nonce { get; init; }

    public ReadOnlySpan<byte> NonceCount { get; init; }

    public ReadOnlySpan<byte> ClientNonce { get; init; }

    /// <summary>Empty: the form of RFC 2069.</summary>
    public ReadOnlySpan<byte> Qop { get; init; }
}
