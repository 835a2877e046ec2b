using System.Collections.Immutable;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>What is kept of a call beside its row.</summary>
internal sealed record CallDetail(ImmutableArray<DecisionStep> Decisions, ImmutableArray<CallAttempt> Attempts, ImmutableArray<FlowEvent> Flow)
{
    public static readonly CallDetail None = new([], [], []);

    public CallSignals Signals { get; init; } = CallSignals.None;

    public CallerPlace Place { get; init; } = CallerPlace.Unknown;
}
