using System.Globalization;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Tests.Prices;

/// <summary>A list of 10,000 lines: the price of a number is found by its digits, whatever the length of the list.</summary>
public sealed class LongPriceListTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    // 10,000 different prefixes of four to seven digits, their row's price in its id.
    private static readonly string[] Prefixes =
        [.. Enumerable.Range(0, 10_000).Select(i => "+" + (1000 + i).ToString(CultureInfo.InvariantCulture) + "583"[..(i % 4)])];

    private static readonly PriceBook Book = PriceBook.Of([DemoPrices.Only(
        "{}", [.. Prefixes.Select((p, i) => $$"""{"id":"r{{i}}","name":{"pl":"r","en":"r"},"classes":["international"],"prefixes":["{{p}}"],"price":1,"per":60}""")])]);

    [Fact]
    public void Each_number_finds_the_row_of_its_longest_prefix()
    {
        var random = new Random(4711);
        for (var n = 0; n < 20_000; n++)
        {
            var number = "+" + random.NextInt64(10_000_000_000, 99_999_999_999).ToString(CultureInfo.InvariantCulture);
            var longest = -1;
            for (var length = 1; length <= number.Length; length++)
            {
                longest = Place.TryGetValue(number[..length], out var i) ? i : longest;
            }

            Assert.Equal(longest < 0 ? null : "r" + longest.ToString(CultureInfo.InvariantCulture), Book.Find(Ask(number)).Row?.Item.Item);
        }
    }

    [Fact]
    public void A_look_up_allocates_nothing()
    {
        PriceQuestion[] questions = [Ask("+48221234567"), Ask("+1234567890"), Ask("+99999999999"), Ask("+1") with { Class = RateClass.OnNet, InArea = true, Use = PriceUse.Private }, Ask("118") with { Class = RateClass.Directory }];
        for (var n = 0; n < 100; n++)
        {
            Book.Find(questions[n % questions.Length]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 1_000; n++)
        {
            Book.Find(questions[n % questions.Length]);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static readonly Dictionary<string, int> Place = Prefixes.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);

    private static PriceQuestion Ask(string number) => new("przyklad", RateClass.International, number, "WLD", false, PriceUse.Business, Now);
}
