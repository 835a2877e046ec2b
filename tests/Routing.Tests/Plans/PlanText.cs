using System.Collections.Immutable;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Writes the steps of a plan as one short line.</summary>
internal static class PlanText
{
    public static string Of(CallPlan plan) => string.Join("; ", plan.Steps.Select(Step));

    /// <summary>What a target is shown of the caller: <c>201@przyklad.pbxbridge "Anna Kowalska" asserted +48601000201</c>.</summary>
    public static string Of(CallerPresentation caller) => string.Join(' ', new[]
    {
        caller.ShownContext is { } context ? $"{caller.Shown}@{context}" : caller.Shown ?? "anonymous",
        caller.Name is { } name ? $"\"{name}\"" : null,
        caller.Asserted is { } asserted ? $"asserted {asserted}" : null,
        caller.Private ? "private" : null,
    }.OfType<string>());

    private static string Step(PlanStep step) => step switch
    {
        PlanStep.Ring r => $"ring {Target(r.Target)} {r.For.TotalSeconds}{Ways(r.Onward)}{(r.RelayEarlyMedia ? " early" : "")}",
        PlanStep.RingLine l => $"line {Number(l.Line.Value)} {string.Join(' ', l.Members.Select(Target))}{(l.Shuffle ? " random" : "")} {l.RingFor.TotalSeconds}/{l.Total.TotalSeconds}{(l.Diverting is { } by ? $" by {Number(by.Value)}" : "")}",
        PlanStep.Voicemail v => $"voicemail {v.Mailbox.Company} {Number(v.Mailbox.Owner)}",
        PlanStep.VoicemailMenu m => $"menu {(m.Mailbox is { } box ? Number(box.Owner) : "ask")}",
        PlanStep.TopUp t => $"top-up {t.Company} {Number(t.Account)} {t.Code ?? "ask"}",
        PlanStep.Announce a => $"announce {a.What.Value} {a.Then}",
        PlanStep.Reject r => $"reject {r.Cause?.ToString() ?? "by-outcome"}",
        _ => step.ToString(),
    };

    private static string Target(RingTarget target) => $"{Number(target.Number.Value)}({string.Join('+', target.Destinations.Select(Place))})"
        + (target.Diverting is { } by ? $" by {Number(by.Value)}" : "") + (target.DoNotDisturb ? " dnd" : "");

    private static string Place(Destination destination) => destination switch
    {
        Destination.ByTrunk t => t.Trunk,
        Destination.ByRegistration r => r.User,
        _ => "?",
    };

    private static string Ways(ImmutableArray<Onward> onward) =>
        onward.IsEmpty ? "" : $" [{string.Join(", ", onward.Select(o => $"{o.On.ToString().Replace(", ", "|", StringComparison.Ordinal)}→{o.Step}"))}]";

    // The demo's own mobiles by their last digits, as everybody calls them.
    private static string Number(string number) => number.StartsWith("+48601000", StringComparison.Ordinal) ? number[^3..] : number;
}
