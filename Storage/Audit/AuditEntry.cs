using System.Collections.Immutable;

namespace PbxBridge.Storage.Audit;

/// <summary>An act that changes something, to be written with the change and in its transaction.</summary>
/// <param name="Company">Null: it concerns none, as batches of vouchers do.</param>
/// <param name="Act">In a few words: <c>import demo.json</c>, <c>limits lift</c>.</param>
/// <param name="Changes">What was before and is after; no secrets.</param>
public sealed record AuditEntry(string? Company, AuditActor Actor, string Act, ImmutableArray<AuditChange> Changes)
{
    /// <summary>Keys of the fees that were booked with it.</summary>
    public ImmutableArray<string> Fees { get; init; } = [];
}
