using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Blind transfers: the transferrer's call, the transferee's number (TRF-1, BAR-4).</summary>
public sealed class TransferTests
{
    private static readonly Transferee s_customer = new(Mobile, "+48502111222", "+48502111222", null, false);
    private static readonly Transferee s_desk = new(Pbx, "+48225558234", null, "Biurko", false);

    [Fact]
    public void The_target_is_routed_as_a_call_of_the_transferrer_and_shown_the_transferee()
    {
        var plan = new DemoOffice().Plan(FromSoftphone("anna", "8001") with { Transferee = s_customer });
        Assert.Equal("ring +48225558001(przyklad-pbx) 180 early", PlanText.Of(plan));
        Assert.Equal(("+48601000201", "przyklad"), (plan.Caller?.Value, plan.Company));
        Assert.Equal("+48502111222 asserted +48502111222", Shown(plan));
        Assert.Equal("201@przyklad.pbxbridge \"Anna Kowalska\" asserted +48601000201", By(plan));
    }

    [Fact]
    public void A_colleague_who_is_sent_on_is_shown_with_his_short_number_inside_and_in_full_outside()
    {
        var office = new DemoOffice();
        Assert.Equal("8234@przyklad.pbxbridge \"Biurko\" asserted +48225558234", Shown(office.Plan(FromMobile("201", "202") with { Transferee = s_desk })));
        var outside = office.Plan(FromMobile("201", "0601234567") with { Transferee = s_desk });
        Assert.Equal("+48225558234 \"Biurko\" asserted +48225558234", Shown(outside));
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", By(outside));
    }

    [Fact]
    public void An_outsider_may_be_sent_outside_and_only_his_own_network_vouches_for_him()
    {
        var request = FromMobile("201", "0601234567");
        Assert.Equal("+48502111222 asserted +48502111222", Shown(new DemoOffice().Plan(request with { Transferee = s_customer })));
        Assert.Equal("+48502111222", Shown(new DemoOffice().Plan(request with { Transferee = s_customer with { Asserted = null } })));
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(new DemoOffice().Plan(request)));
    }

    [Theory]
    [InlineData("202")]
    [InlineData("0601234567")]
    public void Each_of_the_two_may_want_his_number_withheld(string dialled)
    {
        var plan = new DemoOffice().Plan(FromMobile("201", dialled) with { Transferee = s_customer with { Private = true } });
        Assert.Equal(("anonymous asserted +48502111222 private", "201"), (Shown(plan), plan.Caller?.Value[^3..]));
        plan = new DemoOffice().Plan(FromMobile("201", dialled) with { Transferee = s_customer, Private = true });
        Assert.Equal("+48502111222 asserted +48502111222", Shown(plan));
        Assert.Equal("anonymous asserted +48601000201 private", By(plan));
    }

    [Theory]
    [InlineData("0601234567*", "reject PrivateOff")]
    [InlineData("*21#", "reject NotInService")]
    [InlineData("1033221234567", "reject Unallocated")]
    [InlineData("299", "reject Incomplete")]
    public void What_the_transferrer_may_not_call_he_may_not_transfer_to_and_nobody_hears_an_announcement(string dialled, string steps)
    {
        var request = FromSoftphone("anna", dialled);
        Assert.StartsWith("announce", new DemoOffice().Steps(request), StringComparison.Ordinal);
        Assert.Equal(steps, new DemoOffice().Steps(request with { Transferee = s_customer }));
    }

    [Fact]
    public void An_outsider_may_not_send_anybody_outside() =>
        Assert.Equal("reject Unallocated", new DemoOffice().Steps(FromOutside("+48601234567") with { Transferee = s_desk }));

    [Fact]
    public void Sent_to_the_mailbox_menu_one_is_asked_whose_it_is()
    {
        var request = FromSoftphone("anna", "500");
        Assert.Equal("menu 201", new DemoOffice().Steps(request));
        Assert.Equal("menu ask", new DemoOffice().Steps(request with { Transferee = s_customer }));
    }

    [Fact]
    public void A_transfer_to_the_own_number_rings_the_own_phones()
    {
        var request = FromSoftphone("anna", "201");
        Assert.Equal("menu 201", new DemoOffice().Steps(request));
        Assert.StartsWith("ring 201(mobile) 20", new DemoOffice().Steps(request with { Transferee = s_customer }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_rings_its_members_for_the_transferee_but_not_the_transferrer()
    {
        var plan = new DemoOffice().Plan(FromMobile("401", "602") with { Transferee = s_customer });
        Assert.StartsWith("line +48600000003 402(mobile)", PlanText.Of(plan), StringComparison.Ordinal);
        var member = ((PlanStep.RingLine)plan.Steps[0]).Members[0];
        Assert.Equal("+48502111222 asserted +48502111222", PlanText.Of(member.Caller));
        Assert.StartsWith("401@przyklad", PlanText.Of(member.ReferredBy!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_with_nobody_to_ring_does_not_announce_it_to_the_transferee()
    {
        var office = new DemoOffice().WithLine("602", line => line with { Overflow = new LineOverflow.ToAnnouncement() });
        Assert.EndsWith("reject Busy", office.Steps(FromMobile("201", "602") with { Transferee = s_customer }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_emergency_call_keeps_the_transferrers_number()
    {
        var plan = new DemoOffice().Plan(FromDesk("8234", "112") with { Transferee = s_customer });
        Assert.True(plan.IsEmergency);
        Assert.StartsWith("+48225558234", Shown(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void The_decisions_say_who_transfers_whom()
    {
        var step = new DemoOffice().Plan(FromSoftphone("anna", "8001") with { Transferee = s_customer }).Decisions.Single(d => d.Step == "transfer");
        Assert.Equal(("TRF-1", "+48502111222", "+48601000201"), (step.Rule, step.Input, step.Outcome));
        Assert.Equal("Przekazanie: Anna Kowalska łączy dalej rozmówcę +48502111222; reguły i koszt jak dla nowego połączenia osoby Anna Kowalska.", step.Sentence.Polish);
        var hidden = new DemoOffice().Plan(FromSoftphone("anna", "8001") with { Transferee = s_customer with { Private = true } }).Decisions.Single(d => d.Step == "transfer");
        Assert.Equal("A transfer: Anna Kowalska sends the other party on; rules and cost as for a new call of Anna Kowalska.", hidden.Sentence.English);
    }

    private static string Shown(CallPlan plan) => PlanText.Of(Target(plan).Caller);

    private static string By(CallPlan plan) => PlanText.Of(Target(plan).ReferredBy!);

    private static RingTarget Target(CallPlan plan) => ((PlanStep.Ring)plan.Steps[0]).Target;
}
