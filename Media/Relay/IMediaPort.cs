using System.Net;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Sounds;

namespace PbxBridge.Media.Relay;

/// <summary>One leg's RTP port with its RTCP port above it. "The peer" is the phone, PBX or network that this leg talks to.</summary>
/// <remarks>Every member may be called from the signalling thread and never blocks: it posts to the relay's thread and takes effect within
/// about a millisecond, in the order of the calls. Dispose gives the ports back; a joined port then stops sending.</remarks>
public interface IMediaPort : IDisposable
{
    /// <summary>Our RTP port; RTCP is one above.</summary>
    int Port { get; }

    /// <summary>Our address to put into SDP.</summary>
    /// <param name="peer">Where the peer's signalling comes from; null when that is not known.</param>
    IPAddress AddressTowards(IPAddress? peer);

    /// <summary>Sets what the peer's description says. A changed address starts latching anew.</summary>
    /// <param name="signallingSource">Where the peer's SIP comes from; what comes from this address is accepted too (a phone behind NAT); null: only what comes from the
    /// described host.</param>
    void SetRemote(PeerTerms peer, IPAddress? signallingSource = null);

    /// <summary>Relays between the two peers, both ways; earlier joins of either port end.</summary>
    void Join(IMediaPort other);

    /// <summary>Ends the join of this port and its partner.</summary>
    void Leave();

    /// <summary>Plays to the peer, one packet per 20 ms; what the joined port sends is dropped meanwhile. A sound that still plays is cut off.</summary>
    /// <returns>Completes at the end of the sound; is cancelled when <paramref name="cancellation"/> fires, another sound starts or the port is
    /// disposed.</returns>
    Task PlayAsync(Sound sound, CancellationToken cancellation);

    /// <summary>Records what the peer sends. Cancelling is an ordinary end: the task then completes with what was recorded so far. One recording
    /// at a time: a second one ends the first.</summary>
    Task<Recording> RecordAsync(RecordingLimits limits, CancellationToken cancellation);

    /// <summary>Called once for each key pressed (RFC 4733), with one of <c>0123456789*#ABCD</c>, on the relay's thread: post it, do not work there.</summary>
    Action<char>? KeyPressed { set; }

    /// <summary>Called on the relay's thread when neither RTP nor RTCP came from this peer for the watchdog's time although it should send;
    /// once for each silence (SES-2).</summary>
    Action? Silent { set; }

    /// <summary>Counters as of now.</summary>
    MediaActivity Activity { get; }
}
