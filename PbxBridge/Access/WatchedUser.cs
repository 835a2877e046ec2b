using System.Runtime.CompilerServices;

namespace PbxBridge.Access;

/// <summary>The failures of one user name from one source. Times are milliseconds of the loop's clock.</summary>
internal sealed class WatchedUser(string name)
{
    private RecentTimes _failures;
    private int _count;

    public string Name { get; } = name;

    public long BlockedUntil { get; private set; }

    public long LastFailure { get; private set; }

    /// <summary>Notes a failure; true when it is the one that blocks.</summary>
    public bool Fail(long now, SourceGuardOptions options)
    {
        LastFailure = now;
        _failures[_count % SourceGuardOptions.FailuresToBlock] = now;
        _count++;

        // The slot after the newest holds the failure four before it, once five have come.
        var oldest = _failures[_count % SourceGuardOptions.FailuresToBlock];
        if (_count < SourceGuardOptions.FailuresToBlock || now - oldest > (long)options.Window.TotalMilliseconds)
            return false;
        _count = 0;
        BlockedUntil = now + (long)options.BlockFor.TotalMilliseconds;
        return true;
    }

    public bool IsOver(long now, SourceGuardOptions options) =>
        BlockedUntil <= now && now - LastFailure > (long)options.Window.TotalMilliseconds;

    [InlineArray(SourceGuardOptions.FailuresToBlock)]
    private struct RecentTimes
    {
        private long _first;
    }
}
