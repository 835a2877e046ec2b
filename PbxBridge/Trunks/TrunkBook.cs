using System.Collections.Immutable;
using System.Net;
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

    // Of one name.
    private const int MostAddresses = 8;

    // Names are asked for again; what lives longer is answered from memory.
    private const long LookEvery = 10_000;

    private readonly Dictionary<string, Trunk> _byId = [];
    private readonly Dictionary<(TransportKind Transport, IpEndpoint Address), Trunk> _byAddress = [];
    // Those whose port does not matter, by address with port 0.
    private readonly Dictionary<(TransportKind Transport, IpEndpoint Address), Trunk> _byHost = [];
    private long _lookedAt;
    private bool _isReplacing;

    /// <summary>A phone has registered from there: behind one address there may be a PBX and phones.</summary>
    public Func<Flow, bool> IsPhone { get; set; } = static _ => false;

    public IEnumerable<Trunk> All => _byId.Values;

    public Trunk? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Replaces the trunks; one whose addresses stay keeps what is known of them and its count of calls.</summary>
    public void Use(IEnumerable<Trunk> trunks)
    {
        var old = _byId.ToDictionary();
        _byId.Clear();
        foreach (var trunk in trunks)
        {
            _byId[trunk.Id] = trunk;
            if (old.GetValueOrDefault(trunk.Id) is { } before)
                Keep(before, trunk);
        }
        _isReplacing = true;
        foreach (var trunk in _byId.Values)
            Resolve(trunk);
        _isReplacing = false;
        Index();
    }

    /// <summary>Takes over where the PBX of a trunk is registered now, the newest first; what is known of a contact that stays is kept.</summary>
    /// <returns>False when nothing has changed.</returns>
    public bool Register(string id, IReadOnlyList<(RegisteredContact Contact, TrunkTarget Target)> contacts)
    {
        if (Find(id) is not { IsRegistering: true } trunk)
            return false;
        var now = ImmutableArray.CreateBuilder<TrunkTarget>(contacts.Count);
        foreach (var (contact, fresh) in contacts)
        {
            var target = trunk.Targets.FirstOrDefault(t => t.Registered?.IsSameAs(contact) == true && t.Flow == fresh.Flow) ?? fresh;
            target.Priority = now.Count;
            now.Add(target);
        }
        var hasChanged = !now.SequenceEqual(trunk.Targets);
        trunk.Targets = now.ToImmutable();
        if (hasChanged)
            Index();
        return hasChanged;
    }

    /// <summary>Asks for the addresses of names once more, now and then; what is not found keeps those that it had.</summary>
    public void LookAgain(long now)
    {
        if (now - _lookedAt < LookEvery)
            return;
        _lookedAt = now;
        foreach (var trunk in _byId.Values)
        {
            if (!trunk.IsRegistering && trunk.Targets.Any(target => !IPAddress.TryParse(target.Host, out _)))
                Resolve(trunk);
        }
    }

    /// <summary>The trunk that a request comes from: by source address and port over UDP; over a stream, whose source port means nothing,
    /// by source address and the port that the peer's Via names; by the address alone where the trunk's port does not matter. Null when the source is no trunk.</summary>
    public Trunk? Identify(SipMessage request, in Flow from)
    {
        if (_byAddress.TryGetValue((from.Transport, from.Remote), out var trunk))
            return trunk;
        if (from.IsReliable)
        {
            var port = request.TopVia.Port;
            var named = from.Remote.WithPort(port == 0 ? from.Transport.DefaultPort() : (ushort)port);
            if (_byAddress.TryGetValue((from.Transport, named), out trunk))
                return trunk;
        }
        return _byHost.Count > 0 && _byHost.TryGetValue((from.Transport, from.Remote.WithPort(0)), out trunk) && !IsPhone(from) ? trunk : null;
    }

    /// <summary>The addresses to try for one call: those that are up first, by priority, then by weight and chance, those of one name in its order.</summary>
    public ImmutableArray<TrunkTarget> Choose(Trunk trunk, long now)
    {
        if (trunk.Targets.Length == 1)
            return trunk.Targets[0].Flow is null ? [] : trunk.Targets;
        var usable = trunk.Targets.Where(t => t.Flow is not null).ToArray();
        var draws = new Dictionary<string, double>();
        foreach (var target in usable)
            draws.TryAdd(target.HostPort, Draw(target.Weight));
        return
        [
            .. usable
                .OrderBy(t => t.IsUp && t.RestUntil <= now ? 0 : 1)
                .ThenBy(t => t.Priority)
                .ThenBy(t => draws[t.HostPort])
                .ThenBy(t => t.Turn)
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
        if (now.IsRegistering)
        {
            now.Targets = before.IsRegistering ? before.Targets : [];
            return;
        }
        now.Targets = [.. now.Targets.SelectMany(target => Known(before, target))];
    }

    // The addresses that a peer had before a change of the directory.
    private static IEnumerable<TrunkTarget> Known(Trunk before, TrunkTarget target)
    {
        var same = before.Targets.Where(t => t.IsPeerOf(target) && t.Flow is not null).ToArray();
        if (same.Length == 0)
            return [target];
        return same.Select(t => new TrunkTarget(target.Host, target.Port, target.Transport, target.Priority, target.Weight)
        {
            Flow = t.Flow,
            Turn = t.Turn,
            IsUp = t.IsUp,
            RestUntil = t.RestUntil,
        });
    }

    private void Resolve(Trunk trunk)
    {
        foreach (var peer in trunk.Targets.Where(target => target is { Turn: 0, Registered: null }).ToArray())
            locator.Locate(peer.Host, peer.Port ?? 0, peer.Transport, sips: false, found => Found(trunk, peer, found));
    }

    private void Found(Trunk trunk, TrunkTarget peer, ImmutableArray<(TransportKind Kind, IpEndpoint Address)> found)
    {
        if (found.IsEmpty || _byId.GetValueOrDefault(trunk.Id) != trunk)
            return;
        var before = trunk.Targets.Where(target => target.IsPeerOf(peer)).ToArray();
        var now = found.Distinct().Take(MostAddresses).Select(place =>
            before.FirstOrDefault(target => target.Flow is { } flow && flow.Transport == place.Kind && flow.Remote == place.Address)
            ?? peer.At(transports.FlowTo(place.Kind, place.Address))).ToArray();
        for (var i = 0; i < now.Length; i++)
            now[i].Turn = i;
        if (now.SequenceEqual(before))
            return;
        var at = trunk.Targets.IndexOf(before[0]);
        trunk.Targets = trunk.Targets.RemoveAll(target => target.IsPeerOf(peer)).InsertRange(at, now);
        if (!_isReplacing)
            Index();
    }

    private void Index()
    {
        _byAddress.Clear();
        _byHost.Clear();
        var hosts = new Dictionary<IpEndpoint, string>();
        foreach (var trunk in _byId.Values)
        {
            foreach (var target in trunk.Targets)
            {
                if (target is not { Flow: { } flow, Registered: null })
                    continue;
                _byAddress[(flow.Transport, flow.Remote)] = trunk;
                if (trunk.AnyPort)
                    _byHost[(flow.Transport, flow.Remote.WithPort(0))] = trunk;
                if (flow.Transport == TransportKind.Tls)
                    hosts[flow.Remote] = target.Host;
            }
        }
        foreach (var trunk in _byId.Values)
        {
            if (trunk.IsRegistering)
                IndexRegistered(trunk);
        }
        names.Use(hosts);
    }

    // A registration takes no address from a trunk that has it by its data.
    private void IndexRegistered(Trunk trunk)
    {
        foreach (var target in trunk.Targets)
        {
            if (target.Registered is not { From: var from })
                continue;
            _byAddress.TryAdd((from.Transport, from.Remote), trunk);
            if (trunk.AnyPort)
                _byHost.TryAdd((from.Transport, from.Remote.WithPort(0)), trunk);
        }
    }
}
