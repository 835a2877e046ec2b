using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Tests.Limits;

public sealed class LimitStateTests
{
    // LIM-7, T9, D1.
    [Theory]
    [InlineData(LimitMode.NotifyOnly, "99.9999", false, LimitState.Open)]
    [InlineData(LimitMode.NotifyOnly, "100", false, LimitState.Open)]
    [InlineData(LimitMode.RestrictOnNet, "99.9999", false, LimitState.Open)]
    [InlineData(LimitMode.RestrictOnNet, "100", false, LimitState.OnNetOnly)]
    [InlineData(LimitMode.BarAll, "99.9999", false, LimitState.Open)]
    [InlineData(LimitMode.BarAll, "100", false, LimitState.Barred)]
    [InlineData(LimitMode.BarAll, "250", true, LimitState.Open)]
    public void A_limit_that_is_used_up_closes_what_its_mode_says(LimitMode mode, string consumed, bool lifted, LimitState state) =>
        Assert.Equal(state, Limit(mode).State(Amounts.MoneyTests.Read(consumed), lifted));

    [Fact]
    public void A_limit_of_nothing_is_used_up_at_once() => Assert.Equal(LimitState.Barred, (Limit(LimitMode.BarAll) with { Amount = Money.Zero }).State(Money.Zero, false));

    [Theory]
    [InlineData(RateClass.Emergency, true, true)]
    [InlineData(RateClass.Harmonised, true, true)]
    [InlineData(RateClass.Freephone, true, true)]
    [InlineData(RateClass.OnNet, true, false)]
    [InlineData(RateClass.PartnerNumber, true, false)]
    [InlineData(RateClass.PartnerNetwork, true, false)]
    [InlineData(RateClass.MobileOwnOperator, false, false)]
    [InlineData(RateClass.FixedLocal, false, false)]
    [InlineData(RateClass.International, false, false)]
    [InlineData(RateClass.Unrated, false, false)]
    public void Emergency_harmonised_and_freephone_calls_stay_open(RateClass kind, bool onNetOnly, bool barred)
    {
        Assert.True(CostLimit.Allows(LimitState.Open, kind));
        Assert.Equal(onNetOnly, CostLimit.Allows(LimitState.OnNetOnly, kind));
        Assert.Equal(barred, CostLimit.Allows(LimitState.Barred, kind));
    }

    [Theory]
    [InlineData(LimitMode.NotifyOnly, false, RateClass.Premium, false)]
    [InlineData(LimitMode.BarAll, false, RateClass.Premium, false)]
    [InlineData(LimitMode.BarAll, true, RateClass.Premium, true)]
    [InlineData(LimitMode.BarAll, true, RateClass.OnNet, true)]
    [InlineData(LimitMode.BarAll, true, RateClass.Freephone, false)]
    [InlineData(LimitMode.RestrictOnNet, true, RateClass.OnNet, false)]
    [InlineData(LimitMode.RestrictOnNet, true, RateClass.MobileOther, true)]
    public void Only_calls_that_would_be_refused_are_cut(LimitMode mode, bool cuts, RateClass kind, bool cut) =>
        Assert.Equal(cut, (Limit(mode) with { CutsRunning = cuts }).Cuts(kind));

    private static CostLimit Limit(LimitMode mode) => new() { Amount = Money.Of(100), Mode = mode };
}
