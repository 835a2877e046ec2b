using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>What calls cost and who pays, as their records say it (RAT-3, RAT-7, CDR-1, CDR-2, D9).</summary>
public sealed class ChargedCallTests
{
    [Fact]
    public void Seconds_from_the_200_to_the_first_BYE_are_charged_and_booked_on_limit_and_company()
    {
        using var office = Talk(TestOffice.Demo(), ChargeOffice.Anna, ChargeOffice.Dialled, 60.3);
        var charge = office.Charge();
        Assert.Equal((ChargeOffice.Anna, Billing.Business, "demo/1/domestic"), (charge.Payer, charge.Billing, charge.Item));
        Assert.Equal((61d, Money.Of(0.2948m), Money.Of(0.3626m)), (charge.Billed.TotalSeconds, charge.Net, charge.Gross));
        Assert.Equal((ChargeOffice.Cycle, Closing.Normal, DemoCompany.Numbering.Version), (charge.Cycle, charge.Closing, charge.Numbering));
        Assert.Equal(Money.Of(0.2948m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        Assert.Equal(Money.Of(0.2948m), office.Account(AccountKey.OfCompany("przyklad", ChargeOffice.Cycle))?.Used);
        Assert.Equal(Money.Of(0.2948m), office.Bridge.Charges.Accounts.LimitOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna)).Consumed);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_call_that_nobody_answers_is_charged_with_nothing()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Declines();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(10);
        var charge = office.Charge();
        Assert.Equal((ChargeOffice.Anna, Money.Zero, TimeSpan.Zero, null), (charge.Payer, charge.Net, charge.Billed, charge.Item));
        Assert.Null(office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna)));
    }

    [Fact]
    public void Colleagues_cost_the_price_of_the_network_and_freephone_and_emergency_nothing()
    {
        using var office = TestOffice.Demo();
        foreach (var (number, dialled) in new[] { (ChargeOffice.Piotr, "202"), ("+48800123456", "800123456"), ("112", "112") })
        {
            office.Mobile(number).Answers();
            office.Mobile(ChargeOffice.Anna).TalksFor(office, dialled, 1200);
            office.Run(1);
        }
        var charges = office.Records.Select(record => Assert.Single(office.Charges(record))).ToArray();
        Assert.Equal([Money.Of(0.3333m), Money.Zero, Money.Zero], charges.Select(charge => charge.Net));
        Assert.Equal([Billing.Business, Billing.Free, Billing.Free], charges.Select(charge => charge.Billing));
        Assert.Equal(["demo/1/on-net", null, null], charges.Select(charge => charge.Item));
    }

    [Fact]
    public void A_flagged_private_call_is_on_the_companys_bill_with_its_number_masked_and_not_in_the_limit()
    {
        using var office = Talk(TestOffice.Demo(), ChargeOffice.Lucja, ChargeOffice.Dialled + "*", 60);
        var (record, charge) = (office.Stored(office.Record), office.Charge());
        Assert.Equal((Billing.PrivateFlagged, Billing.PrivateFlagged, Money.Of(0.29m)), (record.Billing, charge.Billing, charge.Net));
        Assert.Equal(("+48501xxxxxx", "+48501xxxxxx"), (record.Called?.Value, charge.Called?.Value));
        Assert.DoesNotContain("501000000", string.Concat(record.Flow.Select(message => System.Text.Encoding.UTF8.GetString(message.Raw.Span))), StringComparison.Ordinal);
        Assert.DoesNotContain("501000000", string.Concat(record.Decisions), StringComparison.Ordinal);
        Assert.Null(office.Account(ChargeOffice.LimitOf(ChargeOffice.Lucja)));
        Assert.Equal(Money.Of(0.29m), office.Account(AccountKey.OfCompany("przyklad", ChargeOffice.Cycle))?.Used);
    }

    [Fact]
    public void Who_calls_the_company_from_outside_pays_his_own_operator()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Piotr).Answers();
        var call = office.Caller("+48501999999").Dials(ChargeOffice.Piotr);
        office.Run(30);
        call.HangUp();
        office.Run(1);
        Assert.Equal((Billing.Free, null, Money.Zero), (office.Charge().Billing, office.Charge().Payer, office.Charge().Net));
    }

    [Fact]
    public void The_second_number_of_a_personal_line_costs_its_owner_nothing_and_says_so()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Anna).IsBusy();
        office.Mobile("+48601000200").Answers();
        office.Mobile(ChargeOffice.Piotr).TalksFor(office, "201", 1200);
        office.Run(1);
        var charges = office.Charges(office.Record);
        Assert.Equal([(0, ChargeOffice.Piotr), (1, ChargeOffice.Anna)], charges.Select(charge => (charge.Leg, charge.Payer)));
        Assert.Equal([Money.Of(0.3333m), Money.Zero], charges.Select(charge => charge.Net));
    }

    [Fact]
    public void A_message_left_in_a_mailbox_costs_the_caller_his_call()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithEmployee("202", employee => employee with { PersonalLine = null }));
        office.Mobile(ChargeOffice.Piotr).IsBusy();
        var call = office.Mobile(ChargeOffice.Anna).Dials("202");
        office.Run(20);
        call.HangUp();
        office.Run(1);
        Assert.Equal(CallService.VoicemailDeposit, office.Record.Service);
        Assert.Equal(("demo/1/on-net", ChargeOffice.Anna), (office.Charge().Item, office.Charge().Payer));
    }

    [Fact]
    public void A_long_call_is_billed_in_parts_that_add_up_to_the_whole()
    {
        using var office = Talk(TestOffice.Demo(), ChargeOffice.Anna, ChargeOffice.Dialled, (9 * 3600) + 7);
        var charges = office.Charges(office.Record);
        Assert.Equal([0, 1, 2], charges.Select(charge => charge.Part));
        Assert.Equal([Closing.Partial, Closing.Partial, Closing.Normal], charges.Select(charge => charge.Closing));
        Assert.Equal([14_400d, 14_400d, 3_607d], charges.Select(charge => charge.Billed.TotalSeconds));
        Assert.Equal(Money.Rounded(0.29m * 32_407 / 60), Money.Sum(charges.Select(charge => charge.Net)));
        Assert.Equal(Money.Rounded(0.29m * 32_407 / 60), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
    }

    [Fact]
    public void A_new_cycle_begins_with_nothing_spent()
    {
        using var office = Talk(TestOffice.Demo(), ChargeOffice.Anna, ChargeOffice.Dialled, 60);
        office.Time.JumpWallClock(TimeSpan.FromDays(27));
        Assert.Equal(Money.Zero, office.Bridge.Charges.Accounts.LimitOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna)).Consumed);
        Assert.Equal(Money.Of(0.29m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
    }

    [Fact]
    public void After_a_restart_what_was_spent_is_known_from_the_store()
    {
        using var store = new TemporaryStore();
        using (Talk(TestOffice.Demo(new OfficeOptions { Store = store }), ChargeOffice.Anna, ChargeOffice.Dialled, 60))
        {
        }
        using var office = TestOffice.Demo(new OfficeOptions { Store = store });
        Assert.Equal(Money.Of(0.29m), office.Bridge.Charges.Accounts.LimitOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna)).Consumed);
    }

    private static TestOffice Talk(TestOffice office, string caller, string dialled, double seconds)
    {
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(caller).TalksFor(office, dialled, seconds);
        office.Run(1);
        return office;
    }
}
