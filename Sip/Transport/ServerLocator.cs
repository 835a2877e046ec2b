using System.Collections.Immutable;
using System.Net;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Transport;

/// <summary>Finds where a request for a host goes (RFC 3263), in the order in which the addresses are to be tried.</summary>
/// <remarks>Called on the loop and answers on the loop. IP addresses and names that are still known are answered before
/// <see cref="Locate"/> returns; others later. Two questions for the same name are one look-up.</remarks>
/// <param name="random">Draws the lot among SRV records of equal priority; used on the loop only.</param>
/// <param name="supported">The transports we have, best liked first.</param>
/// <param name="fault">Told what a broken name source threw; the question is answered empty.</param>
public sealed class ServerLocator(
    ILoop loop, INameSource names, Random random, ImmutableArray<TransportKind> supported, Action<Exception> fault) : IDisposable
{
    private const int MaxKnown = 10_000;
    private static readonly TimeSpan ShortestKept = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);
    private static readonly TimeSpan FailureKept = TimeSpan.FromSeconds(10);

    private readonly ServerSearch _search = new(names, supported);
    private readonly Dictionary<ServerQuestion, Entry> _known = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Finds the servers of a host.</summary>
    /// <param name="host">A name, or an IP address with or without brackets.</param>
    /// <param name="port">0 = none given.</param>
    /// <param name="wanted">The transport that the URI names; null = none.</param>
    /// <param name="sips">Only TLS will do.</param>
    /// <param name="done">Gets the addresses to try in turn; empty when there are none.</param>
    public void Locate(string host, int port, TransportKind? wanted, bool sips,
        Action<ImmutableArray<(TransportKind Kind, IpEndpoint Address)>> done)
    {
        if (sips)
            wanted = TransportKind.Tls;
        if (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var literal))
        {
            var kind = wanted ?? TransportKind.Udp;
            done([(kind, IpEndpoint.From(literal, port == 0 ? kind.DefaultPort() : port))]);
            return;
        }
        var question = new ServerQuestion(host.TrimEnd('.').ToLowerInvariant(), port, wanted, sips);
        if (_known.TryGetValue(question, out var entry))
        {
            if (entry.Waiting is not null)
            {
                entry.Waiting.Add(done);
                return;
            }
            if (loop.Now < entry.Until)
            {
                done(Order(entry.Found));
                return;
            }
        }
        MakeRoom();
        _known[question] = new Entry { Waiting = [done] };
        _ = SearchAsync(question);
    }

    /// <summary>Ends the running look-ups; their questions stay unanswered.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task SearchAsync(ServerQuestion question)
    {
        // Off the loop.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        ServerFound found;
        try
        {
            found = await _search.FindAsync(question, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e)
        {
            fault(e);
            found = new ServerFound([], TimeSpan.Zero);
        }
        loop.Post(() => Complete(question, found));
    }

    private void Complete(ServerQuestion question, ServerFound found)
    {
        if (!_known.TryGetValue(question, out var entry) || entry.Waiting is not { } waiting)
            return;
        var kept = found.Candidates.IsEmpty ? FailureKept : Clamp(found.TimeToLive);
        entry.Waiting = null;
        entry.Found = found.Candidates;
        entry.Until = loop.Now + (long)kept.TotalMilliseconds;
        foreach (var done in waiting)
        {
            try
            {
                done(Order(found.Candidates));
            }
            catch (Exception e)
            {
                // One asker's fault is not the others'.
                fault(e);
            }
        }
    }

    private ImmutableArray<(TransportKind Kind, IpEndpoint Address)> Order(ImmutableArray<ServerCandidate> candidates)
    {
        var ordered = ImmutableArray.CreateBuilder<(TransportKind, IpEndpoint)>();
        foreach (var group in candidates.GroupBy(candidate => candidate.Group).OrderBy(group => group.Key))
        {
            foreach (var server in SrvOrder.Of(group, server => (server.Priority, server.Weight), random))
            {
                foreach (var address in server.Addresses)
                    ordered.Add((server.Kind, IpEndpoint.From(address, server.Port)));
            }
        }
        return ordered.ToImmutable();
    }

    // Names are the peers' choice: what is kept is bounded. Running look-ups stay.
    private void MakeRoom()
    {
        if (_known.Count < MaxKnown)
            return;
        foreach (var (question, entry) in _known)
        {
            if (entry.Waiting is null)
                _known.Remove(question);
        }
    }

    private static TimeSpan Clamp(TimeSpan life) => life < ShortestKept ? ShortestKept : life > LongestKept ? LongestKept : life;

    private sealed class Entry
    {
        public List<Action<ImmutableArray<(TransportKind Kind, IpEndpoint Address)>>>? Waiting { get; set; }

        public ImmutableArray<ServerCandidate> Found { get; set; } = [];

        public long Until { get; set; }
    }
}
