namespace PbxBridge.Hosting;

/// <summary>Collects the youngest generation after every few megabytes of the signalling thread instead of when the runtime's own, much larger budget is used up.</summary>
/// <remarks>What a collection costs is what survives it: the state of the calls that began since the last one. It is copied once however often one collects, so that many short pauses cost
/// little more than few long ones, and no call waits long (docs/decisions/0014). The budget itself cannot be set by a file that the program brings along.</remarks>
internal sealed class CollectorPace
{
    private const long Budget = 4 * 1024 * 1024;

    private long _allocated;
    private int _collections;

    /// <summary>The loop's thread, after its messages are sent: nobody waits for an answer now.</summary>
    public void TurnEnded()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - _allocated < Budget)
            return;
        _allocated = allocated;
        if (GC.CollectionCount(0) == _collections)
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        _collections = GC.CollectionCount(0);
    }
}
