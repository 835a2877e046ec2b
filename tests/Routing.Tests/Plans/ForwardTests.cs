using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Terms;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Do not disturb and the forwards that an employee has set, in the order of domain §4.5 (FWD-1, PL-5, PL-6).</summary>
public sealed class ForwardTests
{
    private const string Piotr = "+48601000202";
    private const string Usual = "ring 202(mobile) 25 [Any→1]; voicemail przyklad 202";

    private static DemoOffice Office(Forwards forwards, Func<Employee, Employee>? change = null) =>
        new DemoOffice().WithEmployee("202", e => (change?.Invoke(e) ?? e) with { Forwards = forwards });

    [Theory]
    [InlineData("+48601000203", "ring 203(mobile) by 202 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("+48225558001", "ring +48225558001(przyklad-pbx) by 202 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("+48600000003", "line +48600000003 401(mobile) 402(mobile) 15/120 by 202; voicemail przyklad +48600000003")]
    [InlineData("+48501234567", "ring +48501234567(mobile) by 202 180 early")]
    [InlineData("+48221234567", "ring +48221234567(mobile) by 202 180 early")]
    [InlineData("+48602000001", "ring +48602000001(mobile) by 202 180 early")]
    public void All_calls_go_there_and_he_is_not_rung(string to, string steps) =>
        Assert.Equal(steps, Office(new() { Always = new(to) }, e => e with { DoNotDisturb = true }).Steps(FromOutside(Piotr)));

    [Fact]
    public void Without_a_mailbox_the_target_inside_has_the_last_word() => Assert.Equal(
        "ring 203(mobile) by 202 180 early", Office(new() { Always = new("+48601000203") }, e => e with { VoicemailEnabled = false }).Steps(FromOutside(Piotr)));

    [Fact]
    public void Outside_it_is_a_call_of_his_own_and_inside_it_costs_nothing()
    {
        var outside = Office(new() { Always = new("+48501234567") }).WithPrices(ShippedPrices.Book).Plan(FromOutside(Piotr));
        var quote = Target(outside).Quote!;
        Assert.Equal(new Payer(PayerKind.Employee, "przyklad", new(Piotr), Employee: "202"), quote.Payer);
        Assert.Equal("domestic", quote.Row!.Item.Item);
        Assert.Equal(PayerKind.Free, outside.Quote!.Payer.Kind);
        var inside = Target(Office(new() { Always = new("+48601000203") }).WithPrices(ShippedPrices.Book).Plan(FromOutside(Piotr))).Quote!;
        Assert.Equal((new Payer(PayerKind.Employee, "przyklad", new(Piotr), Employee: "202"), null, null), (inside.Payer, inside.Row, inside.Question));
        Assert.False(inside.NeedsReservation);
    }

    [Theory]
    [InlineData("siec-firmowa", "+48501234567", "BAR-4")]
    [InlineData("kraj", "+4930123456", "BAR-4")]
    [InlineData("kraj", "+48112", "BAR-4")]
    [InlineData("kraj", "+48502111222", "PL-5")]
    [InlineData("kraj", "+48601000202", "S7")]
    public void Where_he_may_not_send_it_it_is_left_out_and_he_rings(string profile, string to, string rule)
    {
        var office = Office(new() { Always = new(to), Busy = new(to) }, e => e with { Profile = profile });
        var plan = office.Plan(FromOutside(Piotr));
        Assert.Equal(Usual, PlanText.Of(plan));
        var skipped = plan.Decisions.Where(d => d is { Step: "forward", Outcome: "skipped" }).ToList();
        Assert.Equal([rule, rule], skipped.Select(d => d.Rule));
        Assert.StartsWith($"Przekierowanie (wszystkie połączenia) pominięte: {to} – ", skipped[0].Sentence.Polish, StringComparison.Ordinal);
        Assert.StartsWith($"Forward (on busy) left out: {to} – ", skipped[1].Sentence.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_company_that_is_out_of_service_or_a_line_of_another_one_is_left_out()
    {
        Assert.Equal(Usual, Office(new() { Always = new("+48602000001") }).WithOther(c => c with { State = CompanyState.Closed }).Steps(FromOutside(Piotr)));
        var line = new CompanyLine { Number = new("+48602000009"), Name = "obca", Members = [new("+48602000001")] };
        Assert.Equal(Usual, Office(new() { Always = line.Number }).WithOther(c => c with { Lines = [line] }).Steps(FromOutside(Piotr)));
        Assert.Equal(Usual, Office(new() { Always = new("+48600000003") }).WithLine("602", l => l with { Enabled = false }).Steps(FromOutside(Piotr)));
    }

    [Theory]
    [InlineData(false, "+48601000203", 0)]
    [InlineData(false, "", 5)]
    [InlineData(true, "+48501234567", 0)]
    public void What_has_been_there_is_not_sent_there_again(bool outside, string visited, int diversions)
    {
        var office = Office(new() { Always = new(outside ? "+48501234567" : "+48601000203") });
        Assert.Equal(Usual, office.Steps(FromOutside(Piotr) with { Visited = visited.Length == 0 ? [] : [visited], DiversionCount = diversions }));
    }

    [Fact]
    public void An_emergency_centre_that_calls_back_rings_him_whatever_he_has_set() => Assert.Equal(
        "ring 202(mobile) 180 early",
        Office(new() { Always = new("+48601000203") }, e => e with { DoNotDisturb = true }).Steps(FromOutside(Piotr) with { PsapCallback = true }));

    [Fact]
    public void Each_condition_leads_to_its_own_target()
    {
        var forwards = new Forwards { Busy = new("+48601000203"), NoAnswer = new("+48501234567"), Unreachable = new("+48600000003"), RingFor = TimeSpan.FromSeconds(10) };
        Assert.Equal(
            "ring 202(mobile) 10 [Busy→1, NoAnswer→2, Unreachable|Other→3, Any→5]; ring 203(mobile) by 202 25 [Any→5]; ring +48501234567(mobile) by 202 180 early; "
            + "line +48600000003 401(mobile) 402(mobile) 15/120 by 202; voicemail przyklad +48600000003; voicemail przyklad 202",
            Office(forwards).Steps(FromOutside(Piotr)));
        Assert.Equal(
            "ring 202(mobile) 10 [Busy→1, NoAnswer→2, Unreachable|Other→3]; ring 203(mobile) by 202 180 early; ring +48501234567(mobile) by 202 180 early; "
            + "line +48600000003 401(mobile) 402(mobile) 15/120 by 202; voicemail przyklad +48600000003",
            Office(forwards, e => e with { VoicemailEnabled = false }).Steps(FromOutside(Piotr)));
    }

    [Fact]
    public void One_target_of_several_conditions_stands_once() => Assert.Equal(
        "ring 202(mobile) 25 [Busy→1, Unreachable|Other→1, Any→2]; ring 203(mobile) by 202 25 [Any→2]; voicemail przyklad 202",
        Office(new() { Busy = new("+48601000203"), Unreachable = new("+48601000203") }).Steps(FromOutside(Piotr)));

    // FWD-1.
    [Fact]
    public void A_personal_line_goes_before_the_conditional_forwards_and_after_the_unconditional_one()
    {
        var office = new DemoOffice().WithEmployee("201", e => e with { Forwards = new() { Busy = new("+48601000203"), NoAnswer = new("+48501234567") } });
        Assert.Equal("ring 201(mobile) 20 [Any→1, NoAnswer|Busy|Unreachable|Other→2]; ring 200(mobile) by 201 20 [Any→2]; voicemail przyklad 201", office.Steps(FromOutside("+48601000201")));
        office.WithEmployee("201", e => e with { PersonalLine = e.PersonalLine! with { Enabled = false }, Forwards = new() { Busy = new("+48601000203") } });
        Assert.Equal("ring 201(mobile) 25 [Busy→1, Any→2]; ring 203(mobile) by 201 25 [Any→2]; voicemail przyklad 201", office.Steps(FromOutside("+48601000201")));
        office.WithEmployee("201", e => e with { Forwards = new() { Always = new("+48601000203") } });
        Assert.Equal("ring 203(mobile) by 201 25 [Any→1]; voicemail przyklad 201", office.Steps(FromOutside("+48601000201")));
    }

    // PL-5, PL-6: on a leg that somebody else's setting or a line has made.
    [Fact]
    public void What_the_second_one_has_set_is_not_followed_but_for_do_not_disturb()
    {
        var away = new Forwards { Always = new("+48601000203") };
        var office = Both("202", e => e with { DoNotDisturb = true, Forwards = away }, "201", e => e with { PersonalLine = new() { Second = new(Piotr) } });
        Assert.Equal("ring 201(mobile) 20 [Any→1, NoAnswer|Busy|Unreachable|Other→2]; ring 202(mobile) by 201 dnd 20 [Any→2]; voicemail przyklad 201", office.Steps(FromOutside("+48601000201")));
        office = Both("401", e => e with { DoNotDisturb = true, Forwards = away }, "402", e => e with { Forwards = away, PersonalLine = new() { Second = new(Piotr) } });
        Assert.Equal("line +48600000003 401(mobile) dnd 402(mobile) 15/120; voicemail przyklad +48600000003", office.Steps(FromOutside("+48600000003")));
        office = Both("202", e => e with { Forwards = away }, "203", e => e with { Forwards = new() { Always = new(Piotr), Busy = new("+48501234567") }, PersonalLine = new() { Second = MobileOf("200") } });
        Assert.Equal("ring 203(mobile) by 202 25 [Any→1]; voicemail przyklad 202", office.Steps(FromOutside(Piotr)));
        Assert.Equal("ring 202(mobile) 180 early", Office(new() { Always = new("+48601000203") }).Steps(FromOutside(Piotr) with { SentOn = true }));
    }

    [Fact]
    public void Who_sends_all_his_calls_to_his_line_is_no_member_of_it_then() => Assert.Equal(
        "line +48600000003 402(mobile) 15/120 by 401; voicemail przyklad +48600000003",
        new DemoOffice().WithEmployee("401", e => e with { Forwards = new() { Always = new("+48600000003") } }).Steps(FromOutside("+48601000401")));

    [Fact]
    public void Do_not_disturb_is_busy()
    {
        var office = new DemoOffice().WithEmployee("202", e => e with { DoNotDisturb = true });
        var plan = office.Plan(FromOutside(Piotr));
        Assert.Equal("ring 202(mobile) dnd 25 [Any→1]; voicemail przyklad 202", PlanText.Of(plan));
        Assert.Equal("Piotr Zieliński ma włączone „nie przeszkadzać”: nie dzwoni, jak zajęty; potem poczta głosowa.", plan.Decisions.Single(d => d.Rule == "§4.5").Sentence.Polish);
        Assert.Equal(
            "ring 202(mobile) dnd 25 [Busy→1, Any→2]; ring 203(mobile) by 202 25 [Any→2]; voicemail przyklad 202",
            Office(new() { Busy = new("+48601000203") }, e => e with { DoNotDisturb = true }).Steps(FromOutside(Piotr)));
    }

    [Fact]
    public void The_forward_and_its_price_are_told_in_both_languages()
    {
        var plan = Office(new() { NoAnswer = new("+48501234567") }).WithPrices(ShippedPrices.Book).Plan(FromOutside(Piotr));
        var forward = plan.Decisions.Single(d => d.Step == "forward");
        Assert.Equal(("noAnswer", "Przekierowanie (gdy nie odbiera): +48501234567.", "Forward (on no answer): +48501234567."), (forward.Outcome, forward.Sentence.Polish, forward.Sentence.English));
        Assert.Contains(plan.Decisions, d => d is { Step: "payer", Outcome: "Employee" });
        Assert.Contains(plan.Decisions, d => d is { Step: "price", Input: "+48501234567" });
    }

    private static DemoOffice Both(string one, Func<Employee, Employee> change, string other, Func<Employee, Employee> changeOther) => new DemoOffice().With(c => c with
    {
        Employees = [.. c.Employees.Select(e => e.Extension == one ? change(e) : e.Extension == other ? changeOther(e) : e)],
    });

    private static RingTarget Target(CallPlan plan) => ((PlanStep.Ring)plan.Steps[0]).Target;
}
