namespace PbxBridge.Media.Sdp;

/// <summary>Which way sound flows, in the words of the one who wrote the description (RFC 3264 §5.1): <see cref="SendOnly"/> in a
/// peer's description means that the peer sends and does not want to receive.</summary>
public enum MediaDirection : byte
{
    SendRecv,
    SendOnly,
    RecvOnly,
    Inactive,
}
