using PbxBridge.Charging.Amounts;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>Do not disturb and the forwards that an employee has set (domain §4.5), on the wire and on the bill.</summary>
public sealed class ForwardTests
{
    private const string Customer = "+48226000000", Piotr = "+48601000202", Lucja = "+48601000203", Outside = ChargeOffice.Outside;

    private static OfficeOptions With(Forwards? forwards, bool quiet = false) =>
        new OfficeOptions().WithEmployee("202", e => e with { Forwards = forwards, DoNotDisturb = quiet });

    [Fact]
    public void All_calls_go_outside_and_he_pays_for_them()
    {
        using var office = TestOffice.Demo(With(new() { Always = new(Outside) }));
        office.Mobile(Piotr).Answers();
        var target = office.Mobile(Outside).Answers();
        var call = office.Caller(Customer).Dials(Piotr);
        office.Run(1 + 60);
        Assert.Equal([100, 181, 180, 200], call.Responses.Select(r => r.Status));
        const string History = $"<sip:{Piotr}@192.0.2.1;user=phone>;index=1, <sip:{Outside}@192.0.2.1;user=phone;cause=302>;index=1.1;mp=1";
        Assert.Equal((History, History), (call.Responses[1]["History-Info"], target.Call.Invite["History-Info"]));
        Assert.Equal($"<sip:{Piotr}@192.0.2.1;user=phone>;reason=unconditional;counter=1;privacy=off;screen=yes", target.Call.Invite["Diversion"]);
        Assert.Equal($"<sip:{Customer}@192.0.2.1;user=phone>", target.Call.Invite["P-Asserted-Identity"]);
        Assert.Empty(office.Mobile(Piotr).Calls);
        call.HangUp();
        office.Run(1);
        Assert.Equal((CallService.Forward, Outside, CallCause.Cleared), (office.Record.Service, office.Record.AnsweredBy, office.Record.Outcome));
        var charge = office.Charge();
        Assert.Equal((1, Piotr, Billing.Business, Money.Of(0.29m)), (charge.Leg, charge.Payer, charge.Billing, charge.Net));
        office.Ladder.Is("forward-always.txt");
    }

    [Fact]
    public void A_colleague_who_is_called_by_a_forward_costs_nothing()
    {
        using var office = TestOffice.Demo(With(new() { Busy = new(Lucja) }, quiet: true));
        office.Mobile(Lucja).Answers();
        var call = office.Caller(Customer).Dials(Piotr);
        office.Run(1 + 60);
        Assert.Equal([100, 181, 180, 200], call.Responses.Select(r => r.Status));
        Assert.Equal($"<sip:{Piotr}@192.0.2.1;user=phone>;reason=user-busy;counter=1;privacy=off;screen=yes", office.Mobile(Lucja).Call.Invite["Diversion"]);
        Assert.Empty(office.Mobile(Piotr).Calls);
        call.HangUp();
        office.Run(1);
        Assert.Equal((CallService.Forward, Lucja), (office.Record.Service, office.Record.AnsweredBy));
        Assert.Equal(
            ["Przekierowanie (przy zajętości): Łucja Żółkiewska.", "Piotr Zieliński pominięty: nie przeszkadzać (jak zajęty)."],
            office.Stored(office.Record).Decisions.Where(d => d.Step is "forward" or "member").Select(d => d.Sentence.Polish));
        Assert.Equal((Piotr, Money.Zero), (office.Charge().Payer, office.Charge().Net));
    }

    [Fact]
    public void Do_not_disturb_with_nothing_set_is_busy_or_the_mailbox()
    {
        using var office = TestOffice.Demo(With(null, quiet: true).WithoutVoicemail());
        Assert.Equal(486, Final(office, Piotr));
        Assert.Empty(office.Mobile(Piotr).Calls);
        using var other = TestOffice.Demo(With(null, quiet: true));
        var call = other.Caller(Customer).Dials(Piotr);
        other.Run(3);
        Assert.Empty(other.Mobile(Piotr).Calls);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Theory]
    [InlineData(486, "user-busy", "busy")]
    [InlineData(480, "unavailable", "unreachable")]
    [InlineData(0, "no-answer", "noAnswer")]
    public void Each_condition_sends_the_call_on_with_its_reason(int status, string reason, string when)
    {
        var to = new Routing.Numbering.PhoneNumber(Outside);
        using var office = TestOffice.Demo(With(when switch
        {
            "busy" => new() { Busy = to },
            "unreachable" => new() { Unreachable = to },
            _ => new() { NoAnswer = to, RingFor = TimeSpan.FromSeconds(10) },
        }));
        if (status == 0)
            office.Mobile(Piotr).RingsOut();
        else
            office.Mobile(Piotr).Refuses(status, null);
        office.Mobile(Outside).Answers();
        var call = office.Caller(Customer).Dials(Piotr);
        office.Run(12);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal($"<sip:{Piotr}@192.0.2.1;user=phone>;reason={reason};counter=1;privacy=off;screen=yes", office.Mobile(Outside).Call.Invite["Diversion"]);
        Assert.Equal(1, call.Responses.Count(r => r.Status == 181));
        call.HangUp();
        office.Run(1);
        Assert.Equal((CallService.Forward, Piotr), (office.Record.Service, office.Charge().Payer));
    }

    [Fact]
    public void Who_answers_himself_was_not_forwarded()
    {
        using var office = TestOffice.Demo(With(new() { NoAnswer = new(Outside), Busy = new("+48600000003") }));
        office.Mobile(Piotr).Answers();
        var call = office.Caller(Customer).Dials(Piotr);
        office.Run(2);
        call.HangUp();
        office.Run(1);
        Assert.Equal((CallService.Basic, Piotr), (office.Record.Service, office.Record.AnsweredBy));
        Assert.DoesNotContain(office.Charges(office.Record), charge => charge.Leg > 0);
    }

    [Fact]
    public void A_forward_to_a_company_line_hunts()
    {
        using var office = TestOffice.Demo(With(new() { Always = new("+48600000003") }));
        office.Mobile("+48601000401").IsBusy();
        office.Mobile("+48601000402").Answers();
        var call = office.Caller(Customer).Dials(Piotr);
        office.Run(3);
        Assert.Equal((PhoneCallState.Answered, 1), (call.State, call.Responses.Count(r => r.Status == 181)));
        Assert.Contains("cause=302", call.Responses.Single(r => r.Status == 181)["History-Info"]);
        call.HangUp();
        office.Run(1);
        Assert.Equal((CallService.CompanyLine, "+48601000402"), (office.Record.Service, office.Record.AnsweredBy));
    }

    [Fact]
    public void Two_who_send_their_calls_to_each_other_ring_once()
    {
        using var office = TestOffice.Demo(With(new() { Always = new(Lucja) }).WithEmployee("203", e => e with { Forwards = new() { Always = new(Piotr) } }).WithoutVoicemail());
        office.Mobile(Lucja).IsBusy();
        Assert.Equal(486, Final(office, Piotr));
        Assert.Equal((0, 1), (office.Mobile(Piotr).Calls.Count, office.Mobile(Lucja).Calls.Count));
    }

    [Fact]
    public void What_an_emergency_centre_calls_back_rings_whatever_is_set()
    {
        using var office = TestOffice.Demo(With(new() { Always = new(Outside) }, quiet: true));
        office.Mobile(Piotr).Answers();
        var call = office.Caller(Customer).Dials(Piotr, new DialOptions { Headers = [("Priority", "psap-callback")] });
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, 0), (call.State, office.Mobile(Outside).Calls.Count));
    }

    // BAR-4.
    [Fact]
    public void Where_his_profile_bars_the_target_he_rings_himself()
    {
        using var office = TestOffice.Demo(With(new() { Always = new(Outside) }).WithEmployee("202", e => e with { Profile = "siec-firmowa" }));
        office.Mobile(Piotr).Answers();
        var call = office.Caller(Customer).Dials(Piotr);
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, 0), (call.State, office.Mobile(Outside).Calls.Count));
        Assert.Equal(200, office.Mobile(Piotr).Call.FinalStatus);
    }

    private static int Final(TestOffice office, string dialled)
    {
        var call = office.Caller(Customer).Dials(dialled);
        office.Run(5);
        return call.FinalStatus;
    }
}
