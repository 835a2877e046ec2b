using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Relay;

/// <summary>Shorter ways to say what a peer's description says.</summary>
internal static class Remotes
{
    public static void SetRemote(this IMediaPort port, IPEndPoint? rtp, MediaDirection direction, int events, byte audio, IPAddress? signalling = null) =>
        port.SetRemote(new PeerTerms(rtp, direction, events, audio), signalling);

    /// <summary>The peer is a fax machine from now on.</summary>
    public static void SetFax(this IMediaPort port, Phone phone, IPAddress? signalling = null) =>
        port.SetRemote(new PeerTerms(phone.Address, MediaDirection.SendRecv, -1, MediaDescription.NoG711) { IsFax = true }, signalling);
}
