using System.Collections.Immutable;

namespace PbxBridge.Manager.Calls;

/// <summary>One page of a list of calls, the newest first. Pages are found by the id at their edge, so that a page far down costs no more than the first.</summary>
/// <param name="Newer">Id of the call after which the page of newer ones begins; null: there are none.</param>
/// <param name="Older">The same, of older ones.</param>
public sealed record CallsLeaf(ImmutableArray<CallLine> Lines, string? Newer, string? Older);
