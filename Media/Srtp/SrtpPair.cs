namespace PbxBridge.Media.Srtp;

/// <summary>The keys of one leg: each end encrypts with its own (RFC 4568 §6.1).</summary>
public sealed record SrtpPair(SrtpKey Theirs, SrtpKey Ours);
