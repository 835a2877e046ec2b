namespace PbxBridge.Hosting;

/// <summary>The longest pause of the collector since the last <see cref="Restart"/>. Looks after every collection, on the finalizer's thread.</summary>
internal sealed class PauseWatch
{
    /// <summary>No pause should be longer.</summary>
    public static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(10);

    private static readonly GCKind[] Kinds = [GCKind.Ephemeral, GCKind.Background, GCKind.FullBlocking];

    private readonly Lock _gate = new();
    private readonly long[] _seen = new long[Kinds.Length];
    private TimeSpan _longest;
    private string _of = "";
    private int _overGoal;

    public PauseWatch()
    {
        Restart();
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

    /// <summary>How many were longer than <see cref="Goal"/>.</summary>
    public int OverGoal
    {
        get
        {
            lock (_gate)
                return _overGoal;
        }
    }

    public void Restart()
    {
        lock (_gate)
        {
            (_longest, _overGoal) = (TimeSpan.Zero, 0);
            Array.Fill(_seen, GC.GetGCMemoryInfo(GCKind.Any).Index);
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            for (var i = 0; i < Kinds.Length; i++)
            {
                var (kind, collection) = (Kinds[i], GC.GetGCMemoryInfo(Kinds[i]));
                if (collection.Index <= _seen[i])
                    continue;
                _seen[i] = collection.Index;
                foreach (var pause in collection.PauseDurations)
                {
                    if (pause > Goal)
                        _overGoal++;
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
