using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Profiles;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>Calls that may last, or cost, so much and no more: the profile's longest call, and the highest price of one premium call (domain §5.1, §6.6).</summary>
public sealed class BoundedCallTests
{
    /// <summary>4.00 net a minute: 0.082 a second with VAT.</summary>
    private const string Premium = "703123456";

    [Fact]
    public void The_profiles_longest_call_ends_after_both_tones_and_the_record_says_why()
    {
        using var office = TestOffice.Demo(OneMinute());
        var callee = office.Mobile(ChargeOffice.Outside).Answers();
        var call = Calls(office, ChargeOffice.Dialled, 1 + 29);
        Assert.Empty(office.Media.Ports[0].Played);
        office.Run(2);
        Assert.Single(office.Media.Ports[0].Played);
        office.Run(27.9);
        Assert.Equal(2, office.Media.Ports[0].Played.Count);
        office.Run(2);
        Assert.Equal(2, office.Media.Ports[0].Played.Count);
        Assert.Empty(office.Media.Ports[1].Played);
        Assert.Equal("Q.850;cause=16;text=\"LongestCall\"", call.Requests[^1]["Reason"]);
        Assert.Equal("Q.850;cause=16", callee.Call.Requests[^1]["Reason"]);
        Assert.Equal((Closing.LimitCut, 60d, Money.Of(0.29m)), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Net));
        Assert.Equal(("§5.1", "LongestCall"), LastStep(office));
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_shorter_call_and_a_private_one_are_not_bound()
    {
        using var office = TestOffice.Demo(OneMinute());
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Lucja).TalksFor(office, ChargeOffice.Dialled, 59);
        office.Run(1);
        office.Mobile(ChargeOffice.Lucja).TalksFor(office, ChargeOffice.Dialled + "*", 200);
        office.Run(1);
        Assert.Equal([59d, 200d], office.Records.Select(record => Assert.Single(office.Charges(record)).Billed.TotalSeconds));
    }

    [Fact]
    public void A_free_call_is_bound_too()
    {
        using var office = TestOffice.Demo(OneMinute() with { Prices = static _ => null });
        office.Mobile(ChargeOffice.Outside).Answers();
        Calls(office, ChargeOffice.Dialled, 1 + 62);
        Assert.Equal(TimeSpan.FromSeconds(60), office.Record.EndedAt - office.Record.AnsweredAt);
        Assert.Equal(("§5.1", "LongestCall"), LastStep(office));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_premium_call_costs_no_more_than_it_may(bool sooner)
    {
        // 4.92 a minute with VAT: 10 zł last for 121 s, the profile allows one minute or ten.
        using var office = TestOffice.Demo(WithPremium(new PremiumThreshold(Money.Of(35), Money.Of(10))).With(company => company with
        {
            Profiles = [.. company.Profiles, new Profile { Id = "one", Name = "one", AllowsOthers = true, MaxCallMinutes = sooner ? 1 : 10 }],
        }).WithEmployee("201", employee => employee with { Profile = "one" }));
        office.Mobile("+48" + Premium).Answers();
        var call = Calls(office, Premium, 1 + 124, ChargeOffice.Anna);
        Assert.Equal(2, office.Media.Ports[0].Played.Count);
        Assert.Equal($"Q.850;cause=16;text=\"{(sooner ? "LongestCall" : "HighestCall")}\"", call.Requests[^1]["Reason"]);
        Assert.Equal((Closing.LimitCut, sooner ? 60d : 121d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        Assert.Equal(Money.Of(sooner ? 4.92m : 9.922m), office.Charge().Gross);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_premium_call_whose_beginning_costs_more_is_refused_and_bars_no_other()
    {
        using var office = TestOffice.Demo(WithPremium(new PremiumThreshold(Money.Of(35), Money.Of(0.08m))));
        var call = Calls(office, Premium, 12, ChargeOffice.Anna);
        Assert.Equal(403, call.FinalStatus);
        Assert.Null(office.Bridge.Charges.Accounts.PremiumClosedAt("przyklad", new(ChargeOffice.Anna)));
        Assert.Empty(office.Store.Outbox.Last(10));
    }

    private static OfficeOptions OneMinute() => new OfficeOptions().With(company => company with
    {
        Profiles = [.. company.Profiles, new Profile { Id = "minute", Name = "minute", AllowsOthers = true, MaxCallMinutes = 1 }],
    }).WithEmployee("203", employee => employee with { Profile = "minute" });

    private static OfficeOptions WithPremium(PremiumThreshold threshold) => new OfficeOptions().WithEmployee("201", employee => employee with { Premium = threshold });

    private static PhoneCall Calls(TestOffice office, string dialled, double seconds, string by = ChargeOffice.Lucja)
    {
        var call = office.Mobile(by).Dials(dialled);
        office.Run(seconds);
        return call;
    }

    private static (string, string) LastStep(TestOffice office)
    {
        var step = office.Stored(office.Record).Decisions[^1];
        return (step.Rule, step.Outcome);
    }
}
