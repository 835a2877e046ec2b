using System.Net;

namespace PbxBridge.Media.Relay;

/// <summary>Addresses, ports and times of an <see cref="RtpRelay"/>.</summary>
public sealed record RtpRelayOptions
{
    /// <summary>The address peers are told in SDP.</summary>
    public IPAddress AdvertisedAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Our address of the other family, where the sockets take both; null: one family for all.</summary>
    public IPAddress? OtherAddress { get; init; }

    /// <summary>The local address of the sockets. On <c>::</c> they take IPv4, too.</summary>
    public IPAddress BindAddress { get; init; } = IPAddress.Any;

    /// <summary>First port; pairs start at even ports.</summary>
    public int PortMin { get; init; } = 20_000;

    /// <summary>Last port, included.</summary>
    public int PortMax { get; init; } = 29_999;

    /// <summary>So many pairs, the last ones that are free, are kept for emergency calls.</summary>
    public int EmergencyPairs { get; init; }

    /// <summary>No RTP and no RTCP for this long: <see cref="IMediaPort.Silent"/> (SES-2).</summary>
    public TimeSpan WatchdogAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A latched source that is silent for this long may be replaced by another allowed source that goes on with the same SSRC.</summary>
    public TimeSpan RelatchAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>A port given back rests this long before it is used again, so that late packets of the old call do not reach the new one.</summary>
    public TimeSpan PortRest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Port pairs kept open ahead of need.</summary>
    public int PairsAhead { get; init; } = 64;

    /// <summary>False: plain sockets also on Linux (for comparison and tests).</summary>
    public bool UseEpoll { get; init; } = true;

    /// <summary>What a peer is told: the address of its own family where there is one.</summary>
    /// <param name="peer">Where its signalling comes from; null when that is not known.</param>
    public IPAddress AddressTowards(IPAddress? peer) =>
        OtherAddress is { } other && peer?.AddressFamily == other.AddressFamily ? other : AdvertisedAddress;
}
