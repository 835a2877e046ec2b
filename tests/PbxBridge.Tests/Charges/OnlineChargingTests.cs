using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>Calls that are reserved while they last (domain §6.7): private prepaid ones, and limits that cut.</summary>
public sealed class OnlineChargingTests
{
    private const string Star = ChargeOffice.Dialled + "*";

    private static readonly CostLimit CutsAtOne = new() { Amount = Money.Of(1m), Mode = LimitMode.BarAll, CutsRunning = true, UserThresholds = [50, 100] };

    [Fact]
    public void A_balance_of_one_zloty_at_half_a_zloty_a_minute_is_cut_at_120_seconds_after_two_tones_for_the_payer_alone()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m));
        var callee = office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Piotr).Dials(Star);
        office.Run(1 + 89.9);
        Assert.Empty(office.Media.Ports[0].Played);
        office.Run(0.2);
        Assert.Single(office.Media.Ports[0].Played);
        office.Run(19.8);
        Assert.Single(office.Media.Ports[0].Played);
        office.Run(60);
        Assert.Equal([TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)], office.Media.Ports[0].Played);
        Assert.Empty(office.Media.Ports[1].Played);
        Assert.Equal("Q.850;cause=16;text=\"CreditExhausted\"", call.Requests[^1]["Reason"]);
        Assert.Equal("Q.850;cause=16", callee.Call.Requests[^1]["Reason"]);
        Assert.Equal(TimeSpan.FromSeconds(120), office.Record.EndedAt - office.Record.AnsweredAt);
        var charge = office.Charge();
        Assert.Equal((Billing.PrivatePrepaid, Closing.QuotaExhausted, 120d), (charge.Billing, charge.Closing, charge.Billed.TotalSeconds));
        Assert.Equal((Money.Of(1m), Money.Of(1m)), (charge.Gross, charge.Debited));
        Assert.Equal(Money.Zero, office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void Two_calls_on_one_balance_never_spend_more_than_there_is_and_a_third_one_is_refused()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Piotr).Dials(Star);
        office.Mobile(ChargeOffice.Piotr).Dials(Star);
        office.Run(1);
        var third = office.Mobile(ChargeOffice.Piotr).Dials(Star);
        office.Run(200);
        Assert.Equal(403, third.FinalStatus);
        var gross = Money.Sum(office.Records.SelectMany(office.Charges).Select(charge => charge.Gross));
        Assert.Equal(Money.Of(1m) - gross, office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance);
        Assert.InRange(gross.Amount, 0.98m, 1m);
        Assert.Equal(2, office.Records.Count(record => record.AnsweredAt is not null));
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void Nothing_is_placed_without_money_and_the_own_softphone_hears_402()
    {
        using var office = TestOffice.Demo();
        var call = office.Softphone("piotr").Dials(Star.Replace("*", "%2A", StringComparison.Ordinal));
        office.Run(12);
        Assert.Equal(402, call.FinalStatus);
        Assert.Empty(office.Mobile(ChargeOffice.Outside).Calls);
        Assert.Equal(Billing.PrivatePrepaid, office.Record.Billing);
    }

    [Fact]
    public void The_company_sees_nothing_of_a_call_from_the_own_account()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Piotr).TalksFor(office, Star, 30);
        office.Run(1);
        office.Flush();
        Assert.Equal(Money.Of(0.25m), office.Charge().Gross);
        Assert.Empty(office.Store.Charges.InCycle("przyklad", ChargeOffice.Cycle));
        Assert.Empty(office.Store.Charges.Totals("przyklad", ChargeOffice.Cycle));
        Assert.Single(office.Store.Charges.OwnPrivate("przyklad", "piotr", 10));
        Assert.Null(office.Account(AccountKey.OfCompany("przyklad", ChargeOffice.Cycle)));
        Assert.Equal("+48501xxxxxx", office.Stored(office.Record).Called?.Value);
    }

    [Fact]
    public void A_call_that_is_not_answered_gives_back_what_was_reserved()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m));
        office.Mobile(ChargeOffice.Outside).Does(new() { AnswersAfter = null });
        var call = office.Mobile(ChargeOffice.Piotr).Dials(Star);
        office.Run(2);
        Assert.Equal(Money.Of(0.5m), office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Reserved);
        call.Cancel();
        office.Run(1);
        Assert.Equal((Money.Of(1m), Money.Zero), (office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance, office.Charge().Gross));
        Assert.Equal(Money.Of(1m), office.Bridge.Charges.Accounts.PrepaidOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Piotr)));
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_limit_that_cuts_ends_a_running_call_after_the_tones_and_bars_the_next_one()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne));
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 207);
        office.Flush();
        Assert.Equal(2, office.Media.Ports[0].Played.Count);
        Assert.Equal("Q.850;cause=16;text=\"LimitReached\"", call.Requests[^1]["Reason"]);
        Assert.Equal((Closing.LimitCut, 206d, Money.Of(0.9957m)), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Net));
        Assert.Equal(Money.Of(0.9957m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        var next = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(12);
        Assert.Equal(403, next.FinalStatus);
        office.AssertAccountsAddUp();
    }

    // Trap 23 of §11: the mobile and the softphone of one employee talk at the same time.
    [Fact]
    public void Two_running_calls_on_one_limit_spend_what_there_is_together_and_both_are_cut()
    {
        using var office = TestOffice.Demo(new OfficeOptions { WritesAtOnce = true }.WithLimit(CutsAtOne));
        var softphone = office.Softphone("anna");
        office.Mobile(ChargeOffice.Outside).Answers();
        var one = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(30);
        var other = softphone.Dials(ChargeOffice.Dialled);
        office.Run(1 + 200);
        Assert.Equal((true, true), (one.WasHungUpByPeer, other.WasHungUpByPeer));
        var charges = office.Records.Select(record => Assert.Single(office.Charges(record))).ToArray();
        Assert.All(charges, charge => Assert.Equal((ChargeOffice.Anna, Closing.LimitCut), (charge.Payer, charge.Closing)));
        // What is left is less than a second of one of them costs.
        Assert.InRange(Money.Sum(charges.Select(charge => charge.Net)).Amount, 1m - 0.0049m, 1m);
        Assert.Equal(Money.Sum(charges.Select(charge => charge.Net)), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void The_star_takes_a_call_that_a_limit_is_about_to_end_to_the_own_account_at_that_second()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 5m).WithLimit(CutsAtOne).WithOwnAccount());
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 20);
        office.Media.Ports[0].Press("*");
        office.Run(100);
        Assert.Empty(office.Records);
        Assert.Equal(Money.Of(5m), office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Available);
        office.RunUntil(() => office.Media.Ports[0].Played.Count == 2, 400);
        office.Media.Ports[0].Press("*");
        office.Run(60);
        call.HangUp();
        office.Run(1);
        var charges = office.Charges(office.Record);
        Assert.Equal([Billing.Business, Billing.PrivatePrepaid], charges.Select(charge => charge.Billing));
        Assert.Equal(charges[0].EndedAt, charges[1].AnsweredAt);
        Assert.Equal((Money.Of(0.5m), Money.Of(4.5m)), (charges[1].Gross, office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Balance));
        Assert.Equal(charges[0].Net, office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_threshold_is_told_once_while_the_call_runs_and_not_again_after_a_restart()
    {
        using var store = new TemporaryStore();
        var options = new OfficeOptions { Store = store }.WithLimit(new CostLimit { Amount = Money.Of(1m), UserThresholds = [50] });
        using (var office = TestOffice.Demo(options))
        {
            office.Mobile(ChargeOffice.Outside).Answers();
            office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
            office.Run(90);
            Assert.Empty(office.Store.Outbox.Last(10));
            office.Run(40);
            Assert.Single(office.Store.Outbox.Last(10));
            office.Run(100);
        }
        Assert.Single(store.Store.Outbox.Last(10));
        using var again = TestOffice.Demo(options);
        again.Mobile(ChargeOffice.Outside).Answers();
        again.Mobile(ChargeOffice.Anna).TalksFor(again, ChargeOffice.Dialled, 100);
        again.Run(1);
        again.Flush();
        Assert.Single(again.Store.Outbox.Last(10));
    }

    [Fact]
    public void A_process_that_dies_between_reservation_and_answer_leaves_nothing_reserved_after_its_next_start()
    {
        using var store = new TemporaryStore();
        var options = ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m) with { Store = store };
        using (var office = TestOffice.Demo(options))
        {
            office.Mobile(ChargeOffice.Outside).Does(new() { AnswersAfter = null });
            office.Mobile(ChargeOffice.Piotr).Dials(Star);
            office.Run(3);
            Assert.Equal(Money.Of(0.5m), office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Reserved);
            office.Kill();
        }
        using var again = TestOffice.Demo(options);
        Assert.Equal((Money.Of(1m), Money.Zero), (again.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance, again.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Reserved));
        var charge = Assert.Single(again.Store.Charges.OwnPrivate("przyklad", "piotr", 10));
        Assert.Equal((Closing.NodeRecovery, Money.Zero), (charge.Closing, charge.Gross));
        again.AssertAccountsAddUp();
    }

    [Fact]
    public void A_process_that_dies_in_a_call_charges_up_to_its_last_sign_of_life()
    {
        using var store = new TemporaryStore();
        var options = ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m) with { Store = store };
        using (var office = TestOffice.Demo(options))
        {
            office.Mobile(ChargeOffice.Outside).Answers();
            office.Mobile(ChargeOffice.Piotr).Dials(Star);
            office.Run(35);
            office.Kill();
        }
        using var again = TestOffice.Demo(options);
        var charge = Assert.Single(again.Store.Charges.OwnPrivate("przyklad", "piotr", 10));
        Assert.Equal(Closing.NodeRecovery, charge.Closing);
        Assert.InRange(charge.Billed.TotalSeconds, 25, 34);
        Assert.Equal(Money.Of(1m) - charge.Gross, again.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance);
        again.AssertAccountsAddUp();
    }

    [Fact]
    public void Emergency_calls_never_ask()
    {
        var silent = new HeldScheduler();
        using var office = TestOffice.Demo(new OfficeOptions { ChargeScheduler = silent }.WithLimit(CutsAtOne));
        silent.Hold();
        var center = office.Mobile("112").Answers();
        office.Mobile(ChargeOffice.Anna).Dials("112");
        office.Run(0.5);
        Assert.Single(center.Calls);
        silent.LetGo();
    }
}
