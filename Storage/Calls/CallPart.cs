using System.Collections.Immutable;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls;

/// <summary>What is known of a call that still runs and need not stay in memory: handed to the store once, before the record.</summary>
/// <param name="Flow">Belongs to the writer from here on.</param>
/// <param name="PrivateNumbers">See <see cref="CallRecord.PrivateNumbers"/>; of a private call that of the other side, too.</param>
public sealed record CallPart(string Id, PackedFlow Flow, DecisionTape Decisions, ImmutableArray<string> PrivateNumbers = default)
{
    /// <summary>Null = a reservation knows the call.</summary>
    public OpenCall? Open { get; init; }
}
