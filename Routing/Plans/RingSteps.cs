using System.Collections.Immutable;

namespace PbxBridge.Routing.Plans;

/// <summary>Steps that several kinds of calls share.</summary>
internal static class RingSteps
{
    /// <summary>As long as a set-up may take at all: the far side decides.</summary>
    public static readonly TimeSpan AsLongAsItTakes = TimeSpan.FromSeconds(180);

    /// <summary>One target and nothing after it: its ringback and announcements reach the caller (EM-3).</summary>
    public static ImmutableArray<PlanStep> Only(RingTarget target) => [new PlanStep.Ring(target, AsLongAsItTakes, [], true)];

    /// <summary>A refusal with an announcement where somebody of a company hears it; other peers play their own, and a trunk may have switched ours off.</summary>
    public static ImmutableArray<PlanStep> Refuse(Caller caller, string announcement, CallCause cause) =>
        caller is { Listens: true, Kind: CallerKind.Employee or CallerKind.Pbx }
            ? [new PlanStep.Announce(new(announcement), cause)]
            : [new PlanStep.Reject(cause)];
}
