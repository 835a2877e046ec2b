using System.Collections.Immutable;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Tests.Plans;

public sealed class DecisionTapeTests
{
    private static readonly DecisionStep Plain = new("emergency", "201", "NUM-6", "no", new("To nie jest numer alarmowy.", "This is not an emergency number."));

    [Fact]
    public void Steps_come_back_as_they_went_in()
    {
        ImmutableArray<DecisionStep> steps = [Plain, Rings("201"), Plain with { Outcome = "" }, Rings("")];
        var tape = DecisionTape.Of(steps.AsSpan());
        Assert.Equal(4, tape.Count);
        Assert.Equal(steps, tape);
        Assert.Equal(steps, Enumerable.Range(0, 4).Select(i => tape[i]));
    }

    [Fact]
    public void Pieces_stay_the_same_objects()
    {
        var step = Rings("201");
        var (before, after) = (step.Sentence.EnglishPieces, DecisionTape.Of([Plain, step])[1].Sentence.EnglishPieces);
        Assert.Equal(before.Count, after.Count);
        for (var i = 0; i < before.Count; i++)
            Assert.Same(before[i], after[i]);
    }

    [Fact]
    public void A_step_without_a_sentence_has_an_empty_one() =>
        Assert.Equal(("", ""), (DecisionTape.Of([Plain with { Sentence = default }])[0].Sentence.Polish, DecisionTape.Of([Plain with { Sentence = default }])[0].Sentence.English));

    [Fact]
    public void More_steps_come_behind()
    {
        var tape = DecisionTape.Of([Plain, Rings("201")]);
        Assert.Equal([Plain, Rings("201"), Rings("202"), Plain], tape.With([Rings("202"), Plain]));
        Assert.Same(tape, tape.With([]));
        Assert.Equal([Plain], DecisionTape.Empty.With([Plain]));
    }

    [Fact]
    public void Texts_are_walked_step_by_step()
    {
        var tape = DecisionTape.Of([Rings("201"), Plain]);
        var left = tape.Texts;
        var first = DecisionTape.Next(ref left, tape.Shapes[0]);
        Assert.Equal(("route", "§4.5", "201", "ring"), (first.Step, first.Rule, first.Input, first.Outcome));
        Assert.Equal(["Dzwoni ", "201", "."], first.Polish.ToArray());
        Assert.Equal(["", "201", " rings."], first.English.ToArray());
        var second = DecisionTape.Next(ref left, tape.Shapes[1]);
        Assert.Equal("emergency", second.Step);
        Assert.Equal(["This is not an emergency number."], second.English.ToArray());
        Assert.True(left.IsEmpty);
    }

    [Fact]
    public void The_empty_one_has_nothing()
    {
        DecisionTape none = [];
        Assert.Same(DecisionTape.Empty, none);
        Assert.Empty(none);
        Assert.True(none.Texts.IsEmpty);
    }

    private static DecisionStep Rings(string phone) => new("route", phone, "§4.5", "ring", new($"Dzwoni {phone}.", $"{phone} rings."));
}
