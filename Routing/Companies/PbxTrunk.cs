using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A trunk to a PBX of the company (domain §3.1).</summary>
public sealed record PbxTrunk
{
    /// <summary>Unique on the bridge: <c>przyklad-pbx</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where the PBX is: priority first (lower is earlier), then weight (TRK-7). At least one, but none for a PBX that registers.</summary>
    public required ImmutableArray<TrunkPeer> Peers { get; init; }

    /// <summary>Set: the PBX registers, as the user of its <see cref="Credentials"/>.</summary>
    public TrunkRegistration Registration { get; init; }

    public TrunkTransport Transport { get; init; } = TrunkTransport.Udp;

    /// <summary>Its requests may come from any port of its addresses: behind a NAT, or from a PBX that does not send from where it listens.</summary>
    public bool AnyPort { get; init; }

    /// <summary>Null: the peer is known by its address alone.</summary>
    public TrunkCredentials? Credentials { get; init; }

    /// <summary>Asserted identities are believed and passed (RFC 3325 trust domain).</summary>
    public bool Trusted { get; init; }

    /// <summary>Calls at the same time; null is no limit (TRK-9).</summary>
    public int? MaxChannels { get; init; }

    /// <summary>New calls a second, in both directions together; null is no limit (TRK-9).</summary>
    public int? MaxCallsPerSecond { get; init; }

    /// <summary>Play announcements before a refusal; a PBX that plays its own switches ours off.</summary>
    public bool Announcements { get; init; } = true;

    /// <summary>SIP status of a call that the rules bar (§5.5): 403, or 603 for a peer that tries 403 again elsewhere.</summary>
    public int BarResponse { get; init; } = 403;

    /// <summary>From shows outside callers with the break-out prefix in front (§2.3), for a PBX without a dial rule.</summary>
    public bool AddBreakoutToCli { get; init; }

    /// <summary>The caller is named in Remote-Party-ID too, for an old PBX that shows nothing else (PRES-3).</summary>
    public bool RemotePartyId { get; init; }

    /// <summary>Foreign numbers that this PBX may present (CLI-1), E.164.</summary>
    public ImmutableArray<PhoneNumber> ForeignCli { get; init; } = [];

    /// <summary>Id of the profile of all phones behind the PBX (D12); null: unrestricted.</summary>
    public string? Profile { get; init; }

    /// <summary>For a PBX that keeps the star to itself: what stands before a number instead of the star behind it, such as <c>*7*</c> (PRV-2). Null: none.</summary>
    public string? PrivatePrefix { get; init; }
}

/// <summary>One address of a trunk.</summary>
/// <param name="Host">IP address or host name.</param>
/// <param name="Port">Null: the transport's own, or DNS SRV.</param>
public sealed record TrunkPeer(string Host, int? Port = null, int Priority = 0, int Weight = 1)
{
    public override string ToString()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return Port is { } port ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{port}") : host;
    }
}

/// <summary>How a trunk's messages travel.</summary>
public enum TrunkTransport
{
    Udp,
    Tcp,
    Tls,
}

/// <summary>Digest user and secret of a trunk.</summary>
public sealed record TrunkCredentials(string User, SoftphoneSecret Secret);
