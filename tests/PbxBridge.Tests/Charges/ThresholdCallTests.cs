using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Notices;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Outbox;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>The statutory threshold of premium calls on live calls (domain §6.6): 4.92 zł a minute with VAT, so 35 zł last for 426 s.</summary>
public sealed class ThresholdCallTests
{
    private const string Premium = "703123456";

    private static AccountKey Account => ChargeOffice.PremiumOf(ChargeOffice.Anna);

    [Fact]
    public void The_call_that_comes_to_the_threshold_is_cut_its_caller_is_told_and_no_other_is_placed()
    {
        using var office = TestOffice.Demo(With(35));
        office.Mobile("+48" + Premium).Answers();
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(Premium);
        office.Run(1 + 430);
        Assert.Equal(2, office.Media.Ports[0].Played.Count);
        Assert.Equal("Q.850;cause=16;text=\"PremiumThreshold\"", call.Requests[^1]["Reason"]);
        Assert.Equal((Closing.LimitCut, 426d, Money.Of(34.932m)), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Gross));
        Assert.Equal((Money.Of(34.932m), AccountState.Blocked), (office.Account(Account)?.Used, office.Account(Account)?.State));
        Assert.Equal(PremiumTerms.Topic, Assert.Single(office.Store.Outbox.Last(10)).Topic);
        foreach (var dialled in new[] { Premium, "700123456", Premium + "*" })
        {
            var next = office.Mobile(ChargeOffice.Anna).Dials(dialled);
            office.Run(12);
            Assert.Equal(403, next.FinalStatus);
        }
        Assert.Single(office.Store.Outbox.Last(10));
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 10);
        office.Run(1);
        Assert.NotNull(office.Records[^1].AnsweredAt);
        office.AssertAccountsAddUp();
    }

    // §6.6: every subscriber has one, 35 zł unless he or his company chose another.
    [Theory]
    [InlineData(null, null, 426, 34.932)]
    [InlineData(100, null, 1219, 99.958)]
    [InlineData(100, 35, 426, 34.932)]
    public void Who_has_chosen_no_threshold_has_that_of_the_company_else_35(int? ofCompany, int? own, int seconds, double gross)
    {
        using var office = TestOffice.Demo(new OfficeOptions()
            .With(company => company with { DefaultPremium = ofCompany is { } amount ? new PremiumThreshold(Money.Of(amount)) : null })
            .WithEmployee("201", employee => employee with { Premium = own is { } amount ? new PremiumThreshold(Money.Of(amount)) : null }));
        office.Mobile("+48" + Premium).Answers();
        office.Mobile(ChargeOffice.Anna).TalksFor(office, Premium, seconds + 10);
        office.Run(1);
        Assert.Equal((Closing.LimitCut, (double)seconds, Money.Of((decimal)gross)), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Gross));
        Assert.Equal(AccountState.Blocked, office.Account(Account)?.State);
    }

    [Fact]
    public void Without_a_choice_no_premium_call_is_placed_when_35_are_spent()
    {
        using var office = TestOffice.Demo(new OfficeOptions
        {
            Before = store => store.Accounts.Post(Account, new Storage.Accounts.LedgerEntry("earlier", PbxBridge.Testing.ManualTime.Start, LedgerKind.Charge, Money.Of(-35m))),
        });
        var call = office.Mobile(ChargeOffice.Anna).Dials(Premium);
        office.Run(12);
        Assert.Equal((403, CallCause.PremiumThreshold), (call.FinalStatus, office.Record.Outcome));
    }

    [Fact]
    public void A_call_that_its_caller_ends_just_before_closes_nothing_and_the_next_one_that_does_not_fit_tells()
    {
        using var office = TestOffice.Demo(With(35));
        office.Mobile("+48" + Premium).Answers();
        office.Mobile(ChargeOffice.Anna).TalksFor(office, Premium, 425.5);
        office.Run(1);
        Assert.Equal((Money.Of(34.932m), AccountState.Open), (office.Account(Account)?.Used, office.Account(Account)?.State));
        Assert.Empty(office.Store.Outbox.Last(10));
        for (var again = 0; again < 2; again++)
        {
            var next = office.Mobile(ChargeOffice.Anna).Dials(Premium);
            office.Run(12);
            Assert.Equal(403, next.FinalStatus);
        }
        Assert.Equal(AccountState.Blocked, office.Account(Account)?.State);
        Assert.Single(office.Store.Outbox.Last(10));
    }

    [Fact]
    public void It_stays_closed_after_a_restart_and_a_higher_threshold_opens_it()
    {
        using var store = new TemporaryStore();
        using (var office = TestOffice.Demo(With(35) with { Store = store }))
        {
            office.Mobile("+48" + Premium).Answers();
            office.Mobile(ChargeOffice.Anna).Dials(Premium);
            office.Run(1 + 430);
            office.Flush();
        }
        using (var again = TestOffice.Demo(With(35) with { Store = store }))
        {
            var call = again.Mobile(ChargeOffice.Anna).Dials("700123456");
            again.Run(12);
            Assert.Equal(403, call.FinalStatus);
            Assert.Single(again.Store.Outbox.Last(10));
        }
        using var raised = TestOffice.Demo(With(100) with { Store = store });
        raised.Mobile("+48" + Premium).Answers();
        // The ids of calls in the office come from its clock, which began anew.
        raised.Run(7);
        raised.Mobile(ChargeOffice.Anna).TalksFor(raised, Premium, 10);
        raised.Run(1);
        Assert.Equal((Money.Of(0.82m), Closing.Normal), (raised.Charge().Gross, raised.Charge().Closing));
        Assert.Equal((Money.Of(35.752m), AccountState.Open), (raised.Account(Account)?.Used, raised.Account(Account)?.State));
        raised.AssertAccountsAddUp();
    }

    [Fact]
    public void Zero_means_no_premium_calls_and_is_told_once()
    {
        using var office = TestOffice.Demo(With(0));
        for (var again = 0; again < 2; again++)
        {
            var call = office.Mobile(ChargeOffice.Anna).Dials(Premium);
            office.Run(12);
            Assert.Equal(403, call.FinalStatus);
        }
        Assert.Single(office.Store.Outbox.Last(10));
    }

    [Fact]
    public void The_notice_goes_to_the_phone_of_whoever_has_no_other_address_once()
    {
        using var office = TestOffice.Demo(With(35));
        office.Store.Limits.PremiumReached(new PremiumTerms("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna), office.Company.Cycles.At(office.Time.GetUtcNow()), Money.Of(35)));
        var composer = new NoticeComposer(office.Store.Outbox, () => office.Directory, office.Time, office.Log.CreateLogger("notices"));
        composer.Look();
        composer.Look();
        office.Store.Limits.PremiumReached(new PremiumTerms("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna), office.Company.Cycles.At(office.Time.GetUtcNow()), Money.Of(35)));
        composer.Look();
        var messages = office.Store.Outbox.Last(10);
        var sms = Assert.Single(messages, message => message.Topic == Sms.Topic);
        Assert.Contains(ChargeOffice.Anna[1..], sms.Payload);
        Assert.Contains("osiagnieto prog 35,00 zl", sms.Payload);
        Assert.Equal(MessageState.Sent, Assert.Single(messages, message => message.Topic == PremiumTerms.Topic).State);
    }

    [Fact]
    public void The_star_takes_no_premium_call_to_the_own_account()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 50m).WithOwnAccount().WithEmployee("201", employee => employee with { Premium = PremiumThreshold.Standard }) with { Prices = static book => book });
        office.Mobile("+48" + Premium).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(Premium);
        office.RunUntil(() => office.Media.Ports[0].Played.Count == 2, 500);
        office.Media.Ports[0].Press("*");
        office.Run(15);
        Assert.Equal(Closing.LimitCut, office.Charge().Closing);
        Assert.Equal(Money.Of(50), office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Balance);
    }

    private static OfficeOptions With(int zloty) => new OfficeOptions().WithEmployee("201", employee => employee with { Premium = new PremiumThreshold(Money.Of(zloty)) });
}
