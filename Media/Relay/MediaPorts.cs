using System.Net;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Relay;

/// <summary>Shorter ways to call an <see cref="IMediaPort"/>.</summary>
public static class MediaPorts
{
    /// <summary>Sets what the peer's description says.</summary>
    public static void SetRemote(this IMediaPort port, AudioTerms peer, IPAddress? signallingSource = null) =>
        port.SetRemote(peer.Rtp, peer.Direction, peer.TelephoneEventPayload, peer.AudioPayload, signallingSource);
}
