using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PbxBridge.Routing.Plans;

/// <summary>Collects the decision steps of one plan.</summary>
internal sealed class DecisionLog
{
    private readonly List<DecisionStep> _steps = new(10);

    public void Add(string step, string input, string rule, string outcome, SentenceText polish, SentenceText english) =>
        Add(step, input, rule, outcome, new Sentence(polish, english));

    public void Add(string step, string input, string rule, string outcome, Sentence sentence) => _steps.Add(new(step, input, rule, outcome, sentence));

    public void Add(ReadOnlySpan<DecisionStep> steps) => _steps.AddRange(steps);

    public ImmutableArray<DecisionStep> ToImmutable() => ImmutableCollectionsMarshal.AsImmutableArray(_steps.ToArray());
}
