using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Terms;
using static PbxBridge.Routing.Tests.Plans.BarringTests;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Limits at set-up (D1, LIM-7, BAR-3) and the statutory premium threshold (§6.6).</summary>
public sealed class LimitTests
{
    // T9: three modes; 100 zł, used up to the grosz.
    [Theory]
    [InlineData(LimitMode.NotifyOnly, 500.00, "", "")]
    [InlineData(LimitMode.RestrictOnNet, 99.9999, "", "")]
    [InlineData(LimitMode.RestrictOnNet, 100.00, "LIMIT", "")]
    [InlineData(LimitMode.BarAll, 100.00, "LIMIT", "LIMIT")]
    public void What_is_left_at_a_hundred_percent(LimitMode mode, double consumed, string outside, string inside)
    {
        var office = Limited(mode, (decimal)consumed);
        Assert.Equal(outside, office.Plan(FromMobile("203", "0501234567")).Denial?.Code ?? "");
        foreach (var dialled in new[] { "202", "8234", "700", "600" })
            Assert.Equal(inside, office.Plan(FromMobile("203", dialled)).Denial?.Code ?? "");
        if (outside.Length > 0)
            Assert.Equal("announce A06 LimitReached", office.Steps(FromMobile("203", "0501234567")));
    }

    // D1: never touched by an employee's limit.
    [Theory]
    [InlineData("112")]
    [InlineData("116000")]
    [InlineData("800123456")]
    [InlineData("989")]
    public void Some_calls_no_limit_bars(string dialled) => Assert.Null(Limited(LimitMode.BarAll, 1000).Plan(FromMobile("203", dialled)).Denial);

    [Fact]
    public void Private_calls_are_not_touched_by_the_limit()
    {
        var office = Limited(LimitMode.BarAll, 1000, PrivateMode.Prepaid);
        office.Prepaid["203"] = 5;
        Assert.Null(office.Plan(FromMobile("203", "0501234567*")).Denial);
        Assert.Null(Limited(LimitMode.BarAll, 1000, PrivateMode.Flagged).Plan(FromMobile("203", "0501234567*")).Denial);
    }

    [Fact]
    public void Desk_phones_have_no_limit_and_softphones_their_owners()
    {
        var office = Limited(LimitMode.BarAll, 1000);
        Assert.Null(office.Plan(FromDesk("8234", "0501234567")).Denial);
        office.With(c => c with { DefaultLimit = new() { Amount = Money.Of(1), Mode = LimitMode.BarAll } });
        office.Limits["201"] = new(Money.Of(1));
        Assert.Equal("LIMIT", office.Plan(FromSoftphone("anna", "0501234567")).Denial?.Code);
    }

    [Fact]
    public void An_administrator_can_lift_it_for_the_cycle()
    {
        var office = Limited(LimitMode.BarAll, 1000);
        office.Limits["203"] = new(Money.Of(1000), Lifted: true);
        Assert.Null(office.Plan(FromMobile("203", "0501234567")).Denial);
    }

    [Fact]
    public void Without_the_service_there_is_no_limit()
    {
        var office = Limited(LimitMode.BarAll, 1000);
        office.With(c => c with { DefaultLimit = new() { Amount = Money.Of(100), Mode = LimitMode.BarAll }, Services = new([new(ServiceKind.PrivatePlan, default)]) });
        Assert.Null(office.Plan(FromMobile("203", "0501234567")).Denial);
    }

    // BAR-1 order: deny list, limit, allow list; BAR-3.
    [Fact]
    public void The_allow_list_does_not_pierce_the_limit_unless_the_company_chose_so()
    {
        DemoOffice With(bool lifts)
        {
            var office = new DemoOffice().With(c => c with
            {
                AllowListLiftsLimit = lifts,
                Employees = [.. c.Employees.Select(e => e.Extension == "203" ? e with { Limit = new() { Amount = Money.Of(100), Mode = LimitMode.BarAll }, Allowed = List("+48501*") } : e)],
            });
            office.Limits["203"] = new(Money.Of(100));
            return office;
        }

        Assert.Equal("LIMIT", With(false).Plan(FromMobile("203", "0501234567")).Denial?.Code);
        Assert.Null(With(true).Plan(FromMobile("203", "0501234567")).Denial);
        Assert.Equal("LIMIT", With(true).Plan(FromMobile("203", "0502234567")).Denial?.Code);
    }

    [Fact]
    public void The_deny_list_goes_before_the_limit()
    {
        var office = new DemoOffice().WithEmployee("203", e => e with { Limit = new() { Amount = Money.Of(100), Mode = LimitMode.BarAll }, Denied = List("+48501*") });
        office.Limits["203"] = new(Money.Of(100));
        Assert.Equal("LIST", office.Plan(FromMobile("203", "0501234567")).Denial?.Code);
    }

    [Fact]
    public void The_sentence_tells_how_much_is_used()
    {
        var step = Limited(LimitMode.RestrictOnNet, 100).Plan(FromMobile("203", "202")).Decisions.Single(d => d.Step == "limit");
        Assert.Equal("Limit: wykorzystano 100,00\u00A0zł z 100,00\u00A0zł; zostają połączenia w Sieci firmowej.", step.Sentence.Polish);
        Assert.Equal("OnNetOnly", step.Outcome);
    }

    // §6.6.
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(35, 34.99, true)]
    [InlineData(35, 35, false)]
    public void The_premium_threshold_bars_premium_numbers_and_no_star_lifts_it(int threshold, double used, bool allowed)
    {
        var office = new DemoOffice().WithEmployee("203", e => e with { Premium = new(Money.Of(threshold)), PrivateMode = PrivateMode.Flagged });
        office.Premium["203"] = (decimal)used;
        Assert.Equal(allowed, office.Plan(FromMobile("203", "703123456")).Denial is null);
        if (allowed)
            return;
        Assert.Equal("announce A09 PremiumThreshold", office.Steps(FromMobile("203", "703123456")));
        Assert.Equal("announce A09 PremiumThreshold", office.Steps(FromMobile("203", "703123456*")));
        Assert.Null(office.Plan(FromMobile("203", "0501234567")).Denial);
    }

    [Fact]
    public void A_company_may_have_a_threshold_for_all()
    {
        var office = new DemoOffice().With(c => c with { DefaultPremium = PremiumThreshold.Standard });
        office.Premium["203"] = 35;
        Assert.Equal(DenialReason.PremiumThreshold, office.Plan(FromMobile("203", "703123456")).Denial?.Reason);
        Assert.Null(office.Plan(FromMobile("202", "703123456")).Denial);
        Assert.Null(office.Plan(FromDesk("8234", "703123456")).Denial);
    }

    private static DemoOffice Limited(LimitMode mode, decimal consumed, PrivateMode isPrivate = PrivateMode.Off)
    {
        var office = new DemoOffice().WithEmployee("203", e => e with { Limit = new() { Amount = Money.Of(100), Mode = mode }, PrivateMode = isPrivate });
        office.Limits["203"] = new(Money.Of(consumed));
        return office;
    }
}
