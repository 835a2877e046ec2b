using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PbxBridge.Calls;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Trunks;

/// <summary>A trunk in use: its addresses and what is known of each.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class Trunk(string id, string? company, ImmutableArray<TrunkTarget> targets)
{
    private StrongBox<int> _channels = new();

    public string Id { get; } = id;

    /// <summary>Null for the operator's own trunks.</summary>
    public string? Company { get; } = company;

    /// <summary>In the order of priority. A name stands for as many as it has addresses, for one before they are known.</summary>
    public ImmutableArray<TrunkTarget> Targets { get; set; } = targets;

    /// <summary>Its requests may come from any port of its addresses (a NAT, a PBX that sends from elsewhere).</summary>
    public bool AnyPort { get; init; }

    /// <summary>A fax may change to T.38; false for the mobile network.</summary>
    public bool CarriesFax { get; init; } = true;

    /// <summary>The PBX registers: its addresses are those that it has registered.</summary>
    public bool IsRegistering { get; init; }

    /// <summary>Inside the trust domain (RFC 3325).</summary>
    public bool Trusted { get; init; }

    /// <summary>Emergency calls go there as <c>urn:service:sos</c> (RFC 5031), not by number.</summary>
    public bool EmergencyUrn { get; init; }

    /// <summary>The caller is named in Remote-Party-ID too (PRES-3).</summary>
    public bool RemotePartyId { get; init; }

    /// <summary>Of the legs that go there.</summary>
    public PeerProfile Profile => field ??= new(Trusted, Company is null) { RemotePartyId = RemotePartyId };

    /// <summary>Calls at the same time; null is no limit (TRK-9).</summary>
    public int? MaxChannels { get; init; }

    /// <summary>How often OPTIONS asks each address whether it lives (TRK-6); zero: never.</summary>
    public TimeSpan ProbeEvery { get; init; }

    /// <summary>SIP status of a call that the rules bar (§5.5).</summary>
    public int BarResponse { get; init; } = 403;

    /// <summary>Requests from it must carry credentials, beside the right address.</summary>
    public bool ChallengesPeer { get; init; }

    /// <summary>For a peer that challenges us.</summary>
    public DigestClient? Credentials { get; init; }

    /// <summary>Calls up or being set up.</summary>
    public int Channels
    {
        get => _channels.Value;
        set => _channels.Value = value;
    }

    /// <summary>New calls a second in both directions together; null is no limit (TRK-9).</summary>
    public CallRate? Rate { get; init; }

    /// <summary>Neither its channels nor its calls a second are used up. Counts the call that now begins, when there is room for it.</summary>
    public bool TryBegin(long now) => HasRoom && Rate?.TryTake(now) != false;

    public bool HasRoom => MaxChannels is not { } most || Channels < most;

    /// <summary>Counts on with the calls of the same trunk before a change of the directory: they end on the old object.</summary>
    public void CountWith(Trunk before) => _channels = before._channels;

    /// <summary>At least one address answers, or has not been asked yet.</summary>
    public bool IsUp
    {
        get
        {
            foreach (var target in Targets)
            {
                if (target.IsUp)
                    return true;
            }
            return false;
        }
    }
}

/// <summary>One address of a trunk (TRK-6, TRK-7).</summary>
internal sealed class TrunkTarget(string host, int? port, TransportKind transport, int priority, int weight)
{
    public string Host { get; } = host;

    public int? Port { get; } = port;

    public TransportKind Transport { get; } = transport;

    public int Priority { get; set; } = priority;

    /// <summary>Of a PBX that registers; null for an address of the settings.</summary>
    public RegisteredContact? Registered { get; init; }

    public int Weight { get; } = weight;

    /// <summary>The address found for the host; null until it is.</summary>
    public Flow? Flow { get; set; }

    /// <summary>Place among the addresses of the same host (RFC 3263), from 0.</summary>
    public int Turn { get; set; }

    /// <summary>The two are addresses of one peer of the settings.</summary>
    public bool IsPeerOf(TrunkTarget other) => HostPort == other.HostPort && Transport == other.Transport;

    /// <summary>The same peer at another address.</summary>
    public TrunkTarget At(in Flow flow) => new(Host, Port, Transport, Priority, Weight) { Flow = flow };

    /// <summary>False after three unanswered probes in a row; true again after two good ones.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>It asked to be left alone for so many seconds; five minutes at most.</summary>
    public void Rest(long now, int seconds) => RestUntil = now + (Math.Min(seconds, 300) * 1000L);

    /// <summary>No new call before this time, in milliseconds of the loop's clock (Retry-After of a 503).</summary>
    public long RestUntil { get; set; }

    /// <summary>Host and port as a URI has them.</summary>
    public string HostPort => Port is { } p ? $"{Bracketed}:{p}" : Bracketed;

    private string Bracketed => Host.Contains(':') && !Host.StartsWith('[') ? $"[{Host}]" : Host;
}
