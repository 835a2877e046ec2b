namespace PbxBridge.Hosting;

/// <summary>Collects the two younger generations after every few megabytes of the signalling thread instead of when the runtime's own, much larger budget is used up.</summary>
/// <remarks>What a collection costs is what survives it: the state of the calls that began since the last one. It is copied as often however often one collects, so that many short pauses
/// cost little more than few long ones, and no call waits long (docs/decisions/0014). The budget itself cannot be set by a file that the program brings along.</remarks>
internal sealed class CollectorPace(TimeProvider time)
{
    // Ten collections a second are no burden, so that less than the whole budget is enough when the last one is long ago.
    private const long Budget = 3 * 1024 * 1024;
    private const long SmallBudget = Budget / 2;
    private static readonly TimeSpan LongAgo = TimeSpan.FromMilliseconds(100);

    // The runtime ends its background collector after 20 s without work, and the first full collection after that stops all threads.
    private static readonly TimeSpan KeepsBackground = TimeSpan.FromSeconds(15);

    private long _allocated;
    private long _at;
    private int _collections;
    private int _full;
    private long _fullAt = time.GetTimestamp();

    /// <summary>The loop's thread, after its messages are sent: nobody waits for an answer now.</summary>
    public void TurnEnded()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var fresh = allocated - _allocated;
        if (fresh < SmallBudget || (fresh < Budget && time.GetElapsedTime(_at) < LongAgo))
            return;
        (_allocated, _at) = (allocated, time.GetTimestamp());
        if (GC.CollectionCount(1) == _collections)
            Collect(IsFullDue() ? GC.MaxGeneration : 1);
        _collections = GC.CollectionCount(1);
    }

    private void Collect(int generation)
    {
        GC.Collect(generation, GCCollectionMode.Forced, blocking: false);
        // While a full collection works in the background the runtime takes no such request, and the young calls of its whole length would be copied in one stop afterwards. It takes one
        // that says "compacting", which the younger generations are anyway.
        if (GC.CollectionCount(1) == _collections)
            GC.Collect(1, GCCollectionMode.Forced, blocking: false, compacting: true);
    }

    private bool IsFullDue()
    {
        var full = GC.CollectionCount(GC.MaxGeneration);
        if (full == _full)
            return time.GetElapsedTime(_fullAt) > KeepsBackground;
        (_full, _fullAt) = (full, time.GetTimestamp());
        return false;
    }
}
