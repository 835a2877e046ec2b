using System.Collections;
using System.Runtime.CompilerServices;

namespace PbxBridge.Routing.Plans;

/// <summary>The decision steps of a call as they wait to be written down: all texts of all steps in one array, instead of three objects a step that live as long as the call does.
/// A step is made when somebody asks for it.</summary>
/// <remarks>The texts of a step are its step, rule, input and outcome, then the pieces of its sentence in Polish and in English (<see cref="SentencePieces"/>).</remarks>
[CollectionBuilder(typeof(DecisionTape), nameof(Of))]
public sealed class DecisionTape : IReadOnlyList<DecisionStep>
{
    public static readonly DecisionTape Empty = new([], []);

    private readonly string[] _texts;
    private readonly StepShape[] _shapes;

    private DecisionTape(string[] texts, StepShape[] shapes) => (_texts, _shapes) = (texts, shapes);

    public int Count => _shapes.Length;

    /// <summary>How many pieces the sentence of each step has.</summary>
    public ReadOnlySpan<StepShape> Shapes => _shapes;

    public DecisionStep this[int index]
    {
        get
        {
            var at = 0;
            for (var i = 0; i < index; i++)
                at += _shapes[i].Texts;
            return Step(at, _shapes[index]);
        }
    }

    public static DecisionTape Of(ReadOnlySpan<DecisionStep> steps)
    {
        if (steps.IsEmpty)
            return Empty;
        var shapes = new StepShape[steps.Length];
        var count = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            shapes[i] = new StepShape(steps[i].Sentence.PolishPieces.Count, steps[i].Sentence.EnglishPieces.Count);
            count += shapes[i].Texts;
        }

        var texts = new string[count];
        var rest = texts.AsSpan();
        foreach (var step in steps)
        {
            (rest[0], rest[1], rest[2], rest[3]) = (step.Step, step.Rule, step.Input, step.Outcome);
            rest = rest[StepShape.Named..];
            step.Sentence.PolishPieces.MoveTo(ref rest);
            step.Sentence.EnglishPieces.MoveTo(ref rest);
        }

        return new DecisionTape(texts, shapes);
    }

    /// <summary>These steps, then others.</summary>
    public DecisionTape With(ReadOnlySpan<DecisionStep> more)
    {
        if (more.IsEmpty)
            return this;
        var added = Of(more);
        return Count == 0 ? added : new DecisionTape([.. _texts, .. added._texts], [.. _shapes, .. added._shapes]);
    }

    /// <summary>The texts of the next step; what is left of them moves on.</summary>
    /// <param name="left">At first <see cref="Texts"/>.</param>
    public static StepTexts Next(ref ReadOnlySpan<string> left, StepShape shape)
    {
        var texts = left[..shape.Texts];
        left = left[shape.Texts..];
        return new StepTexts(texts, shape);
    }

    /// <summary>All texts, step by step, for <see cref="Next"/>.</summary>
    public ReadOnlySpan<string> Texts => _texts;

    public IEnumerator<DecisionStep> GetEnumerator()
    {
        var at = 0;
        foreach (var shape in _shapes)
        {
            yield return Step(at, shape);
            at += shape.Texts;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private DecisionStep Step(int at, StepShape shape)
    {
        var texts = new StepTexts(_texts.AsSpan(at, shape.Texts), shape);
        return new DecisionStep(texts.Step, texts.Input, texts.Rule, texts.Outcome, Sentence.Of(texts.Polish, texts.English));
    }
}
