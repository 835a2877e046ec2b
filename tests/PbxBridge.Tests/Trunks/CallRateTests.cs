using PbxBridge.Testing;
using PbxBridge.Tests.Office;
using PbxBridge.Trunks;

namespace PbxBridge.Tests.Trunks;

/// <summary>TRK-9: so many calls a second over one trunk.</summary>
public sealed class CallRateTests
{
    private const string Piotr = "+48601000202";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void A_seconds_worth_at_once_and_then_one_for_each_share_of_a_second(int perSecond)
    {
        var rate = new CallRate(perSecond);
        Assert.Equal(perSecond, Enumerable.Range(0, 5 * perSecond).Count(_ => rate.TryTake(1_000_000)));
        var taken = 0;
        for (var now = 1_000_000; now <= 1_060_000; now++)
            taken += rate.TryTake(now) ? 1 : 0;
        Assert.InRange(taken, (60 * perSecond) - 1, (60 * perSecond) + 1);
    }

    [Fact]
    public void More_calls_a_second_than_the_trunk_may_send_get_503_but_emergency_calls_pass()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { MaxCallsPerSecond = 3 }));
        office.Mobile(Piotr).Answers();
        office.Mobile("112").Answers();
        var calls = Enumerable.Range(0, 5).Select(i => office.Desk($"800{i}").Dials("+4850111220" + i)).ToArray();
        var emergency = office.Desk("8009").Dials("112");
        office.Run(2);
        Assert.Equal(3, calls.Count(call => call.State == PhoneCallState.Answered));
        Assert.All(calls.Where(call => call.FinalStatus != 200), call => Assert.Equal((503, "5"), (call.FinalStatus, call.Responses[^1]["Retry-After"])));
        Assert.Equal(PhoneCallState.Answered, emergency.State);
        var later = office.Desk("8001").Dials("202");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, later.State);
    }

    [Fact]
    public void More_calls_a_second_to_a_trunk_than_it_may_get_find_it_busy()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(t => t with { MaxCallsPerSecond = 1 }));
        var first = office.Mobile(Piotr).Dials("8001");
        var second = office.Mobile("+48601000203").Dials("8002");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, first.State);
        Assert.Equal(486, second.FinalStatus);
    }
}
