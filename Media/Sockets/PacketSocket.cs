using System.Net.Sockets;

namespace PbxBridge.Media.Sockets;

/// <summary>One bound UDP socket of an <see cref="IPacketSockets"/>.</summary>
internal sealed class PacketSocket
{
    /// <summary>The file descriptor on Linux; -1 with <see cref="Managed"/>.</summary>
    public int Descriptor { get; init; } = -1;

    public Socket? Managed { get; init; }

    /// <summary>What <see cref="IPacketSockets.Ready"/> says when it has packets.</summary>
    public int Tag { get; set; } = -1;

    /// <summary>The kernel sends to this address and takes packets from it only; none = any.</summary>
    public PacketAddress Peer { get; set; }

    public bool IsConnected => !Peer.IsNone;
}
