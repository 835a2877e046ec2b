namespace PbxBridge.Storage.Calls;

/// <summary>What waits for the disk: a record, or a part that a running call has handed over.</summary>
internal readonly record struct WaitingWrite(CallRecord? Record, CallPart? Part)
{
    public string Id => Record?.Id ?? Part?.Id ?? "";

    /// <summary>It is on disk, or lost: its buffer is free again.</summary>
    public void Release()
    {
        Record?.Packed?.Dispose();
        Part?.Flow.Dispose();
    }
}
