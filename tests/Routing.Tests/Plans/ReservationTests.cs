using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Quotas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Step 13: what cannot be reserved is refused by the plan, so that the explainer and the store agree (§6.7). 0.29 net a minute, 70x 4.00.</summary>
public sealed class ReservationTests
{
    private const string Outside = "0501234567", Premium = "703123456";

    [Theory]
    [InlineData(0.9952, true, false)]
    [InlineData(0.9953, true, true)]
    [InlineData(0.9953, false, false)]
    public void The_first_second_must_fit_under_a_limit_that_cuts(double used, bool cuts, bool refused)
    {
        var office = Limited(cuts);
        office.Limits["203"] = new(Money.Of((decimal)used));
        var plan = office.Plan(FromMobile("203", Outside));
        Assert.Equal(refused, plan.Denial is not null);
        if (!refused)
            return;
        Assert.Equal((DenialReason.Limit, "OCS-1"), (plan.Denial?.Reason, plan.Denial?.Rule));
        Assert.Equal("announce A06 LimitReached", office.Steps(FromMobile("203", Outside)));
        Assert.Equal("The beginning of the call costs PLN\u00A00.0048, and PLN\u00A00.0047 is left: the employee's limit.", plan.Decisions[^1].Sentence.English);
    }

    // BAR-3.
    [Fact]
    public void A_number_on_an_allow_list_that_lifts_the_limit_is_counted_and_not_bound()
    {
        var office = Office(e => e with { Limit = Limit(true), Allowed = BarringTests.List("+48501*") }, company => company with { AllowListLiftsLimit = true });
        office.Limits["203"] = new(Money.Of(5));
        var quote = office.Plan(FromMobile("203", Outside)).Quote;
        Assert.Equal((true, false), (quote?.IsLimitFree, quote?.NeedsReservation));
        Assert.Equal(AccountKind.EmployeeLimit, quote?.Accounts[0].Kind);
        Assert.Equal(DenialReason.Limit, office.Plan(FromMobile("203", "0502234567")).Denial?.Reason);
    }

    // LIM-7.
    [Fact]
    public void A_lifted_limit_binds_no_call()
    {
        var office = Limited(true);
        office.Limits["203"] = new(Money.Of(5), Lifted: true);
        Assert.False(office.Plan(FromMobile("203", Outside)).Quote?.NeedsReservation);
    }

    [Theory]
    [InlineData(999.99, false)]
    [InlineData(999.996, true)]
    public void The_first_second_must_fit_under_the_companys_credit(double owed, bool refused)
    {
        var office = Office(e => e, company => company with { CreditLimit = Money.Of(1000) });
        office.Owed = (decimal)owed;
        Assert.Equal(refused ? DenialReason.Credit : null, office.Plan(FromMobile("203", Outside)).Denial?.Reason);
    }

    // §6.6: 4.92 a minute with VAT.
    [Theory]
    [InlineData(34.90, null, false)]
    [InlineData(34.92, null, true)]
    [InlineData(10.00, 35.0, true)]
    [InlineData(10.00, 20.0, false)]
    public void The_premium_threshold_is_reached_when_nothing_fits_or_it_was_closed(double used, double? closed, bool refused)
    {
        var office = Office(e => e with { Premium = PremiumThreshold.Standard, PrivateMode = PrivateMode.Flagged });
        office.Premium["203"] = (decimal)used;
        if (closed is { } amount)
            office.Closed["203"] = (decimal)amount;
        var denial = office.Plan(FromMobile("203", Premium)).Denial;
        Assert.Equal(refused ? DenialReason.PremiumThreshold : null, denial?.Reason);
        Assert.Equal(refused, denial is { IsThresholdReached: true });
    }

    [Fact]
    public void A_premium_call_whose_first_second_costs_more_than_one_call_may_is_refused_for_itself_alone()
    {
        var office = Office(e => e with { Premium = new(Money.Of(35), Money.Of(0.08m)) });
        var denial = office.Plan(FromMobile("203", Premium)).Denial;
        Assert.Equal((DenialReason.PremiumThreshold, false), (denial?.Reason, denial?.IsThresholdReached));
        Assert.Null(Office(e => e with { Premium = new(Money.Of(35), Money.Of(0.09m)) }).Plan(FromMobile("203", Premium)).Denial);
    }

    // LIM-5, LIM-7: what binds a call that runs, under limits that were changed since.
    [Theory]
    [InlineData(LimitMode.BarAll, true, false, true)]
    [InlineData(LimitMode.BarAll, false, false, false)]
    [InlineData(LimitMode.NotifyOnly, false, false, false)]
    [InlineData(LimitMode.RestrictOnNet, true, false, true)]
    [InlineData(LimitMode.RestrictOnNet, true, true, false)]
    public void Changed_limits_bind_a_running_call_as_they_would_a_new_one(LimitMode mode, bool cuts, bool lifted, bool binds)
    {
        var office = Office(e => e);
        var quote = office.Plan(FromMobile("203", Outside)).Quote!;
        Assert.False(quote.NeedsReservation);
        office = Office(e => e with { Limit = new() { Amount = Money.Of(1), Mode = mode, CutsRunning = cuts } });
        office.Limits["203"] = new(Money.Zero, lifted);
        var again = AccountUses.Again(office.Directory.Company("przyklad")!, office, quote, quote.Accounts, DateTimeOffset.UnixEpoch);
        Assert.Equal([binds, false], again.Select(use => use.Online));
        Assert.Equal(again.ToArray(), office.Plan(FromMobile("203", Outside)).Quote!.Accounts.ToArray());
    }

    private static CostLimit Limit(bool cuts) => new() { Amount = Money.Of(1), Mode = LimitMode.BarAll, CutsRunning = cuts };

    private static DemoOffice Limited(bool cuts) => Office(e => e with { Limit = Limit(cuts) });

    // Łucja, 203, without a profile.
    private static DemoOffice Office(Func<Employee, Employee> change, Func<CompanySnapshot, CompanySnapshot>? company = null) => new DemoOffice().WithPrices(ShippedPrices.Book).With(c =>
        (company ?? (same => same))(c with { Employees = [.. c.Employees.Select(e => e.Extension == "203" ? change(e with { Profile = null }) : e)] }));
}
