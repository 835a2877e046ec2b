using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Configuration;

/// <summary>One trunk of the operator.</summary>
internal sealed record TrunkOptions
{
    /// <summary><c>HOST</c>, <c>HOST:PORT</c>, and <c>HOST:PORT;priority=1;weight=2</c>: lower priorities first (TRK-7).</summary>
    [MinLength(1)]
    public ImmutableArray<TrunkPeer> Peers { get; init; } = [];

    public TrunkTransport Transport { get; init; } = TrunkTransport.Udp;

    /// <summary>Its requests may come from any port of its addresses, not only the one that is called.</summary>
    public bool AnyPort { get; init; }

    /// <summary>For a peer that challenges us (401, 407); empty: none.</summary>
    public string User { get; init; } = "";

    [Secret]
    public string Password { get; init; } = "";

    /// <summary>Its asserted identities are believed.</summary>
    public bool Trusted { get; init; } = true;

    /// <summary>Emergency calls go there as services, <c>urn:service:sos.police</c> (RFC 5031), and not by number (NUM-7).</summary>
    public bool EmergencyUrn { get; init; }

    /// <summary>Callers are named in Remote-Party-ID too, for an old peer that knows nothing else (PRES-3).</summary>
    public bool Rpid { get; init; }

    /// <summary>Calls at the same time; null is no limit (TRK-9). Emergency calls are not counted.</summary>
    [Range(1, 1_000_000)]
    public int? MaxChannels { get; init; }

    /// <summary>New calls a second, in both directions together; null is no limit. Emergency calls are not counted.</summary>
    [Range(1, 10_000)]
    public int? MaxCallsPerSecond { get; init; }

    /// <summary>Employees who call through it hear why a call is refused; false where the network plays announcements of its own.</summary>
    public bool Announcements { get; init; } = true;

    /// <summary>SIP status of a call that the rules bar: 403, or 603 as networks answer themselves (§5.5).</summary>
    public int BarResponse { get; init; } = 403;

    /// <summary>How often OPTIONS asks whether the peer lives (TRK-6); 0 switches the question off.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan OptionsInterval { get; init; } = TimeSpan.FromSeconds(30);
}
