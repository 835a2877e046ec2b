using PbxBridge.Hosting;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transport;
using PbxBridge.Trunks;

namespace PbxBridge.Access;

/// <summary>Counts failed passwords by source and user: a user is blocked at a source, a source that tries many is slowed, then banned.
/// It does not know which users exist: nothing it does can tell.</summary>
/// <remarks>Loop thread only. An IPv4 source is an address, an IPv6 source a /64, which one peer has whole.</remarks>
internal sealed class SourceGuard(ILoop loop, SourceGuardOptions options, ILogger log)
{
    /// <summary>An attempt of a blocked pair guesses nothing. It weighs a fifteenth of a failure, so that one phone with a wrong password
    /// does not ban its office, but a flood does.</summary>
    private const int FailureWeight = 15;

    private const int LongestName = 64;
    private const long LookEvery = 10_000;

    private readonly Dictionary<UInt128, WatchedSource> _sources = [];
    private WatchedSource? _newest;
    private WatchedSource? _oldest;
    private GuardCounts _counts;

    /// <summary>A trunk's address, or another that is never slowed or banned. Asked rarely: before a source is slowed, and each 10 s while it is banned.</summary>
    public Func<IpEndpoint, bool> IsTrusted { get; init; } = static _ => false;

    public GuardCounts Counts => _counts with { Sources = _sources.Count };

    public static SourceGuard Of(BridgeParts parts, TrunkBook trunks)
    {
        var never = parts.Security.NeverBan.Select(address => IpEndpoint.From(address, 0).Address).ToHashSet();
        return new SourceGuard(parts.Loop, SourceGuardOptions.Of(parts.Security), parts.Logs.CreateLogger<SourceGuard>())
        {
            IsTrusted = source => never.Contains(source.Address)
                || trunks.All.Any(trunk => trunk.Targets.Any(target => target.Flow?.Remote.Address == source.Address)),
        };
    }

    public Verdict Judge(IpEndpoint source)
    {
        if (_sources.Count == 0 || Find(source) is not { } watched)
            return Verdict.Ok;
        var now = loop.Now;
        if (watched.BannedUntil > now)
        {
            if (HasBecomeTrusted(watched, source, now))
                return Verdict.Ok;
            _counts = _counts with { Silenced = _counts.Silenced + 1 };
            return Verdict.Silent;
        }
        var isSlow = watched.Score >= options.FailuresToSlow * FailureWeight && IsInWindow(watched, now);
        return isSlow ? Verdict.Slow : Verdict.Ok;
    }

    /// <summary>User and source had too many failures: to be answered like a wrong password, whatever the password is.</summary>
    public bool IsBlocked(string user, IpEndpoint source) =>
        Find(source)?.UserNamed(Shortened(user)) is { } found && found.BlockedUntil > loop.Now;

    /// <summary>A wrong password, or a user that does not exist.</summary>
    public void Failed(string user, IpEndpoint source)
    {
        var now = loop.Now;
        var name = Shortened(user);
        var watched = Find(source) ?? Add(source);
        var failing = watched.UserNamed(name) ?? watched.Add(name, now, options);
        if (failing.BlockedUntil > now)
        {
            _counts = _counts with { Refused = _counts.Refused + 1 };
            Weigh(watched, source, 1, now);
            return;
        }
        _counts = _counts with { Failures = _counts.Failures + 1 };
        if (failing.Fail(now, options))
        {
            _counts = _counts with { Blocks = _counts.Blocks + 1 };
            AccessLog.Blocked(log, name, source, options.BlockFor.TotalMinutes);
        }
        Weigh(watched, source, FailureWeight, now);
    }

    /// <summary>The right password, and not blocked: the user's failures at this source are forgotten, the source's are not.</summary>
    public void Succeeded(string user, IpEndpoint source)
    {
        if (_sources.Count != 0 && Find(source) is { } watched && watched.UserNamed(Shortened(user)) is { } found)
            watched.Forget(found);
    }

    /// <summary>Forgets everything of a source, its ban too.</summary>
    public void Pardon(IpEndpoint source)
    {
        if (_sources.Remove(KeyOf(source), out var watched))
            Unlink(watched);
    }

    private static UInt128 KeyOf(IpEndpoint source) =>
        source.IsIPv4 ? source.Address : source.Address >> 64 << 64;

    private static string Shortened(string user) => user.Length > LongestName ? user[..LongestName] : user;

    private bool IsInWindow(WatchedSource watched, long now) => now - watched.WindowFrom < (long)options.Window.TotalMilliseconds;

    private bool IsSpared(IpEndpoint source) => (options.SparesLoopback && source.IsLoopback) || IsTrusted(source);

    private bool HasBecomeTrusted(WatchedSource watched, IpEndpoint source, long now)
    {
        if (now < watched.LookAgainAt)
            return false;
        watched.LookAgainAt = now + LookEvery;
        if (!IsSpared(source))
            return false;
        Pardon(source);
        return true;
    }

    private void Weigh(WatchedSource watched, IpEndpoint source, int weight, long now)
    {
        if (!IsInWindow(watched, now))
        {
            watched.WindowFrom = now;
            watched.Score = 0;
        }
        watched.Score += weight;
        if (watched.Score < options.FailuresToSlow * FailureWeight)
            return;
        if (IsSpared(source))
            watched.Score = 0;
        else if (watched.Score >= options.FailuresToBan * FailureWeight)
            Ban(watched, source, now);
    }

    private void Ban(WatchedSource watched, IpEndpoint source, long now)
    {
        var longest = (long)options.LongestBan.TotalMilliseconds;
        if (watched.Bans > 0 && now - watched.BannedUntil > longest)
            watched.Bans = 0;
        var length = Math.Min(longest, (long)options.FirstBan.TotalMilliseconds << Math.Min(watched.Bans, 16));
        watched.Bans++;
        watched.BannedUntil = now + length;
        watched.LookAgainAt = now + LookEvery;
        watched.Score = 0;
        _counts = _counts with { Bans = _counts.Bans + 1 };
        AccessLog.Banned(log, source, length / 60_000.0);
    }

    private WatchedSource? Find(IpEndpoint source)
    {
        if (!_sources.TryGetValue(KeyOf(source), out var watched))
            return null;
        if (watched != _newest)
        {
            Unlink(watched);
            Link(watched);
        }
        return watched;
    }

    private WatchedSource Add(IpEndpoint source)
    {
        if (_sources.Count >= options.MaxSources && _oldest is { } oldest)
        {
            Unlink(oldest);
            _sources.Remove(oldest.Key);
            _counts = _counts with { Forgotten = _counts.Forgotten + 1 };
        }
        var watched = new WatchedSource(KeyOf(source)) { WindowFrom = loop.Now };
        _sources.Add(watched.Key, watched);
        Link(watched);
        return watched;
    }

    private void Link(WatchedSource watched)
    {
        watched.Older = _newest;
        if (_newest is not null)
            _newest.Newer = watched;
        _newest = watched;
        _oldest ??= watched;
    }

    private void Unlink(WatchedSource watched)
    {
        if (watched.Newer is not null)
            watched.Newer.Older = watched.Older;
        else
            _newest = watched.Older;
        if (watched.Older is not null)
            watched.Older.Newer = watched.Newer;
        else
            _oldest = watched.Newer;
        watched.Newer = watched.Older = null;
    }
}
