using System.Collections.Immutable;

namespace PbxBridge.Storage;

/// <summary>The state of a store.</summary>
/// <param name="Path">The file, absolute; or server and database.</param>
/// <param name="Exists">False: its file or tables will be made at the first start, which is no problem.</param>
/// <param name="SchemaVersion">0 = none.</param>
/// <param name="FileBytes">With its write-ahead log; of the whole database.</param>
/// <param name="FreeBytes">On its disk; null when unknown.</param>
/// <param name="Problems">One sentence each; empty = sound.</param>
public sealed record StoreReport(
    string Path,
    bool Exists,
    int SchemaVersion,
    int ProgramSchemaVersion,
    long FileBytes,
    long? FreeBytes,
    StoreCounts Counts,
    ImmutableArray<string> Problems)
{
    public bool IsSound => Problems.IsEmpty;
}

/// <summary>How much is in a store.</summary>
public sealed record StoreCounts(long Companies, long Revisions, long CallRecords, long Messages);
