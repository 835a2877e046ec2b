using PbxBridge.Routing.Companies;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>Lines whose order follows from the calls before (§4.3).</summary>
public sealed class LineTurnTests
{
    private const string Mazowieckie = "+48600000001", Anna = "+48601000201", Piotr = "+48601000202", Lucja = "+48601000203";

    [Theory]
    [InlineData(LineOrder.RoundRobin, "1 2 3 1")]
    [InlineData(LineOrder.Fixed, "1 1 1 1")]
    public void Round_robin_begins_after_whoever_took_the_last_call(LineOrder order, string expected)
    {
        using var office = Office(order);
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, 4).Select(_ => Takes(office, 3))));
        var sentence = office.Stored(office.Records[^1]).Decisions.Single(d => d.Rule == "D17").Sentence.English;
        Assert.Equal(order == LineOrder.RoundRobin, sentence.EndsWith("in turn 201, 202, 203 (from the one after whoever answered last).", StringComparison.Ordinal));
    }

    // The first is still talking when the second call comes, and is the last to hang up.
    [Fact]
    public void The_longest_idle_is_first()
    {
        using var office = Office(LineOrder.LongestIdle);
        var first = office.Caller("+48226000001").Dials(Mazowieckie);
        office.Run(5);
        Assert.Equal("2 3", $"{Takes(office, 3)} {Takes(office, 3)}");
        first.HangUp();
        office.Run(5);
        Assert.Equal("2 3 1 2", string.Join(' ', Enumerable.Range(0, 4).Select(_ => Takes(office, 3))));
    }

    private static TestOffice Office(LineOrder order)
    {
        var office = TestOffice.Demo(new OfficeOptions().WithLine("600", l => l with { Order = order }));
        foreach (var member in new[] { Anna, Piotr, Lucja })
            office.Mobile(member).Answers();
        return office;
    }

    // Who took the call: 1, 2 or 3.
    private static int Takes(TestOffice office, double seconds)
    {
        string[] members = [Anna, Piotr, Lucja];
        var before = members.Select(member => office.Mobile(member).Calls.Count).ToArray();
        var call = office.Caller("+48226000000").Dials(Mazowieckie);
        office.Run(seconds);
        call.HangUp();
        office.Run(seconds);
        return 1 + Enumerable.Range(0, 3).Single(i => office.Mobile(members[i]).Calls.Count > before[i]);
    }
}
