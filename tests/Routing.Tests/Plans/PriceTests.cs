using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Steps 10, 12 and 13: payer, price and reservation, with the demo's price list.</summary>
public sealed class PriceTests
{
    // P2: the same price however a colleague is dialled; N4, N8: partner numbers at the on-net price.
    [Theory]
    [InlineData("202", "on-net")]
    [InlineData("601000202", "on-net")]
    [InlineData("+48601000202", "on-net")]
    [InlineData("0048601000202", "on-net")]
    [InlineData("600", "on-net")]
    [InlineData("8234", "on-net")]
    [InlineData("700", "on-net")]
    [InlineData("+48221234567", "on-net")]
    [InlineData("0501234567", "domestic")]
    [InlineData("602900000", "domestic")]
    [InlineData("+48226000000", "domestic")]
    [InlineData("391234567", "domestic")]
    [InlineData("261234567", "domestic")]
    [InlineData("19115", "city")]
    [InlineData("801123456", "shared-cost")]
    [InlineData("703123456", "premium")]
    [InlineData("+49301234567", "eu")]
    public void A_call_has_a_row_of_the_list(string dialled, string row)
    {
        var quote = Office().Plan(FromMobile("203", dialled)).Quote!;
        Assert.Equal(("demo", 1, row), (quote.Row!.Item.List, quote.Row.Item.Version, quote.Row.Item.Item));
        Assert.Equal(new Payer(PayerKind.Employee, "przyklad", MobileOf("203"), Employee: "203"), quote.Payer);

        // What rating will ask at the answer is what the plan asked.
        Assert.Equal(quote.Row, ShippedPrices.Book.Find(quote.Question!.Value).Row);
    }

    // P3.
    [Fact]
    public void An_hour_with_a_colleague_costs_one_zloty() =>
        Assert.Equal(Money.Of(1.00m), CallCharge.Of(Office().Plan(FromMobile("203", "202")).Quote!.Row!.Tariff, TimeSpan.FromHours(1)).Net);

    [Theory]
    [InlineData("112")]
    [InlineData("116000")]
    [InlineData("800123456")]
    public void Some_numbers_cost_nothing(string dialled)
    {
        var quote = Office().Plan(FromMobile("203", dialled)).Quote!;
        Assert.Equal((null, 0, false), (quote.Row, quote.Accounts.Length, quote.NeedsReservation));
    }

    // RAT-1.
    [Theory]
    [InlineData("802123456")]
    [InlineData("+12125551234")]
    [InlineData("+870773111222")]
    [InlineData("118913")]
    [InlineData("989")]
    public void A_number_without_a_price_is_barred_for_everybody(string dialled)
    {
        foreach (var request in new[] { FromMobile("203", dialled), FromDesk("8234", dialled), FromSoftphone("anna", dialled), FromMobile("202", dialled + "*") })
        {
            var office = Office().WithEmployee("202", e => e with { PrivateMode = PrivateMode.Flagged });
            office.WithPrices(ShippedPrices.Book);
            var plan = office.Plan(request);
            Assert.Equal((DenialReason.Unrated, "SYSTEM", "announce A02 SystemBarred"), (plan.Denial?.Reason, plan.Denial?.Code, PlanText.Of(plan)));
            Assert.Equal("RAT-1", plan.Decisions[^1].Rule);
        }

        Assert.Null(new DemoOffice().Plan(FromMobile("203", dialled)).Denial);
    }

    [Fact]
    public void The_sentence_names_price_and_payer()
    {
        string Price(CallRequest request) => Office().Plan(request).Decisions.Single(d => d.Step == "price").Sentence.Polish;
        Assert.Equal("Krajowe komórkowe i stacjonarne: 0,29 zł netto za 60 s, naliczanie 1/1 s, płaci firma.", Price(FromMobile("203", "0501234567")));
        Assert.Equal(
            "W Sieci firmowej, do numerów i Sieci partnerskich: 1,00 zł netto za 3600 s, naliczanie 1/1 s, płaci firma.", Price(FromDesk("8234", "202")));
        var office = Office().WithEmployee("203", e => e with { PrivateMode = PrivateMode.Prepaid });
        office.Prepaid["203"] = 5m;
        Assert.EndsWith("the employee pays.", office.Plan(FromMobile("203", "0501234567*")).Decisions.Single(d => d.Step == "price").Sentence.English, StringComparison.Ordinal);
    }

    // PRV-5: connection fee and first increment, gross.
    [Theory]
    [InlineData(0.0060, true)]
    [InlineData(0.0059, true)]
    [InlineData(0.0058, false)]
    [InlineData(0.0, false)]
    public void The_own_account_must_be_able_to_pay_for_the_beginning(double balance, bool connected)
    {
        // 0.29 zł net a minute, 23 % VAT, counted by the second: 0.0059 zł.
        var office = Office().WithEmployee("203", e => e with { PrivateMode = PrivateMode.Prepaid });
        office.Prepaid["203"] = (decimal)balance;
        var plan = office.Plan(FromMobile("203", "0501234567*"));
        Assert.Equal(connected ? null : "PRIVATE_NO_FUNDS", plan.Denial?.Code);
        Assert.Equal(connected ? "ring +48501234567(mobile) 180 early" : "announce A08 NoFunds", PlanText.Of(plan));
    }

    [Fact]
    public void A_balance_that_is_not_known_pays_nothing() =>
        Assert.Equal("PRIVATE_NO_FUNDS", Office().WithEmployee("203", e => e with { PrivateMode = PrivateMode.Prepaid }).Plan(FromMobile("203", "202*")).Denial?.Code);

    // §5.5, C9: who has private calls is told of the star. His next call says that he has to top up first.
    [Fact]
    public void The_hint_of_a_star_is_given_where_the_account_is_empty_too()
    {
        var office = BarringTests.Office(Routing.Profiles.ReadyProfiles.InsideOnly, e => e with { PrivateMode = PrivateMode.Prepaid }).WithPrices(ShippedPrices.Book);
        Assert.Equal("announce A03 ProfileBarred", office.Steps(FromMobile("203", "0501234567")));
        Assert.Equal("announce A08 NoFunds", office.Steps(FromMobile("203", "0501234567*")));
        office.Prepaid["203"] = 1m;
        Assert.Equal("announce A03 ProfileBarred", office.Steps(FromMobile("203", "0501234567")));
    }

    // Step 13: on which account, online or not.
    [Fact]
    public void A_soft_limit_is_booked_after_the_call()
    {
        var quote = Limited(new() { Amount = Money.Of(100) }).Plan(FromMobile("203", "0501234567")).Quote!;
        Assert.Equal([new AccountUse(AccountKind.EmployeeLimit, "przyklad", "203", false), new(AccountKind.CompanyCredit, "przyklad", null, false)], quote.Accounts.AsEnumerable());
        Assert.False(quote.NeedsReservation);
    }

    [Theory]
    [InlineData(LimitMode.RestrictOnNet, "0501234567", true)]
    [InlineData(LimitMode.RestrictOnNet, "202", false)]
    [InlineData(LimitMode.BarAll, "202", true)]
    public void A_limit_that_cuts_is_reserved_for_the_calls_that_it_would_bar(LimitMode mode, string dialled, bool online)
    {
        var quote = Limited(new() { Amount = Money.Of(100), Mode = mode, CutsRunning = true }).Plan(FromMobile("203", dialled)).Quote!;
        Assert.Equal(online, quote.Accounts[0].Online);
        Assert.Equal(online, quote.NeedsReservation);
    }

    [Fact]
    public void Premium_calls_are_counted_on_the_threshold_too()
    {
        var office = Office().WithEmployee("203", e => e with { Premium = new(Money.Of(35), Money.Of(12)) });
        office.WithPrices(ShippedPrices.Book);
        var quote = office.Plan(FromMobile("203", "703123456")).Quote!;
        Assert.Equal([AccountKind.EmployeeLimit, AccountKind.PremiumThreshold, AccountKind.CompanyCredit], quote.Accounts.Select(a => a.Kind));
        Assert.Equal([false, true, false], quote.Accounts.Select(a => a.Online));
        Assert.Equal(Money.Of(12), quote.HighestCall);
        Assert.Null(office.Plan(FromMobile("203", "0501234567")).Quote!.HighestCall);
    }

    [Fact]
    public void A_companys_credit_is_reserved_for_all_that_it_pays()
    {
        var office = new DemoOffice().With(c => c with { CreditLimit = Money.Of(1000) }).WithPrices(ShippedPrices.Book);
        Assert.Equal([new AccountUse(AccountKind.CompanyCredit, "przyklad", null, true)], office.Plan(FromDesk("8234", "0501234567")).Quote!.Accounts.AsEnumerable());
        office.Owed = 1000m;
        Assert.Equal(("LIMIT", DenialReason.Credit), (office.Plan(FromDesk("8234", "0501234567")).Denial?.Code, office.Plan(FromDesk("8234", "0501234567")).Denial?.Reason));
        Assert.Null(office.Plan(FromDesk("8234", "800123456")).Denial);
        Assert.Null(office.Plan(FromDesk("8234", "112")).Denial);
    }

    [Fact]
    public void A_prepaid_call_is_reserved_on_the_own_account_alone()
    {
        var office = Limited(new() { Amount = Money.Of(100), Mode = LimitMode.BarAll, CutsRunning = true }, PrivateMode.Prepaid);
        office.Prepaid["203"] = 5m;
        var quote = office.Plan(FromMobile("203", "0501234567*")).Quote!;
        Assert.Equal([new AccountUse(AccountKind.PrivatePrepaid, "przyklad", "203", true)], quote.Accounts.AsEnumerable());
        Assert.Equal(PriceUse.Private, quote.Question!.Value.Use);
    }

    // PRV-4, C7.
    [Fact]
    public void A_flagged_call_does_not_count_for_the_limit()
    {
        var quote = Limited(new() { Amount = Money.Of(100), Mode = LimitMode.BarAll, CutsRunning = true }, PrivateMode.Flagged).Plan(FromMobile("203", "0501234567*")).Quote!;
        Assert.Equal([AccountKind.CompanyCredit], quote.Accounts.Select(a => a.Kind));
    }

    // HUNT-9, S4.
    [Fact]
    public void Legs_to_members_and_second_numbers_cost_nothing_more()
    {
        var line = (PlanStep.RingLine)Office().Plan(FromMobile("203", "602")).Steps[0];
        Assert.All(line.Members, m => Assert.Null(m.Quote));
        var second = (PlanStep.Ring)Office().Plan(FromMobile("203", "201")).Steps[1];
        Assert.Equal(("+48601000200", null), (second.Target.Number.Value, second.Target.Quote));
        Assert.Equal(Payer.Nobody, Office().Plan(FromOutside("+48600000003")).Quote!.Payer);
        Assert.Equal(PayerKind.Company, Office().Plan(FromDesk("8234", "202")).Quote!.Payer.Kind);
    }

    private static DemoOffice Office() => new DemoOffice().WithPrices(ShippedPrices.Book);

    private static DemoOffice Limited(CostLimit limit, PrivateMode mode = PrivateMode.Off) => new DemoOffice().WithEmployee("203", e => e with { Limit = limit, PrivateMode = mode }).WithPrices(ShippedPrices.Book);
}
