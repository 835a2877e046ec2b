using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Calls.Transfer;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>Who pays when somebody else is rung or talks: lines and their members (HUNT-9), transfers (BAR-4), and the star by INFO (RFC 6086).</summary>
public sealed class WhoPaysTests
{
    private const string Customer = "+48226000000";

    private static readonly CostLimit CutsAtOne = new() { Amount = Money.Of(1m), Mode = LimitMode.BarAll, CutsRunning = true };

    [Fact]
    public void A_colleague_pays_for_a_call_to_a_line_as_within_the_network_and_its_members_pay_nothing()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").IsBusy();
        office.Mobile("+48601000402").Answers();
        office.Mobile(ChargeOffice.Anna).TalksFor(office, "602", 1200);
        office.Run(1);
        var charge = office.Charge();
        Assert.Equal((ChargeOffice.Anna, "demo/1/on-net", Money.Of(0.3333m)), (charge.Payer, charge.Item, charge.Net));
        Assert.Equal("+48601000402", office.Record.AnsweredBy);
    }

    [Fact]
    public void Who_calls_a_line_from_outside_costs_nobody_here_anything()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").Answers();
        office.Caller(Customer).TalksFor(office, "+48600000003", 60);
        office.Run(1);
        Assert.Equal((Billing.Free, Money.Zero, null), (office.Charge().Billing, office.Charge().Net, office.Charge().Payer));
    }

    // D8: a member's own forwarding is never executed on a hunt leg, and so costs nobody anything.
    [Fact]
    public void A_member_who_sends_the_call_outside_is_passed_over_and_pays_nothing()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { RedirectOutside = true }).WithLine("600", line => line with { Order = LineOrder.Fixed }));
        office.Softphone("anna").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", $"<sip:{ChargeOffice.Dialled}@192.0.2.1>")] });
        office.Mobile(ChargeOffice.Anna).IsBusy();
        office.Mobile(ChargeOffice.Piotr).Answers();
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Caller(Customer).TalksFor(office, "+48600000001", 10);
        office.Run(1);
        Assert.Empty(office.Mobile(ChargeOffice.Outside).Calls);
        Assert.Equal((ChargeOffice.Piotr, Billing.Free), (office.Record.AnsweredBy, office.Charge().Billing));
    }

    [Fact]
    public void Who_transfers_a_call_pays_for_the_one_that_he_causes()
    {
        using var office = new TransferOffice();
        office.Office.Mobile(ChargeOffice.Outside).Answers();
        office.Anna.Refer(TransferOffice.To(ChargeOffice.Dialled));
        office.Run(1 + 60);
        office.Talker.HangUp();
        office.Run(1);
        var caused = office.Office.Records.Single(record => record.Parent is not null);
        var charge = Assert.Single(office.Office.Charges(caused));
        Assert.Equal((ChargeOffice.Anna, "demo/1/domestic", Billing.Business), (charge.Payer, charge.Item, charge.Billing));
        Assert.InRange(charge.Billed.TotalSeconds, 59, 61);
        Assert.Equal(charge.Net, office.Office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        office.Office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_limit_of_the_transferrer_cuts_the_call_that_he_has_left()
    {
        using var office = new TransferOffice(new OfficeOptions().WithLimit(CutsAtOne));
        var other = office.Office.Mobile(ChargeOffice.Outside).Answers();
        office.Anna.Refer(TransferOffice.To(ChargeOffice.Dialled));
        office.Run(1 + 210);
        Assert.Equal((PhoneCallState.Ended, PhoneCallState.Ended), (office.Talker.State, other.Call.State));
        var caused = office.Office.Records.Single(record => record.Parent is not null);
        Assert.Equal((Closing.LimitCut, 206d), (Assert.Single(office.Office.Charges(caused)).Closing, Assert.Single(office.Office.Charges(caused)).Billed.TotalSeconds));
        Assert.DoesNotContain(office.Office.Media.Ports, port => port.Played.Contains(TimeSpan.FromMilliseconds(200)));
        office.Office.AssertAccountsAddUp();
    }

    [Fact]
    public void Who_placed_a_call_goes_on_to_pay_for_it_after_he_was_transferred()
    {
        using var office = TestOffice.Demo();
        var anna = office.Softphone("anna").Answers();
        office.Mobile(ChargeOffice.Anna).RingsOut();
        office.Desk("8001").Answers();
        var piotr = office.Mobile(ChargeOffice.Piotr).Dials("201");
        office.Run(1 + 60);
        anna.Call.Refer(TransferOffice.To("8001"));
        office.Run(60);
        piotr.HangUp();
        office.Run(1);
        var (first, second) = (office.Records.Single(record => record.Parent is null), office.Records.Single(record => record.Parent is not null));
        Assert.Equal((ChargeOffice.Piotr, ChargeOffice.Anna), (Assert.Single(office.Charges(first)).Payer, Assert.Single(office.Charges(second)).Payer));
        Assert.InRange(Assert.Single(office.Charges(first)).Billed.TotalSeconds, 119, 121);
        Assert.InRange(Assert.Single(office.Charges(second)).Billed.TotalSeconds, 58, 61);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void The_star_by_INFO_takes_a_call_to_the_own_account_and_is_heard_at_the_other_side()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 5m).WithLimit(CutsAtOne).WithOwnAccount());
        var callee = office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.RunUntil(() => office.Media.Ports[0].Played.Count == 2, 400);
        Press(call, '1');
        office.Run(2);
        Assert.Equal(Money.Of(5m), office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Available);
        Press(call, '*');
        office.Run(60);
        call.HangUp();
        office.Run(1);
        Assert.Equal(["Signal=1", "Signal=*"], callee.Call.Requests.Where(request => request.Method == "INFO").Select(request => request.Body.Split('\r')[0]));
        var charges = office.Charges(office.Record);
        Assert.Equal([Billing.Business, Billing.PrivatePrepaid], charges.Select(charge => charge.Billing));
        Assert.Equal(Money.Of(5m) - charges[1].Gross, office.Account(ChargeOffice.Purse(ChargeOffice.Anna))?.Balance);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void The_star_by_INFO_counts_after_a_transfer_too()
    {
        // Calls within the network cost 1 zł an hour: 0.05 zł last for three minutes.
        var limit = CutsAtOne with { Amount = Money.Of(0.05m) };
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 5m).WithEmployee("202", employee => employee with { Limit = limit }) with { Prices = static book => book });
        var anna = office.Softphone("anna").Answers();
        office.Mobile(ChargeOffice.Anna).RingsOut();
        office.Desk("8001").Answers();
        var piotr = office.Mobile(ChargeOffice.Piotr).Dials("201");
        office.Run(30);
        anna.Call.Refer(TransferOffice.To("8001"));
        office.Run(145);
        Press(piotr, '*');
        office.Run(60);
        piotr.HangUp();
        office.Run(1);
        var charges = office.Charges(office.Records.Single(record => record.Parent is null));
        Assert.Equal([(ChargeOffice.Piotr, Billing.Business), (ChargeOffice.Piotr, Billing.PrivatePrepaid)], charges.Select(charge => (charge.Payer, charge.Billing)));
        Assert.InRange(charges[1].Billed.TotalSeconds, 58, 62);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void A_star_of_the_called_one_changes_nothing()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Anna, 5m).WithLimit(CutsAtOne).WithOwnAccount());
        var callee = office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.RunUntil(() => office.Media.Ports[0].Played.Count == 2, 400);
        Press(callee.Call, '*');
        office.Run(15);
        Assert.Equal(Closing.LimitCut, office.Charge().Closing);
    }

    private static void Press(PhoneCall call, char key) => call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", $"Signal={key}\r\nDuration=160\r\n"));
}
