using PbxBridge.Trunks;

namespace PbxBridge.Tests.Trunks;

public sealed class CallRateTests
{
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
}
