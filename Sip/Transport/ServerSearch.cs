using System.Collections.Immutable;
using System.Net;

namespace PbxBridge.Sip.Transport;

/// <summary>What is asked: a host name, a port (0 = none), a transport (null = any), and whether it must be secure.</summary>
internal readonly record struct ServerQuestion(string Host, int Port, TransportKind? Wanted, bool Sips);

/// <summary>One server of a domain before the lot is drawn: SRV's priority and weight, and the addresses of its host.</summary>
/// <param name="Group">Servers of an earlier transport come first.</param>
internal sealed record ServerCandidate(int Group, ushort Priority, ushort Weight, TransportKind Kind, ushort Port, ImmutableArray<IPAddress> Addresses);

internal sealed record ServerFound(ImmutableArray<ServerCandidate> Candidates, TimeSpan TimeToLive);

/// <summary>The look-ups of RFC 3263 §4 for one name, in their order.</summary>
internal sealed class ServerSearch(INameSource names, ImmutableArray<TransportKind> supported)
{
    public async Task<ServerFound> FindAsync(ServerQuestion question, CancellationToken stop)
    {
        var fallback = question.Wanted ?? (question.Sips ? TransportKind.Tls : TransportKind.Udp);
        if (question.Port != 0)
            return await HostAsync(question.Host, fallback, (ushort)question.Port, stop).ConfigureAwait(false);

        var found = await ServicesAsync(question, stop).ConfigureAwait(false);
        return found.Candidates.IsEmpty
            ? await HostAsync(question.Host, fallback, fallback.DefaultPort(), stop).ConfigureAwait(false)
            : found;
    }

    private async Task<ServerFound> HostAsync(string host, TransportKind kind, ushort port, CancellationToken stop)
    {
        var addresses = await names.AddressesAsync(host, stop).ConfigureAwait(false);
        return addresses.Records.IsEmpty
            ? new ServerFound([], TimeSpan.Zero)
            : new ServerFound([new ServerCandidate(0, 0, 0, kind, port, addresses.Records)], addresses.TimeToLive);
    }

    private async Task<ServerFound> ServicesAsync(ServerQuestion question, CancellationToken stop)
    {
        var services = new List<(TransportKind Kind, string Name)>();
        var life = TimeSpan.MaxValue;
        if (question.Wanted is { } wanted)
        {
            services.Add((wanted, ServiceName(wanted, question.Host)));
        }
        else
        {
            var naptr = await names.NaptrAsync(question.Host, stop).ConfigureAwait(false);
            foreach (var record in naptr.Records.OrderBy(record => record.Order).ThenBy(record => record.Preference))
            {
                if (record.Flags.Equals("s", StringComparison.OrdinalIgnoreCase) && KindOf(record.Service) is { } kind && IsAllowed(kind, question))
                    services.Add((kind, record.Replacement));
            }
            if (services.Count > 0)
                life = naptr.TimeToLive;
            else
                services.AddRange(supported.Where(kind => IsAllowed(kind, question)).Select(kind => (kind, ServiceName(kind, question.Host))));
        }

        // All at once: a dead DNS server costs its timeout once, not once for each name.
        var parts = await Task.WhenAll(services.Select((service, group) => ServiceAsync(group, service.Kind, service.Name, stop))).ConfigureAwait(false);
        foreach (var part in parts.Where(part => !part.Candidates.IsEmpty))
            life = Shorter(life, part.TimeToLive);
        return new ServerFound([.. parts.SelectMany(part => part.Candidates)], life);
    }

    private async Task<ServerFound> ServiceAsync(int group, TransportKind kind, string name, CancellationToken stop)
    {
        var srv = await names.SrvAsync(name, stop).ConfigureAwait(false);
        // A single "." as target says: the service is decidedly not available here.
        var records = srv.Records.Where(record => record.Target.Length > 0).ToArray();
        var addresses = await Task.WhenAll(records.Select(record => names.AddressesAsync(record.Target, stop))).ConfigureAwait(false);
        var candidates = ImmutableArray.CreateBuilder<ServerCandidate>();
        var life = srv.TimeToLive;
        foreach (var (record, found) in records.Zip(addresses).Where(pair => !pair.Second.Records.IsEmpty))
        {
            candidates.Add(new ServerCandidate(group, record.Priority, record.Weight, kind, record.Port, found.Records));
            life = Shorter(life, found.TimeToLive);
        }
        return new ServerFound(candidates.ToImmutable(), life);
    }

    private bool IsAllowed(TransportKind kind, in ServerQuestion question) =>
        supported.Contains(kind) && (!question.Sips || kind == TransportKind.Tls);

    private static TransportKind? KindOf(string service) => service.ToUpperInvariant() switch
    {
        "SIP+D2U" => TransportKind.Udp,
        "SIP+D2T" => TransportKind.Tcp,
        "SIPS+D2T" => TransportKind.Tls,
        _ => null,
    };

    private static string ServiceName(TransportKind kind, string host) => kind switch
    {
        TransportKind.Udp => $"_sip._udp.{host}",
        TransportKind.Tcp => $"_sip._tcp.{host}",
        _ => $"_sips._tcp.{host}",
    };

    private static TimeSpan Shorter(TimeSpan one, TimeSpan two) => one < two ? one : two;
}
