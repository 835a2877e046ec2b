using System.Collections.Immutable;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>Some of somebody's charged calls, the newest first.</summary>
/// <param name="Number">From 1.</param>
/// <param name="HasMore">There are older ones.</param>
public sealed record CallPage(ImmutableArray<ChargedCall> Calls, int Number, bool HasMore)
{
    public const int Size = 50;

    /// <summary>Of a file.</summary>
    public const int Most = 100_000;

    /// <param name="read">How many to pass over and how many to read → these.</param>
    internal static CallPage Read(TelemonitorQuery query, Func<int, int, ImmutableArray<ChargedCall>> read)
    {
        var (number, size) = query.IsFile ? (1, Most) : (query.Page, Size);
        // One more tells whether there are more.
        var calls = read((number - 1) * size, size + 1);
        return new(calls.Length > size ? calls.RemoveAt(size) : calls, number, calls.Length > size);
    }
}
