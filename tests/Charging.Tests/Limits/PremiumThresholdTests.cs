using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;

namespace PbxBridge.Charging.Tests.Limits;

public sealed class PremiumThresholdTests
{
    [Fact]
    public void The_standard_is_35_and_the_law_names_the_others()
    {
        Assert.Equal("35.00", PremiumThreshold.Standard.Amount.ToString());
        Assert.Equal([0, 35, 100, 200], PremiumThreshold.Amounts.Select(a => (int)a.Amount));
        Assert.True(PremiumThreshold.Standard.IsValid);
        Assert.False(new PremiumThreshold(Money.Of(50)).IsValid);
        Assert.False(new PremiumThreshold(Money.Of(35), Money.Of(-1)).IsValid);
    }

    [Theory]
    [InlineData("34.9999", true)]
    [InlineData("35", false)]
    [InlineData("36", false)]
    public void Premium_calls_end_at_the_threshold_and_others_do_not(string consumed, bool allowed)
    {
        Assert.Equal(allowed, PremiumThreshold.Standard.Allows(RateClass.Premium, Amounts.MoneyTests.Read(consumed)));
        Assert.True(PremiumThreshold.Standard.Allows(RateClass.SharedCost, Amounts.MoneyTests.Read(consumed)));
        Assert.True(PremiumThreshold.Standard.Allows(RateClass.Emergency, Amounts.MoneyTests.Read(consumed)));
        Assert.False(new PremiumThreshold(Money.Zero).Allows(RateClass.Premium, Money.Zero));
    }

    [Fact]
    public void A_running_call_is_cut_at_the_threshold_or_at_the_highest_price_of_a_call()
    {
        // 4.00 net, 4.92 gross a minute.
        var tariff = new Tariff { Price = 4m, Per = TimeSpan.FromMinutes(1) };
        var left = new SlicePayer(PremiumThreshold.Standard.Remaining(Money.Of(33)), 1, tariff, AccountKind.PremiumThreshold.Basis());
        Assert.Equal(new Slice(TimeSpan.FromSeconds(24), true), SliceRule.Next([left], null, QuotaRules.Standard));
        var highest = new SlicePayer(Money.Of(1), 1, tariff, PriceBasis.Gross);
        Assert.Equal(new Slice(TimeSpan.FromSeconds(12), true), SliceRule.Next([left, highest], null, QuotaRules.Standard));
    }

    [Fact]
    public void The_subscriber_is_told()
    {
        foreach (var amount in PremiumThreshold.Amounts)
        {
            var text = new PremiumThreshold(amount).Sms();
            Assert.All(new[] { text.Polish, text.English }, t => Assert.True(GsmText.IsPlain(t) && t.Length <= GsmText.Longest, t));
        }

        Assert.Equal(
            "Siec firmowa: osiagnieto prog 35,00 zl na polaczenia o podwyzszonej oplacie. Do konca cyklu sa zablokowane.", PremiumThreshold.Standard.Sms().Polish);
    }
}
