using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>A leg that the called company or user pays for since he sends the call on is reserved like a call of his own (BAR-4, domain §6.7).</summary>
public sealed class ForwardedLegTests
{
    private const string Customer = "+48226000000", Desk = "+48225558001";

    private static AccountKey Company => AccountKey.OfCompany("przyklad", ChargeOffice.Cycle);

    [Fact]
    public void A_call_that_the_PBX_sends_outside_ends_when_its_companys_credit_is_used_up()
    {
        using var office = TestOffice.Demo(WithCredit(1m));
        SendsOn(office);
        var callee = office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(1 + 210);
        Assert.Equal(("Q.850;cause=16", "Q.850;cause=16"), (call.Requests[^1]["Reason"], callee.Call.Requests[^1]["Reason"]));
        Assert.DoesNotContain(office.Media.Ports, port => port.Played.Count > 0);
        var charge = office.Charge();
        Assert.Equal((1, null, Billing.Business, Closing.LimitCut), (charge.Leg, charge.Payer, charge.Billing, charge.Closing));
        Assert.Equal((206d, Money.Of(0.9957m)), (charge.Billed.TotalSeconds, charge.Net));
        Assert.Equal(Money.Of(0.9957m), office.Account(Company)?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void Two_of_them_together_spend_no_more_than_there_is()
    {
        using var office = TestOffice.Demo(WithCredit(1m));
        SendsOn(office);
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Caller(Customer).Dials(Desk);
        office.Caller("+48226000009").Dials(Desk);
        office.Run(1 + 210);
        Assert.Equal(2, office.Records.Count);
        Assert.InRange(office.Account(Company)!.Used.Amount, 0.94m, 1m);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_leg_that_nobody_answers_gives_back_what_was_reserved()
    {
        using var office = TestOffice.Demo(WithCredit(1m));
        SendsOn(office);
        office.Mobile(ChargeOffice.Outside).RingsOut();
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(5);
        Assert.Equal(Money.Of(0.29m), office.Account(Company)?.Reserved);
        call.Cancel();
        office.Run(1);
        Assert.Equal((Money.Zero, Money.Zero), (office.Account(Company)?.Used, office.Bridge.Charges.Accounts.OwedBy("przyklad")));
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void Whoever_sends_it_on_privately_pays_for_no_more_than_his_balance()
    {
        using var office = TestOffice.Demo(Privately(1m));
        office.Softphone("piotr").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", $"<sip:{ChargeOffice.Dialled}%2A@192.0.2.1>")] });
        office.Mobile(ChargeOffice.Piotr).RingsOut();
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Caller(Customer).Dials(ChargeOffice.Piotr);
        office.Run(1 + 125);
        Assert.Equal((Closing.QuotaExhausted, 120d, Money.Of(1m)), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Debited));
        Assert.Equal(Money.Zero, office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_silent_store_lets_nobody_ring_at_the_cost_of_an_own_account()
    {
        var store = new HeldScheduler();
        using var office = TestOffice.Demo(Privately(1m) with { ChargeScheduler = store });
        office.Softphone("piotr").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", $"<sip:{ChargeOffice.Dialled}%2A@192.0.2.1>")] });
        office.Mobile(ChargeOffice.Piotr).RingsOut();
        store.Hold();
        var call = office.Caller(Customer).Dials(ChargeOffice.Piotr);
        office.Run(5);
        Assert.Empty(office.Mobile(ChargeOffice.Outside).Calls);
        store.LetGo();
        call.HangUp();
        office.Run(1);
        Assert.Contains(office.Stored(office.Record).Decisions, step => step is { Step: "reservation", Outcome: "silent" });
        Assert.Equal((Money.Of(1m), Money.Zero), (office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance, office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Reserved));
    }

    [Fact]
    public void A_limit_that_is_lowered_binds_a_leg_that_runs()
    {
        using var office = TestOffice.Demo(WithCredit(10m));
        SendsOn(office);
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Caller(Customer).Dials(Desk);
        office.Run(1 + 110);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company with { CreditLimit = Money.Of(0.1m) })));
        office.Run(80);
        Assert.Equal((Closing.LimitCut, 180d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_premium_call_to_which_one_is_sent_on_costs_no_more_than_one_may()
    {
        // 4.92 a minute with VAT.
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { RedirectOutside = true })
            .WithEmployee("202", employee => employee with { Premium = new(Money.Of(35), Money.Of(5)) }));
        office.Softphone("piotr").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", "<sip:703123456@192.0.2.1>")] });
        office.Mobile(ChargeOffice.Piotr).RingsOut();
        office.Mobile("+48703123456").Answers();
        office.Caller(Customer).Dials(ChargeOffice.Piotr);
        office.Run(1 + 65);
        Assert.Equal((ChargeOffice.Piotr, Closing.LimitCut, 60d), (office.Charge().Payer, office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        Assert.Equal(Money.Of(4.92m), office.Account(ChargeOffice.PremiumOf(ChargeOffice.Piotr))?.Used);
        office.AssertAccountsAddUp();
    }

    private static OfficeOptions WithCredit(decimal zloty) => new OfficeOptions().With(company => company with { CreditLimit = Money.Of(zloty), RedirectOutside = true });

    private static OfficeOptions Privately(decimal balance) => ChargeOffice.WithBalance(ChargeOffice.Piotr, balance).With(company => company with { RedirectOutside = true });

    private static void SendsOn(TestOffice office) =>
        office.Desk("8001").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", $"<sip:0{ChargeOffice.Dialled}@203.0.113.80>")] });
}
