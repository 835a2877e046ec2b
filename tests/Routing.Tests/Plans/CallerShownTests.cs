using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>What the called person is shown: the table of §2.3, CLI-1…3, PRES-4.</summary>
public sealed class CallerShownTests
{
    [Fact]
    public void Colleagues_see_short_numbers()
    {
        Assert.Equal("201@przyklad.pbxbridge \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "202")));
        Assert.Equal("201@przyklad.pbxbridge \"Anna Kowalska\" asserted +48601000201", Shown(FromSoftphone("anna", "8234")));
        Assert.Equal("8234@przyklad.pbxbridge \"Biurko\" asserted +48225558234", Shown(FromDesk("8234", "202")));
        Assert.Equal("8234@przyklad.pbxbridge \"Biurko\" asserted +48225558234", Shown(FromDesk("225558234", "8100")));
        Assert.Equal("201@przyklad.pbxbridge \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "602")));
    }

    [Fact]
    public void Without_a_short_number_on_both_sides_the_full_number_is_shown()
    {
        var office = new DemoOffice().WithEmployee("201", e => e with { Extension = null });
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "202"), office));
        Assert.Equal("+48601000202 \"Piotr Zieliński\" asserted +48601000202", Shown(FromMobile("202", "601000201"), office));
    }

    [Fact]
    public void Partners_other_companies_and_outsiders_see_the_full_number()
    {
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "700")));
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "0601234567")));
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "602000001")));
        Assert.Equal("+48225558234 \"Biurko\" asserted +48225558234", Shown(FromDesk("8234", "0601234567")));
    }

    [Fact]
    public void A_customers_number_reaches_employees_lines_and_desks()
    {
        Assert.Equal("+48502111222 asserted +48502111222", Shown(FromOutside("+48601000202")));
        Assert.Equal("+48502111222 asserted +48502111222", Shown(FromOutside("+48600000001")));
        Assert.Equal("+48502111222 asserted +48502111222", Shown(FromOutside("+48225558234")));
    }

    [Theory]
    [InlineData("+48502111222", "0502111222")]
    [InlineData("+4930123456", "0004930123456")]
    public void A_PBX_without_a_dial_rule_sees_the_break_out_prefix(string caller, string shown) =>
        Assert.Equal($"{shown} asserted {caller}", Shown(FromOutside("+48618880001") with { Asserted = caller }));

    [Fact]
    public void Privacy_hides_the_number_but_keeps_it_asserted()
    {
        Assert.Equal("anonymous asserted +48601000201 private", Shown(FromMobile("201", "202") with { Private = true }));
        Assert.Equal("anonymous asserted +48601000201 private", Shown(FromMobile("201", "0601234567") with { Private = true }));
        var plan = new DemoOffice().Plan(FromOutside("+48601000201") with { Private = true });
        Assert.Equal("anonymous asserted +48502111222 private", PlanText.Of(((PlanStep.Ring)plan.Steps[0]).Target.Caller));
        Assert.Equal("anonymous asserted +48502111222 private", PlanText.Of(((PlanStep.Ring)plan.Steps[1]).Target.Caller));
    }

    [Theory]
    [InlineData("+48602000001")] // another company's
    [InlineData("+48502111222")] // nobody's
    [InlineData("anonymous")]
    [InlineData("+48800123456")]
    [InlineData("112")]
    public void A_PBX_that_gives_a_foreign_number_is_shown_as_its_main_number(string from) =>
        Assert.Equal("+48225558000 asserted +48225558000", Shown(FromDesk(from, "0601234567")));

    [Fact]
    public void A_PBX_may_present_numbers_that_were_approved()
    {
        var office = new DemoOffice().With(c => c with { Trunks = [c.Trunks[0] with { ForeignCli = [new("+48502111222")] }] });
        Assert.Equal("+48502111222 \"Biurko\" asserted +48502111222", Shown(FromDesk("+48502111222", "0601234567"), office));
    }

    [Fact]
    public void A_call_that_the_PBX_sends_on_keeps_its_caller_while_we_are_setting_it_up()
    {
        var request = FromDesk("+48502111222", "0601234567") with { Visited = ["<sip:8234@127.0.0.1>"], DiversionCount = 1 };
        Assert.Equal("+48225558000 asserted +48225558000", Shown(request));
        var office = new DemoOffice { Setups = { [("+48502111222", "+48225558234")] = 1 } };
        Assert.Equal("+48502111222 \"Biurko\" asserted +48502111222", Shown(request, office));
    }

    [Fact]
    public void A_PBXs_asserted_number_counts_before_its_From() =>
        Assert.Equal("+48225558111 \"Biurko\" asserted +48225558111", Shown(FromDesk("8234", "0601234567") with { Asserted = "<tel:+48-22-555-8111>" }));

    [Theory]
    [InlineData("+48601000201")]
    [InlineData("+48225558234")]
    [InlineData("+48600000001")]
    public void A_caller_from_outside_who_claims_a_companys_number_is_anonymous(string from)
    {
        var request = FromOutside("+48601000202") with { Asserted = null, From = $"<sip:{from}@example>" };
        Assert.Equal("anonymous", Shown(request));
        Assert.Equal("reject Unallocated", new DemoOffice().Steps(request with { Dialled = "+48601234567" }));
    }

    [Fact]
    public void Nobody_calls_from_a_company_line() => Assert.Equal("anonymous", Shown(FromOutside("+48601000202") with { Asserted = "+48600000001" }));

    [Theory]
    [InlineData("sip:+48800123456@x")]
    [InlineData("sip:112@x")]
    [InlineData("sip:+4850211@x")]
    [InlineData("sip:anonymous@anonymous.invalid")]
    public void A_number_that_nobody_can_call_from_is_not_shown(string asserted) =>
        Assert.Equal("anonymous", Shown(FromOutside("+48601000202") with { Asserted = asserted }));

    [Fact]
    public void A_From_without_the_networks_word_is_shown_but_not_asserted() =>
        Assert.Equal("+48502333444", Shown(FromOutside("+48601000202") with { Asserted = null, From = "<sip:+48502333444@x>;tag=1" }));

    [Fact]
    public void A_desk_phone_that_comes_through_the_public_network_is_a_colleague_but_may_not_dial_out()
    {
        var request = FromOutside("+48601000202") with { Asserted = "+48225558234" };
        Assert.Equal("8234@przyklad.pbxbridge asserted +48225558234", Shown(request));
        Assert.Equal("reject Unallocated", new DemoOffice().Steps(request with { Dialled = "+48601234567" }));
    }

    [Fact]
    public void An_emergency_centre_sees_the_true_number()
    {
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "112") with { Private = true }));
        Assert.Equal("+48225558234 \"Biurko\" asserted +48225558234", Shown(FromDesk("8234", "112")));
        Assert.Equal("+48502111222 asserted +48502111222", Shown(FromOutside("112")));
        var office = new DemoOffice().With(c => c with { Sites = [new("Warszawa", "22", CallBack: new("+48225558001")), .. c.Sites[1..]] });
        Assert.Equal("+48225558001 asserted +48225558001", Shown(FromDesk("anonymous", "112"), office));
    }

    private static string Shown(CallRequest request, DemoOffice? office = null) => PlanText.Of((office ?? new DemoOffice()).Plan(request).Steps[0] switch
    {
        PlanStep.Ring ring => ring.Target.Caller,
        PlanStep.RingLine line => line.Members[0].Caller,
        _ => throw new InvalidOperationException("nobody rings"),
    });
}
