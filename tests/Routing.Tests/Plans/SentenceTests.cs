using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Tests.Plans;

public sealed class SentenceTests
{
    [Fact]
    public void It_reads_as_the_string_would()
    {
        var (name, number, seconds) = ("Łucja", new PhoneNumber("+48601000203"), 12.5);
        var sentence = new Sentence($"{name}{number} ma {seconds:0.00} s{{}}.", $"{seconds}{name}");
        Assert.Equal("Łucja+48601000203 ma 12.50 s{}.", sentence.Polish);
        Assert.Equal("12.5Łucja", sentence.English);
    }

    [Fact]
    public void A_value_that_changes_later_changes_nothing()
    {
        var list = new System.Text.StringBuilder("201");
        var sentence = new Sentence($"Kolejno {list}.", $"In turn {list}.");
        list.Append(", 202");
        Assert.Equal("Kolejno 201.", sentence.Polish);
    }

    [Fact]
    public void Constants_stand_at_even_places_and_are_the_same_object_every_time()
    {
        var (first, second) = (Answer("201").EnglishPieces, Answer("202").EnglishPieces);
        Assert.Equal(["Phone ", "201", "", "x", " answers."], Enumerable.Range(0, first.Count).Select(i => first[i]));
        Assert.Same(first[0], second[0]);
        Assert.Same(first[4], second[4]);

        static Sentence Answer(string phone) => new("Odbiera.", $"Phone {phone}{"x"[..1]} answers.");
    }

    [Fact]
    public void A_text_without_values_is_one_piece()
    {
        string? nothing = null;
        Sentence plain = new("Tak.", $"{{Yes}}"), empty = new(nothing, $"{nothing}");
        Assert.Equal(1, plain.PolishPieces.Count);
        Assert.Equal("Tak.", plain.PolishPieces[0]);
        Assert.Equal("{Yes}", plain.English);
        Assert.Equal(("", ""), (empty.Polish, empty.English));
        Assert.Equal("", default(Sentence).Polish);
    }

    [Fact]
    public void Sentences_that_read_the_same_are_equal()
    {
        var (a, b) = ("Jan", "Anna");
        var built = new Sentence($"Dzwoni {a}.", $"{a} calls.");
        Assert.Equal(new Sentence("Dzwoni Jan.", "Jan calls."), built);
        Assert.Equal(new Sentence("Dzwoni Jan.", "Jan calls.").GetHashCode(), built.GetHashCode());
        Assert.False(built == new Sentence($"Dzwoni {b}.", "Jan calls."));
        Assert.True(built != new Sentence("Dzwoni Jan.", "Anna calls."));
    }
}
