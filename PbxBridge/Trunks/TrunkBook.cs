using System.Collections.Immutable;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Trunks;

/// <summary>All trunks: by id, and by the address that a request comes from.</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class TrunkBook(TransportTable transports, ServerLocator locator, IRandomSource random, TlsPeerNames names)
{
    /// <summary>At most so many addresses are tried for one call (TRK-7).</summary>
    private const int MostTargets = 3;

    private readonly Dictionary<string, Trunk> _byId = [];
    private readonly Dictionary<(TransportKind Transport, IpEndpoint Address), Trunk> _byAddress = [];

    public IEnumerable<Trunk> All => _byId.Values;

    public Trunk? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Replaces the trunks; one whose addresses stay keeps what is known of them and its count of calls.</summary>
    public void Use(IEnumerable<Trunk> trunks)
    {
        var old = _byId.ToDictionary();
        _byId.Clear();
        _byAddress.Clear();
        names.Clear();
        foreach (var trunk in trunks)
        {
            _byId[trunk.Id] = trunk;
            if (old.GetValueOrDefault(trunk.Id) is { } before)
                Keep(before, trunk);
            foreach (var target in trunk.Targets)
                Resolve(trunk, target);
        }
    }

    /// <summary>The trunk that a request comes from: by source address and port over UDP; over a stream, whose source port means nothing,
    /// by source address and the port that the peer's Via names. Null when the source is no trunk.</summary>
    public Trunk? Identify(SipMessage request, in Flow from)
    {
        if (_byAddress.TryGetValue((from.Transport, from.Remote), out var trunk))
            return trunk;
        if (!from.IsReliable)
            return null;
        var port = request.TopVia.Port;
        var named = from.Remote.WithPort(port == 0 ? from.Transport.DefaultPort() : (ushort)port);
        return _byAddress.GetValueOrDefault((from.Transport, named));
    }

    /// <summary>The addresses to try for one call: those that are up first, by priority, then by weight and chance.</summary>
    public ImmutableArray<TrunkTarget> Choose(Trunk trunk, long now)
    {
        if (trunk.Targets.Length == 1)
            return trunk.Targets[0].Flow is null ? [] : trunk.Targets;
        var usable = trunk.Targets.Where(t => t.Flow is not null).ToArray();
        var draws = usable.ToDictionary(t => t, t => Draw(t.Weight));
        return
        [
            .. usable
                .OrderBy(t => t.IsUp && t.RestUntil <= now ? 0 : 1)
                .ThenBy(t => t.Priority)
                .ThenBy(t => draws[t])
                .Take(MostTargets),
        ];
    }

    // Smaller for heavier targets: −ln(u)/w orders a weighted random permutation.
    private double Draw(int weight)
    {
        var u = ((random.Next() >> 11) + 1) * (1.0 / (1UL << 53));
        return -Math.Log(u) / Math.Max(weight, 1);
    }

    private static void Keep(Trunk before, Trunk now)
    {
        now.CountWith(before);
        foreach (var target in now.Targets)
        {
            var same = before.Targets.FirstOrDefault(t => t.HostPort == target.HostPort && t.Transport == target.Transport);
            if (same is null)
                continue;
            target.Flow = same.Flow;
            target.IsUp = same.IsUp;
            target.RestUntil = same.RestUntil;
        }
    }

    private void Resolve(Trunk trunk, TrunkTarget target) =>
        locator.Locate(target.Host, target.Port ?? 0, target.Transport, sips: false, found =>
        {
            if (found.IsEmpty)
                return;
            var (kind, remote) = found[0];
            target.Flow = transports.FlowTo(kind, remote);
            if (_byId.GetValueOrDefault(trunk.Id) != trunk)
                return;
            _byAddress[(kind, remote)] = trunk;
            if (kind == TransportKind.Tls)
                names.Set(remote, target.Host);
        });
}
