using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>What a company and its people choose to be shown, and which numbers nobody may show: §2.3, CLI-2, PRES-4.</summary>
public sealed class PresentedNumberTests
{
    private const string Outside = "0601234567";
    private static readonly PhoneNumber Line = new("+48600000001");

    [Fact]
    public void Outside_people_are_shown_the_main_number_when_the_company_says_so()
    {
        var office = Choosing(new(OutboundCliShows.Main));
        Assert.Equal("+48225558000 \"Anna Kowalska\" asserted +48225558000", Shown(FromMobile("201", Outside), office));
        Assert.Equal("+48225558000 \"Biurko\" asserted +48225558000", Shown(FromDesk("8234", Outside), office));
        var plan = office.Plan(FromMobile("201", Outside));
        Assert.Contains(plan.Decisions, d => d.Sentence.English == "The called person is shown +48225558000 instead of +48601000201.");
        Assert.Contains(plan.Decisions, d => d.Sentence.Polish == "Osoba wywoływana widzi +48225558000 zamiast +48601000201.");
    }

    [Fact]
    public void Outside_people_are_shown_a_company_line_when_the_company_says_so()
    {
        var office = Choosing(new(OutboundCliShows.Line, Line));
        Assert.Equal("+48600000001 \"Anna Kowalska\" asserted +48600000001", Shown(FromMobile("201", Outside), office));
        Assert.Equal("+48600000001 \"Anna Kowalska\" asserted +48600000001", Shown(FromMobile("201", "602000001"), office));
    }

    [Fact]
    public void Colleagues_partners_and_emergency_centres_are_shown_the_callers_own_number_all_the_same()
    {
        var office = Choosing(new(OutboundCliShows.Line, Line));
        Assert.Equal("201@przyklad.pbxbridge \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "202"), office));
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "700"), office));
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "112"), office));
        var partners = new DemoOffice().With(c => c with { OutboundCli = new(OutboundCliShows.Line, Line), PartnerCompanies = ["inna"] }).WithOther(c => c with { PartnerCompanies = ["przyklad"] });
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "602000001"), partners));
    }

    [Fact]
    public void Somebody_elses_number_that_the_PBX_passes_on_stays()
    {
        var office = new DemoOffice { Setups = { [("+48502111222", "+48225558234")] = 1 } }.With(c => c with { OutboundCli = new(OutboundCliShows.Main) });
        Assert.Equal("+48502111222 \"Biurko\" asserted +48502111222", Shown(FromDesk("+48502111222", Outside) with { Visited = ["<sip:8234@127.0.0.1>"], DiversionCount = 1 }, office));
    }

    [Fact]
    public void Who_withholds_his_number_withholds_the_chosen_one_too() =>
        Assert.Equal("anonymous asserted +48601000201 private", Shown(FromMobile("201", Outside) with { Private = true }, Choosing(new(OutboundCliShows.Main))));

    [Theory]
    [InlineData("+48502111222")]
    [InlineData("+48225558234")] // a company's own number cannot come from the network either
    public void Who_calls_with_a_number_of_the_DNO_list_is_blocked(string number)
    {
        var office = Listing(number);
        var call = FromOutside("+48601000202");
        Assert.Equal("reject NotAuthorised", office.Steps(call with { Asserted = number }));
        Assert.Equal("reject NotAuthorised", office.Steps(call with { Asserted = null, From = $"<sip:{number}@x>" }));
        Assert.Contains(office.Plan(call with { Asserted = number }).Decisions, d => d is { Rule: "CLI-2", Sentence.English: var sentence } && sentence.Contains("DNO list", StringComparison.Ordinal));
        Assert.StartsWith("ring 112", office.Steps(call with { Asserted = number, Dialled = "112" }), StringComparison.Ordinal);
        Assert.StartsWith("ring 202", new DemoOffice().Steps(call with { Asserted = "+48502111222" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_the_DNO_list_is_nobodys_outgoing_number()
    {
        Assert.Equal("+48225558000 \"Biurko\" asserted +48225558000", Shown(FromDesk("8234", Outside), Listing("+48225558234")));
        Assert.Equal("8234@przyklad.pbxbridge \"Biurko\" asserted +48225558234", Shown(FromDesk("8234", "202"), Listing("+48225558234")));
        Assert.Equal("anonymous asserted +48225558000", Shown(FromDesk("nobody", Outside), Listing("+48225558000")));
        var office = Choosing(new(OutboundCliShows.Line, Line)).WithReceiveOnly("+48600000001");
        Assert.Equal("+48601000201 \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", Outside), office));
    }

    [Theory]
    [InlineData("+48800123456")]
    [InlineData("+48801123456")]
    [InlineData("+48700123456")]
    [InlineData("+48223")]
    public void A_freephone_shared_cost_premium_or_incomplete_number_is_nobodys_outgoing_number(string number)
    {
        var office = new DemoOffice().With(c => c with { Trunks = [c.Trunks[0] with { ForeignCli = [new(number)] }], OutboundCli = new(OutboundCliShows.Line, new(number)) });
        Assert.Equal("+48225558000", Shown(FromDesk(number, Outside), office).Split(' ')[0]);
        Assert.Equal("+48601000201", Shown(FromMobile("201", Outside), office).Split(' ')[0]);
    }

    [Fact]
    public void Colleagues_see_who_withholds_his_number_when_the_company_says_so()
    {
        var office = new DemoOffice().With(c => c with { ClirOverrideOnNet = true });
        Assert.Equal("201@przyklad.pbxbridge \"Anna Kowalska\" asserted +48601000201", Shown(FromMobile("201", "202") with { Private = true }, office));
        Assert.Equal("anonymous asserted +48601000201 private", Shown(FromMobile("201", Outside) with { Private = true }, office));
        Assert.Equal("anonymous asserted +48601000201 private", Shown(FromMobile("201", "602000001") with { Private = true }, office));
        Assert.Equal("anonymous asserted +48502111222 private", Shown(FromOutside("+48601000202") with { Private = true }, office));
    }

    [Fact]
    public void Who_takes_no_anonymous_calls_refuses_withheld_numbers_only()
    {
        var office = Refusing(c => c);
        Assert.Equal("reject AnonymousRefused", office.Steps(FromOutside("+48601000202") with { Private = true }));
        Assert.Equal("reject AnonymousRefused", office.Steps(FromMobile("201", "202") with { Private = true }));
        Assert.StartsWith("ring 202", office.Steps(FromOutside("+48601000202")), StringComparison.Ordinal);
        Assert.StartsWith("ring 202", office.Steps(FromOutside("+48601000202") with { Asserted = null }), StringComparison.Ordinal);
        Assert.StartsWith("ring 201", office.Steps(FromOutside("+48601000201") with { Private = true }), StringComparison.Ordinal);
        Assert.StartsWith("ring 202", office.Steps(FromOutside("+48601000202") with { Private = true, PsapCallback = true }), StringComparison.Ordinal);
        var sentences = office.Plan(FromOutside("+48601000202") with { Private = true }).Decisions.Select(d => d.Sentence);
        Assert.Contains(new Sentence("Piotr Zieliński nie przyjmuje połączeń z zastrzeżonym numerem.", "Piotr Zieliński takes no calls from withheld numbers."), sentences);
    }

    [Fact]
    public void A_colleague_whose_number_is_shown_all_the_same_is_not_anonymous()
    {
        var office = Refusing(c => c with { ClirOverrideOnNet = true });
        Assert.StartsWith("ring 202", office.Steps(FromMobile("201", "202") with { Private = true }), StringComparison.Ordinal);
        Assert.Equal("reject AnonymousRefused", office.Steps(FromOutside("+48601000202") with { Private = true }));
    }

    [Fact]
    public void A_members_refusal_of_anonymous_calls_is_his_own_and_not_his_lines()
    {
        var office = Refusing(c => c);
        Assert.Contains("202(mobile)", office.Steps(FromOutside("+48600000001") with { Private = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Members_see_by_which_line_a_call_comes()
    {
        var office = new DemoOffice().WithLine("602", l => l with { NamePrefix = "[Sprzedaż]", Overflow = new LineOverflow.ToNumber(MobileOf("201")) });
        var steps = office.Plan(FromOutside("+48600000003")).Steps;
        Assert.All(((PlanStep.RingLine)steps[0]).Members, m => Assert.Equal("[Sprzedaż]", m.Caller.Prefix));
        Assert.Equal("[Sprzedaż]", ((PlanStep.Ring)steps[1]).Target.Caller.Prefix);
        Assert.Null(((PlanStep.Ring)office.Plan(FromOutside("+48601000401")).Steps[0]).Target.Caller.Prefix);
    }

    private static DemoOffice Choosing(OutboundCli choice) => new DemoOffice().With(c => c with { OutboundCli = choice });

    private static DemoOffice Listing(string number) => new DemoOffice().WithReceiveOnly(number);

    private static DemoOffice Refusing(Func<CompanySnapshot, CompanySnapshot> change) => new DemoOffice().With(c => change(c) with
    {
        Employees = [.. c.Employees.Select(e => e.Extension == "202" ? e with { RejectsAnonymous = true } : e)],
    });

    private static string Shown(CallRequest request, DemoOffice office) => PlanText.Of(((PlanStep.Ring)office.Plan(request).Steps[0]).Target.Caller);
}
