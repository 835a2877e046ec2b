using System.Net;
using PbxBridge.Media.Sockets;

namespace PbxBridge.Media.Relay;

/// <summary>Decides which source is the peer (symmetric RTP), so that NAT works and a third party cannot take the stream over.</summary>
/// <remarks>Accepted is: the address of the peer's description; another port of the same host; and the host that the peer's SIP comes
/// from. Once latched, every other
/// source is a stranger until the description changes, or the latched one has been silent for the relatch time and an allowed source goes
/// on with its SSRC (or the description's own address speaks). Where there is no SSRC to compare, it must be the same host.</remarks>
internal sealed class Latch(long relatchMs)
{
    private PacketAddress _signalling;
    private uint _ssrc;
    private long _lastHeard;

    /// <summary>From the peer's description; none = not known or held.</summary>
    public PacketAddress Described { get; private set; }

    /// <summary>The source that was accepted; none = nothing came yet.</summary>
    public PacketAddress Latched { get; private set; }

    /// <summary>Where to send.</summary>
    public PacketAddress Target => Latched.IsNone ? Described : Latched;

    /// <returns>True when latching starts anew.</returns>
    public bool Describe(in PacketAddress described, IPAddress? signalling)
    {
        _signalling = signalling is null ? default : PacketAddress.From(signalling, 1);
        // The old hold takes the address away for a while; the peer behind it is the same one.
        if (described.IsNone || described == Described)
            return false;
        Described = described;
        Latched = default;
        return true;
    }

    /// <summary>Who was latched had not shown a key: latching starts anew.</summary>
    public void Forget() => Latched = default;

    /// <summary>The latched source has been silent long enough to be replaced.</summary>
    public bool IsStale(long now) => !Latched.IsNone && now - _lastHeard >= relatchMs;

    /// <summary>A packet came.</summary>
    /// <param name="ssrc">0 for RTCP and UDPTL, where it is not compared.</param>
    /// <returns>False: a stranger.</returns>
    public bool Accepts(in PacketAddress source, uint ssrc, long now)
    {
        if (Latched.IsNone)
        {
            if (!IsAllowed(source))
                return false;
            Latched = source;
        }
        else if (source != Latched)
        {
            if (!IsStale(now) || (source != Described && (!IsAllowed(source) || !IsSame(source, ssrc))))
                return false;
            Latched = source;
        }
        _ssrc = ssrc;
        _lastHeard = now;
        return true;
    }

    private bool IsSame(in PacketAddress source, uint ssrc) => ssrc == 0 ? source.SameHost(Latched) : ssrc == _ssrc;

    private bool IsAllowed(in PacketAddress source) => !Described.IsNone && (source.SameHost(Described) || source.SameHost(_signalling));
}
