namespace PbxBridge.Hosting;

/// <summary>The longest pause of the collector since the last <see cref="Restart"/>. Looks after every collection, on the finalizer's thread.</summary>
internal sealed class PauseWatch
{
    private readonly Lock _gate = new();
    private TimeSpan _longest;
    private string _of = "";
    private long _lastIndex;

    public PauseWatch()
    {
        _lastIndex = GC.GetGCMemoryInfo(GCKind.Any).Index;
        _ = new Sentinel(this);
    }

    public TimeSpan Longest
    {
        get
        {
            lock (_gate)
                return _longest;
        }
    }

    /// <summary>What kind of collection it was.</summary>
    public string LongestOf
    {
        get
        {
            lock (_gate)
                return _of;
        }
    }

    public void Restart()
    {
        lock (_gate)
            (_longest, _lastIndex) = (TimeSpan.Zero, GC.GetGCMemoryInfo(GCKind.Any).Index);
    }

    private void Look()
    {
        lock (_gate)
        {
            foreach (var kind in (ReadOnlySpan<GCKind>)[GCKind.Ephemeral, GCKind.Background, GCKind.FullBlocking])
            {
                var collection = GC.GetGCMemoryInfo(kind);
                if (collection.Index <= _lastIndex)
                    continue;
                foreach (var pause in collection.PauseDurations)
                {
                    if (pause > _longest)
                        (_longest, _of) = (pause, $"generation {collection.Generation}, {kind}, {collection.PromotedBytes / 1_000_000} MB promoted");
                }
            }
        }
    }

    // Unreachable at once, so every collection finalizes the one made after the collection before.
    private sealed class Sentinel(PauseWatch watch)
    {
        ~Sentinel()
        {
            watch.Look();
            _ = new Sentinel(watch);
        }
    }
}
