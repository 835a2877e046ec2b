using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Net;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Configuration;

/// <summary>Where the bridge speaks SIP.</summary>
internal sealed record SipOptions
{
    public const string Section = "Sip";

    /// <summary><c>udp://0.0.0.0:5060</c>, <c>tcp://…</c>, <c>tls://…</c>; IPv6 in brackets; port 0 takes a free one.</summary>
    [MinLength(1)]
    public ImmutableArray<ListenerAddress> Listeners { get; init; } =
    [
        new(TransportKind.Udp, IpEndpoint.From(IPAddress.Any, 5060)),
        new(TransportKind.Tcp, IpEndpoint.From(IPAddress.Any, 5060)),
        new(TransportKind.Tls, IpEndpoint.From(IPAddress.Any, 5061)),
    ];

    /// <summary>The addresses that peers are told, one of each family; for a bridge behind NAT. Empty: the bound or routing address.</summary>
    public ImmutableArray<IPAddress> Advertised { get; init; } = [];

    public SipTlsOptions Tls { get; init; } = new();

    /// <summary>A TCP or TLS connection without traffic for this long is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Connections that one listener accepts.</summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; init; } = 4096;

    /// <summary>… and from one address.</summary>
    [Range(1, 100_000)]
    public int MaxConnectionsPerSource { get; init; } = 64;

    /// <summary>A request to a trunk above so many octets goes over TCP when it would go over UDP (RFC 3261 §18.1.1), and over UDP when that fails; 0: never.</summary>
    [Range(0, 65_535)]
    public int LargestDatagram { get; init; } = 1300;

    /// <summary>Calls at the same time, emergency calls apart; one more gets 503. Null: as many as have ports for their sound, 50,000 where it does not
    /// pass the bridge.</summary>
    [Range(1, 1_000_000)]
    public int? MaxCalls { get; init; }

    /// <summary>New calls get 503 while messages wait longer than this for the signalling loop.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan MaxLag { get; init; } = TimeSpan.FromMilliseconds(500);
}
