namespace PbxBridge.Storage.Calls.Details;

/// <summary>What an entry of a blob of details belongs to. The numbers are stored.</summary>
internal enum DetailKind
{
    /// <summary>A finished call.</summary>
    Record = 0,

    /// <summary>What a call handed over while it ran.</summary>
    Part = 1,
}
