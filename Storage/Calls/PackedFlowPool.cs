using System.Collections.Concurrent;

namespace PbxBridge.Storage.Calls;

/// <summary>Buffers for the messages of calls, used again and again: filled on the signalling loop, given back by the writer. Any thread.</summary>
public sealed class PackedFlowPool
{
    private const int Kept = 1_024;

    // A buffer that a runaway dialog has blown up is left to the collector.
    private const int LargestKept = 64 * 1024;

    private readonly ConcurrentQueue<PackedFlow> _idle = new();
    private int _count;

    /// <summary>An empty one.</summary>
    public PackedFlow Take()
    {
        if (!_idle.TryDequeue(out var flow))
            return new PackedFlow(this);
        Interlocked.Decrement(ref _count);
        return flow;
    }

    internal void Return(PackedFlow flow, int size)
    {
        if (size > LargestKept || Interlocked.Increment(ref _count) > Kept)
            return;
        _idle.Enqueue(flow);
    }
}
