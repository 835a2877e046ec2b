using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Tests.Profiles;

public sealed class NumberListTests
{
    private static readonly NumberList List = NumberList.Of(
        new[] { "+48226000000", "+4822*", "+48*", "118*", "118913", "+49301234567" }.Select(t => NumberPattern.TryParse(t, out var pattern) ? new ListEntry(pattern) : null!));

    [Theory]
    [InlineData("+48226000000", "+48226000000")]
    [InlineData("+48226000001", "+4822*")]
    [InlineData("+48601000201", "+48*")]
    [InlineData("+49301234567", "+49301234567")]
    [InlineData("+493012345678", null)]
    [InlineData("+4930123456", null)]
    [InlineData("118913", "118913")]
    [InlineData("118912", "118*")]
    [InlineData("19115", null)]
    [InlineData("226000000", null)]
    public void The_longest_entry_matches_the_whole_number(string number, string? entry) =>
        Assert.Equal(entry, List.Longest(new PhoneNumber(number))?.Pattern.ToString());

    [Fact]
    public void An_empty_list_matches_nothing() => Assert.Null(NumberList.Empty.Longest(new PhoneNumber("+48601000201")));

    [Theory]
    [InlineData("+48226000000", true, 11)]
    [InlineData("+4822*", true, 4)]
    [InlineData("118*", true, 3)]
    [InlineData("", false, 0)]
    [InlineData("*", false, 0)]
    [InlineData("+", false, 0)]
    [InlineData("+*", false, 0)]
    [InlineData("+0123", false, 0)]
    [InlineData("48*22", false, 0)]
    [InlineData("48**", false, 0)]
    [InlineData("48a", false, 0)]
    [InlineData("+1234567890123456", false, 0)]
    public void Patterns_are_digits_with_at_most_a_star_behind(string text, bool valid, int length)
    {
        Assert.Equal(valid, NumberPattern.TryParse(text, out var pattern));
        if (valid)
            Assert.Equal((length, text), (pattern.Length, pattern.ToString()));
    }

    [Fact]
    public void A_random_list_agrees_with_a_walk_over_its_entries()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var entries = Enumerable.Range(0, random.Next(1, 12)).Select(_ => new ListEntry(new(Digits(random, random.Next(1, 5)), random.Next(2) == 0))).ToList();
            var list = NumberList.Of(entries);
            for (var i = 0; i < 40; i++)
            {
                var number = new PhoneNumber(Digits(random, random.Next(1, 6)));
                var expected = entries.Where(e => e.Pattern.Matches(number)).Select(e => e.Pattern.Length).DefaultIfEmpty(-1).Max();
                Assert.Equal(expected, list.Longest(number)?.Pattern.Length ?? -1);
            }
        }
    }

    // Few digits, so that entries and numbers meet.
    private static string Digits(Random random, int length) =>
        (random.Next(2) == 0 ? "+" : "") + new string([.. Enumerable.Range(0, length).Select(_ => (char)('1' + random.Next(2)))]);
}
