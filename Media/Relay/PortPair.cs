using PbxBridge.Media.Sockets;

namespace PbxBridge.Media.Relay;

/// <summary>An RTP socket on an even port and its RTCP socket above.</summary>
internal sealed record PortPair(int Port, PacketSocket Rtp, PacketSocket Rtcp);
