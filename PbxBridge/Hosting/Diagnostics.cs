namespace PbxBridge.Hosting;

/// <summary>Figures of the process for <c>tests/Load</c>.</summary>
/// <param name="AllocatedBytes">Since the start, all threads.</param>
/// <param name="LiveBytes">Of the managed heap; exact right after a collection.</param>
/// <param name="LongestPauseMs">Of the collector, since the last reset.</param>
/// <param name="LongestPauseOf">Which kind of collection took it.</param>
/// <param name="PausesOverGoal">Pauses longer than 10 ms, since the same time.</param>
/// <param name="UnsentMessages">Messages that did not leave: too long, or the kernel's buffer stayed full.</param>
/// <param name="KernelDrops">Datagrams that the kernel dropped because the loop was too slow; -1 where it does not say.</param>
/// <param name="RecordBacklog">Call records that are not on disk yet.</param>
internal sealed record Diagnostics(
    long AllocatedBytes, long LiveBytes, double PausesMs, double LongestPauseMs, string LongestPauseOf, int PausesOverGoal, int Collections, int FullCollections, int Calls, long Received, long Sent,
    long Retransmissions, long Shed, long UnsentMessages, long KernelDrops, int RecordBacklog);
