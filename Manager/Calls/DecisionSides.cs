using System.Collections.Immutable;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Manager.Calls;

/// <summary>Which decisions of a call between two companies are whose: first those about the caller and the number, under his company's rules; then those of the called company, whom it rings and where
/// it sends the call on, for which the same questions are asked again under its own (decision 0042). Pure.</summary>
internal static class DecisionSides
{
    private static readonly ImmutableHashSet<string> s_ofCaller =
    [
        "emergency", "caller", "private-plan", "e164", "class", "operator-bars", "profile", "limit", "account", "credit", "private", "payer", "area", "price", "reservation", "location", "caller-id", "relay",
        "feature", "admission", "transfer", "end", "softphone",
    ];

    // Asked once for each who pays: the second time it is the one who sends the call on.
    private static readonly ImmutableHashSet<string> s_once = ["e164", "class", "operator-bars", "profile", "payer", "price"];

    // What is about both at any time.
    private static readonly ImmutableHashSet<string> s_late = ["relay", "admission", "end"];

    private static readonly ImmutableHashSet<string> s_notOfCalled = ["relay", "admission", "end", "caller-id", "location", "transfer", "transferred", "reservation"];

    public static IEnumerable<DecisionStep> OfCaller(IReadOnlyList<DecisionStep> steps)
    {
        var turn = TurnOf(steps);
        return steps.Where((step, i) => i < turn || s_late.Contains(step.Step));
    }

    public static IEnumerable<DecisionStep> OfCalled(IReadOnlyList<DecisionStep> steps) => steps.Skip(TurnOf(steps)).Where(step => !s_notOfCalled.Contains(step.Step));

    // Index of the first step of the called company.
    private static int TurnOf(IReadOnlyList<DecisionStep> steps)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i].Step;
            var isNew = i == 0 || steps[i - 1].Step != step;
            if (!s_ofCaller.Contains(step) || (isNew && !asked.Add(step) && s_once.Contains(step)))
                return i;
        }

        return steps.Count;
    }
}
