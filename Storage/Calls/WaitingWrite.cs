using PbxBridge.Storage.Charges;

namespace PbxBridge.Storage.Calls;

/// <summary>What waits for the disk: a record, a part that a running call has handed over, or a charge of one that goes on.</summary>
internal readonly record struct WaitingWrite(CallRecord? Record, CallPart? Part, InterimRecord? Interim = null)
{
    public string Id => Record?.Id ?? Part?.Id ?? Interim?.Call.Id ?? "";

    /// <summary>It is on disk, or lost: its buffer is free again.</summary>
    public void Release()
    {
        Record?.Packed?.Dispose();
        Part?.Flow.Dispose();
    }
}
