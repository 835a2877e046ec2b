using System.Collections.Immutable;
using PbxBridge.Manager.Pages;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Calls;

/// <summary>One page of a list of calls, the newest first. Pages are found by the id at their edge, so that a page far down costs no more than the first.</summary>
/// <param name="Newer">Id of the call after which the page of newer ones begins; null: there are none.</param>
/// <param name="Older">The same, of older ones.</param>
public sealed record CallsLeaf(ImmutableArray<CallLine> Lines, string? Newer, string? Older)
{
    /// <summary>So many calls are asked of the store: one more than are shown tells whether there are more.</summary>
    internal const int Asked = Leaf<CallLine>.Size + 1;

    /// <param name="found">As many as were <see cref="Asked"/> for, the newest first.</param>
    /// <param name="line">Null: it is not to be seen.</param>
    internal static CallsLeaf Of(ImmutableArray<CallSummary> found, CallsQuery query, Func<CallSummary, CallLine?> line)
    {
        var isMore = found.Length == Asked;
        var shown = !isMore ? found : query.After is null ? found.RemoveAt(found.Length - 1) : found.RemoveAt(0);
        ImmutableArray<CallLine> lines = [.. shown.Select(line).OfType<CallLine>()];
        if (shown.IsEmpty)
            return new(lines, query.Before, query.After);
        return new(lines, query.After is null ? query.Before is null ? null : shown[0].Id : isMore ? shown[0].Id : null, query.After is not null || isMore ? shown[^1].Id : null);
    }
}
