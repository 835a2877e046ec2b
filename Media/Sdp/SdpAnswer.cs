namespace PbxBridge.Media.Sdp;

/// <summary>An answer that we give ourselves, and what it makes of the peer.</summary>
/// <param name="Body">The description to send.</param>
/// <param name="Peer">For the media port.</param>
public sealed record SdpAnswer(byte[] Body, PeerTerms Peer);
