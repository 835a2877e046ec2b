using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Personal line, company line, overflow, loops, emergency.</summary>
public sealed class ServiceTests
{
    private const string NoSecond = "ring 201(mobile) 25 [Any→1]; voicemail przyklad 201";

    [Fact]
    public void Anna_then_the_secretary_then_the_mailbox()
    {
        var office = new DemoOffice();
        office.Registered.UnionWith(["anna", "maria"]);
        Assert.Equal(
            "ring 201(mobile+anna) 20 [Any→1, NoAnswer|Busy|Unreachable|Other→2]; ring 200(mobile+maria) by 201 20 [Any→2]; voicemail przyklad 201",
            office.Steps(FromOutside("+48601000201")));
    }

    [Fact]
    public void Conditions_that_are_off_skip_the_second_number() => Assert.Equal(
        "ring 201(mobile) 20 [NoAnswer→1, NoAnswer|Busy|Unreachable|Other→2]; ring 200(mobile) by 201 20 early; reject by-outcome",
        new DemoOffice()
            .WithEmployee("201", e => e with { PersonalLine = new() { Second = MobileOf("200"), On = OutcomeSet.NoAnswer, Then = PersonalLineThen.None } })
            .Steps(FromOutside("+48601000201")));

    [Fact]
    public void A_desk_phone_can_be_the_second_number() => Assert.Contains(
        "ring +48225558100(przyklad-pbx) by 201 20 [Any→2]",
        new DemoOffice().WithEmployee("201", e => e with { PersonalLine = new() { Second = new("+48225558100") } }).Steps(FromOutside("+48601000201")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("+48601234567")]
    [InlineData("+48602000001")]
    [InlineData("+48601000201")]
    [InlineData("+48600000001")]
    public void A_second_number_outside_the_network_or_in_a_circle_is_left_out(string second) => Assert.Equal(
        NoSecond,
        new DemoOffice().WithEmployee("201", e => e with { PersonalLine = new() { Second = new(second) } }).Steps(FromOutside("+48601000201")));

    [Fact]
    public void A_personal_line_that_is_off_is_not_followed() => Assert.Equal(
        NoSecond,
        new DemoOffice().WithEmployee("201", e => e with { PersonalLine = new() { Second = MobileOf("200"), Enabled = false } }).Steps(FromOutside("+48601000201")));

    [Fact]
    public void The_second_number_does_not_ring_its_own_caller() => Assert.Equal(NoSecond, new DemoOffice().Steps(FromMobile("200", "201")));

    [Fact]
    public void A_second_number_that_the_call_came_from_is_left_out() =>
        Assert.Equal(NoSecond, new DemoOffice().Steps(FromOutside("+48601000201") with { Visited = ["<sip:+48601000200@ims.example>"], DiversionCount = 1 }));

    [Fact]
    public void After_five_diversions_nobody_diverts()
    {
        var office = new DemoOffice();
        Assert.Equal(NoSecond, office.Steps(FromOutside("+48601000201") with { DiversionCount = 5 }));
        Assert.Equal("reject NobodyToRing", office.Steps(FromOutside("+48600000003") with { DiversionCount = 5 }));
    }

    [Fact]
    public void Two_people_who_name_each_other_ring_once_each()
    {
        var office = new DemoOffice().WithEmployee("200", e => e with { PersonalLine = new() { Second = MobileOf("201") } });
        Assert.Equal(
            "ring 200(mobile) 20 [Any→1, NoAnswer|Busy|Unreachable|Other→2]; ring 201(mobile) by 200 20 [Any→2]; voicemail przyklad 200",
            office.Steps(FromOutside("+48601000200")));
    }

    [Fact]
    public void An_emergency_centre_that_calls_back_is_put_straight_through() =>
        Assert.Equal("ring 201(mobile) 180 early", new DemoOffice().Steps(FromOutside("+48601000201") with { PsapCallback = true }));

    [Fact]
    public void Nobody_but_the_network_can_claim_to_be_an_emergency_centre() =>
        Assert.StartsWith("ring 201(mobile) 20 ", new DemoOffice().Steps(FromDesk("8234", "201") with { PsapCallback = true }), StringComparison.Ordinal);

    [Fact]
    public void A_call_that_comes_back_to_its_number_is_a_loop()
    {
        var office = new DemoOffice();
        Assert.Equal("reject Loop", office.Steps(FromOutside("+48601000201") with { Visited = ["+48601000201"] }));
        Assert.Equal("reject Loop", office.Steps(FromOutside("+48600000003") with { Visited = ["tel:+48600000003"] }));
    }

    [Theory]
    [InlineData("+48601000202", 1, "ring 202(mobile) 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("+48601000202", 2, "reject Loop")]
    [InlineData("+48600000003", 2, "line +48600000003 401(mobile) 402(mobile) 15/120; voicemail przyklad +48600000003")]
    [InlineData("+48600000003", 3, "reject Loop")]
    public void The_same_pair_may_be_set_up_only_so_often(string called, int setups, string steps)
    {
        var office = new DemoOffice { Setups = { [("+48502111222", called)] = setups } };
        Assert.Equal(steps, office.Steps(FromOutside(called)));
    }

    [Fact]
    public void A_desk_to_desk_call_goes_back_to_the_PBX_once()
    {
        var office = new DemoOffice();
        Assert.Equal("ring +48225558100(przyklad-pbx) 180 early", office.Steps(FromDesk("8234", "8100")));
        office.SentBack.Add((DemoOffice.PbxTrunk, "+48225558234", "+48225558100"));
        Assert.Equal("reject Loop", office.Steps(FromDesk("8234", "8100")));
        Assert.Equal("ring +48225558100(przyklad-pbx) 180 early", office.Steps(FromMobile("201", "8100")));
    }

    [Fact]
    public void A_call_that_bears_the_mark_of_one_that_was_here_is_a_loop()
    {
        var office = new DemoOffice();
        var again = FromOutside("+48600000003") with { Entered = [new("+48600000003"), new("+48601000401")] };
        Assert.Equal("reject Loop", office.Steps(again));
        Assert.Equal("reject Loop", office.Steps(again with { Dialled = "+48601000401" }));
        Assert.Equal("LOOP-5", office.Plan(again).Decisions[^1].Rule);
        Assert.Equal("ring 402(mobile) 25 [Any→1]; voicemail przyklad 402", office.Steps(again with { Dialled = "+48601000402" }));
        Assert.Equal("ring 112(mobile) 180 early", office.Steps(again with { Dialled = "112", Entered = [new("112")] }));
    }

    [Fact]
    public void Members_who_call_are_called_or_were_visited_are_left_out()
    {
        var office = new DemoOffice();
        Assert.Equal("line +48600000003 402(mobile) 15/120; voicemail przyklad +48600000003", office.Steps(FromMobile("401", "602")));
        Assert.Equal("line +48600000003 402(mobile) 15/120; voicemail przyklad +48600000003", office.Steps(FromOutside("+48600000003") with { Visited = ["601000401"] }));
    }

    [Fact]
    public void A_random_line_begins_with_each_member_alike()
    {
        var office = new DemoOffice();
        var first = new Dictionary<string, int>();
        for (ulong seed = 0; seed < 10_000; seed++)
        {
            var line = (PlanStep.RingLine)office.Plan(FromOutside("+48600000001") with { Seed = seed }).Steps[0];
            Assert.Equal(["+48601000201", "+48601000202", "+48601000203"], line.Members.Select(m => m.Number.Value).Order());
            first[line.Members[0].Number.Value] = first.GetValueOrDefault(line.Members[0].Number.Value) + 1;
        }

        var chiSquare = first.Values.Sum(n => (n - (10_000 / 3.0)) * (n - (10_000 / 3.0)) / (10_000 / 3.0));
        Assert.InRange(chiSquare, 0, 9.21); // 2 degrees of freedom, 1 %
    }

    [Fact]
    public void A_desk_phone_can_be_a_member() => Assert.StartsWith(
        "line +48600000003 +48225558100(przyklad-pbx) 401(mobile) 15/120",
        new DemoOffice().WithLine("602", l => l with { Members = [new("+48225558100"), MobileOf("401")] }).Steps(FromOutside("+48600000003")),
        StringComparison.Ordinal);

    [Fact]
    public void A_member_who_left_the_network_is_left_out() => Assert.StartsWith(
        "line +48600000003 401(mobile) 15/120;",
        new DemoOffice().WithLine("602", l => l with { Members = [new("+48601234567"), MobileOf("401")] }).Steps(FromOutside("+48600000003")),
        StringComparison.Ordinal);

    [Fact]
    public void A_line_that_is_off_does_not_exist()
    {
        var office = new DemoOffice().WithLine("602", l => l with { Enabled = false });
        Assert.Equal("reject Unallocated", office.Steps(FromOutside("+48600000003")));
        Assert.Equal("announce A04 Unallocated", office.Steps(FromMobile("201", "602")));
    }

    [Fact]
    public void Overflow_goes_to_a_number_of_the_network()
    {
        var office = new DemoOffice().WithLine("602", l => l with { Overflow = new LineOverflow.ToNumber(MobileOf("200")) });
        Assert.Equal("line +48600000003 401(mobile) 402(mobile) 15/120; ring 200(mobile) by +48600000003 20 early", office.Steps(FromOutside("+48600000003")));
        Assert.EndsWith("; reject by-outcome", office.Steps(FromMobile("200", "602")), StringComparison.Ordinal);
    }

    [Fact]
    public void Overflow_outside_the_network_is_not_followed() => Assert.EndsWith(
        "; reject by-outcome",
        new DemoOffice().WithLine("602", l => l with { Overflow = new LineOverflow.ToNumber(new("+48601234567")) }).Steps(FromOutside("+48600000003")),
        StringComparison.Ordinal);

    [Fact]
    public void Lines_that_overflow_in_a_circle_end()
    {
        var office = new DemoOffice().With(c => c with
        {
            Lines = [.. c.Lines.Select(l => l with
            {
                Order = LineOrder.Fixed, Overflow = new LineOverflow.ToLine(new(l.Extension == "602" ? "+48600000002" : "+48600000003")),
            })],
        });
        Assert.Equal(
            "line +48600000003 401(mobile) 402(mobile) 15/120; line +48600000002 301(mobile) 302(mobile) 15/120; reject by-outcome",
            office.Steps(FromOutside("+48600000003")));
    }

    [Fact]
    public void Overflow_to_an_announcement() => Assert.EndsWith(
        "; announce A02 Busy",
        new DemoOffice().WithLine("602", l => l with { Overflow = new LineOverflow.ToAnnouncement() }).Steps(FromOutside("+48600000003")),
        StringComparison.Ordinal);

    [Fact]
    public void Emergency_tries_every_trunk_and_those_that_are_down_last()
    {
        var office = new DemoOffice();
        var directory = office.Directory.With(new OperatorSettings { EmergencyTrunks = ["sos-a", "sos-b"] });
        office.DownTrunks.Add("sos-a");
        Assert.Equal(
            "ring 112(sos-b) 180 [Busy|Unreachable|Other→1] early; ring 112(mobile) 180 [Busy|Unreachable|Other→2] early; ring 112(sos-a) 180 early",
            PlanText.Of(CallPlanner.Plan(directory, FromMobile("201", "112"), office, office)));
    }

    [Theory]
    [InlineData("112")]
    [InlineData("0112")]
    [InlineData("+48112")]
    [InlineData("997")]
    public void Emergency_needs_no_known_caller(string dialled)
    {
        var plan = new DemoOffice().Plan(FromDesk("8234", dialled) with { Source = new CallSource.FromPbx("nikt", "nikt") });
        Assert.True(plan.IsEmergency);
        Assert.Equal("mobile", ((Destination.ByTrunk)((PlanStep.Ring)plan.Steps[0]).Target.Destinations[0]).Trunk);
        Assert.Equal(["emergency", "caller-id", "route"], plan.Decisions.Select(d => d.Step));
    }
}
