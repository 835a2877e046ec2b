namespace PbxBridge.Hosting;

/// <summary>Collects the two younger generations after every few megabytes of the signalling thread instead of when the runtime's own, much larger budget is used up.</summary>
/// <remarks>What a collection costs is what survives it: the state of the calls that began since the last one. It is copied as often however often one collects, so that many short pauses
/// cost little more than few long ones, and no call waits long (docs/decisions/0014). The budget itself cannot be set by a file that the program brings along.</remarks>
internal sealed class CollectorPace(TimeProvider time)
{
    private const long Budget = 3 * 1024 * 1024;

    // The runtime ends its background collector after 20 s without work, and the first full collection after that stops all threads.
    private static readonly TimeSpan KeepsBackground = TimeSpan.FromSeconds(15);

    private long _allocated;
    private int _collections;
    private int _full;
    private long _fullAt = time.GetTimestamp();

    /// <summary>The loop's thread, after its messages are sent: nobody waits for an answer now.</summary>
    public void TurnEnded()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - _allocated < Budget)
            return;
        _allocated = allocated;
        if (GC.CollectionCount(1) == _collections)
        {
            GC.Collect(IsFullDue() ? GC.MaxGeneration : 1, GCCollectionMode.Forced, blocking: false);
            if (GC.CollectionCount(1) == _collections)
                GC.Collect(1, GCCollectionMode.Forced, blocking: false, compacting: true);
        }
        _collections = GC.CollectionCount(1);
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
