using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Routing.PrivateCalls;
using PbxBridge.Routing.Profiles;
using PbxBridge.Routing.Terms;
using static PbxBridge.Routing.Tests.Plans.BarringTests;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Private calls (§1.5, §5.4): Łucja's are flagged, Piotr's prepaid.</summary>
public sealed class PrivateCallTests
{
    // C1, C2, PRV-1, PRV-2.
    [Theory]
    [InlineData("600100200*")]
    [InlineData("600100200%2A")]
    [InlineData("sip:600100200*@x")]
    [InlineData("sip:600100200%2a@x;user=phone")]
    [InlineData("tel:600100200*;phone-context=+48")]
    [InlineData("tel:+48600100200*")]
    [InlineData("+48600100200*")]
    [InlineData("sip:600100200*;phone-context=ims.mnc002.mcc260.3gppnetwork.org@x;user=phone")]
    public void One_star_at_the_end_makes_it_private_and_is_not_sent_on(string dialled)
    {
        var plan = Lucja().Plan(FromMobile("203", dialled));
        Assert.Equal((true, PayerKind.PrivateFlagged, "+48600100200"), (plan.IsPrivate, plan.Quote!.Payer.Kind, plan.Called?.Value));
        Assert.Equal("ring +48600100200(mobile) 180 early", PlanText.Of(plan));
    }

    [Theory]
    [InlineData("600100200**", "announce A04 Unallocated")]
    [InlineData("600*100200", "announce A04 Unallocated")]
    [InlineData("*600100200", "announce A02 NotInService")]
    [InlineData("*", "announce A02 NotInService")]
    public void Stars_elsewhere_do_not(string dialled, string steps)
    {
        var plan = Lucja().Plan(FromMobile("203", dialled));
        Assert.Equal((false, steps), (plan.IsPrivate, PlanText.Of(plan)));
    }

    // C10.
    [Theory]
    [InlineData("0601234567*")]
    [InlineData("202*")]
    public void Without_the_service_the_star_is_refused_not_dropped(string dialled)
    {
        var plan = new DemoOffice().Plan(FromMobile("201", dialled));
        Assert.Equal(("announce A07 PrivateOff", "PRIVATE_OFF", true), (PlanText.Of(plan), plan.Denial?.Code, plan.IsPrivate));
    }

    [Fact]
    public void The_service_can_be_off_for_the_company_for_the_person_and_by_the_gate()
    {
        var day = new DateOnly(2026, 11, 22);
        Assert.Equal("PRIVATE_OFF", Lucja(c => c with { Services = new([new(ServiceKind.PrivatePlan, default)]) }).Plan(Star("0601234567")).Denial?.Code);
        Assert.Equal("PRIVATE_OFF", Lucja(c => c with { GatedFrom = day }).Plan(Star("0601234567")).Denial?.Code);
        Assert.Null(Lucja(c => c with { GatedFrom = day.AddDays(1) }).Plan(Star("0601234567")).Denial);
        var office = new DemoOffice().WithEmployee("203", e => e with { PrivateMode = PrivateMode.Flagged, ServicesOff = ServiceSet.Of(ServiceKind.PrivateCalls) });
        Assert.Equal("PRIVATE_OFF", office.Plan(Star("0601234567")).Denial?.Code);
    }

    // C4, C5, C7.
    [Fact]
    public void Flagged_calls_go_on_the_company_and_prepaid_ones_on_the_own_account()
    {
        Assert.Equal(new Payer(PayerKind.PrivateFlagged, "przyklad", MobileOf("203"), Employee: "203"), Lucja().Plan(Star("0601234567")).Quote!.Payer);
        var prepaid = new DemoOffice().WithEmployee("203", e => e with { PrivateMode = PrivateMode.Prepaid }).Plan(Star("0601234567")).Quote!.Payer;
        Assert.Equal(new Payer(PayerKind.PrivatePrepaid, "przyklad", MobileOf("203"), "203", "203"), prepaid);
        Assert.Equal((false, true), (prepaid.IsCompany, prepaid.IsPrivate));
        var named = new DemoOffice().WithEmployee("203", e => e with { PrivateMode = PrivateMode.Prepaid, PrepaidAccount = "lucja" }).Plan(Star("0601234567"));
        Assert.Equal("lucja", named.Quote!.Payer.Account);
    }

    // D4, PRV-6.
    [Fact]
    public void The_star_counts_within_the_network_unless_the_company_chose_otherwise()
    {
        Assert.Equal(PayerKind.PrivateFlagged, Lucja().Plan(Star("202")).Quote!.Payer.Kind);
        Assert.Equal(PayerKind.PrivateFlagged, Lucja().Plan(Star("700")).Quote!.Payer.Kind);
        var office = Lucja(c => c with { PrivateCalls = new() { OnNet = false } });
        var plan = office.Plan(Star("202"));
        Assert.Equal((PayerKind.Employee, false, "PRV-6"), (plan.Quote!.Payer.Kind, plan.IsPrivate, plan.Decisions.Last(d => d.Step == "private").Rule));
        Assert.Equal(PayerKind.PrivateFlagged, office.Plan(Star("0601234567")).Quote!.Payer.Kind);
    }

    [Fact]
    public void A_star_that_does_not_count_does_not_help_either()
    {
        var office = Office(ReadyProfiles.IncomingOnly, Flagged, new() { OnNet = false });
        Assert.Equal("announce A05 ProfileBarred", office.Steps(Star("202")));
        Assert.Equal("announce A05 ProfileBarred", office.Steps(FromMobile("203", "202")));
        Assert.Equal("announce A05 ProfileBarred", Office(ReadyProfiles.IncomingOnly, Flagged).Steps(Star("703123456")));
    }

    // D16, PRV-3.
    [Fact]
    public void The_star_gets_past_the_deny_list_unless_the_company_chose_otherwise()
    {
        var denying = ReadyProfiles.Unrestricted with { Denied = List("+48601*") };
        Assert.Null(Office(denying, Flagged).Plan(Star("0601234567")).Denial);
        Assert.Equal("LIST", Office(denying, Flagged, new() { RespectsDenyList = true }).Plan(Star("0601234567")).Denial?.Code);
        Assert.Null(Office(denying with { Allowed = List("+48601234567") }, Flagged, new() { RespectsDenyList = true }).Plan(Star("0601234567")).Denial);
        Assert.Null(Office(ReadyProfiles.InsideOnly, Flagged, new() { RespectsDenyList = true }).Plan(Star("0601234567")).Denial);
    }

    // §5.3.
    [Fact]
    public void Premium_numbers_stay_with_the_profile_unless_the_company_opened_them()
    {
        Assert.Equal("CLASS_PREMIUM", Office(ReadyProfiles.Domestic, Flagged).Plan(Star("703123456")).Denial?.Code);
        Assert.Null(Office(ReadyProfiles.Domestic, Flagged, new() { Premium = true }).Plan(Star("703123456")).Denial);

        // Where the profile allows them the call is private like any other.
        Assert.Equal(PayerKind.PrivateFlagged, Office(ReadyProfiles.Unrestricted, Flagged).Plan(Star("703123456")).Quote!.Payer.Kind);
    }

    // PRV-1, D22.
    [Fact]
    public void Emergency_and_harmonised_calls_are_never_private()
    {
        foreach (var number in new[] { "112", "999", "116000" })
        {
            var plan = new DemoOffice().Plan(FromMobile("201", number + "*"));
            Assert.Equal((false, null, Payer.Nobody), (plan.IsPrivate, plan.Denial, plan.Quote?.Payer));
        }
    }

    // C3.
    [Theory]
    [InlineData("2026-11-28T11:00:00Z", "0601234567", true)] // Saturday
    [InlineData("2026-11-27T11:00:00Z", "0601234567", false)]
    [InlineData("2026-11-28T11:00:00Z", "202", false)]
    [InlineData("2026-11-27T23:30:00Z", "0601234567", true)] // half past midnight in Poland
    [InlineData("2026-11-27T11:00:00Z", "+48221111111", true)]
    public void A_company_rule_makes_calls_private_without_the_star(string at, string dialled, bool isPrivate)
    {
        var office = Lucja(c => c with
        {
            PrivateCalls = new()
            {
                Rules =
                [
                    new() { Name = "weekend", Classes = NumberClassSet.Outside, Windows = [new(WeekDays.Weekend, 0, TimeWindow.MinutesOfDay)] },
                    new() { Name = "dom", Numbers = List("+48221111111") },
                ],
            },
        });
        var request = FromMobile("203", dialled) with { At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal((isPrivate, isPrivate ? PayerKind.PrivateFlagged : PayerKind.Employee), (office.Plan(request).IsPrivate, office.Plan(request).Quote!.Payer.Kind));

        // Whoever has no private calls goes on calling for the company.
        Assert.Equal(PayerKind.Employee, office.Plan(request with { Asserted = "sip:+48601000201@x" }).Quote!.Payer.Kind);
    }

    [Fact]
    public void A_rule_gets_past_the_profile_as_the_star_does()
    {
        var options = new PrivateOptions { Rules = [new() { Name = "poza siecią", Classes = NumberClassSet.Outside }] };
        var plan = Office(ReadyProfiles.InsideOnly, Flagged, options).Plan(FromMobile("203", "0601234567"));
        Assert.Equal((null, PayerKind.PrivateFlagged), (plan.Denial, plan.Quote!.Payer.Kind));
        Assert.Equal("C3", plan.Decisions.Single(d => d.Step == "private").Rule);
    }

    // PRV-2.
    [Fact]
    public void A_PBX_that_keeps_the_star_may_have_a_prefix_instead()
    {
        var office = Lucja(c => c with { Trunks = [c.Trunks[0] with { PrivatePrefix = "*7*" }] });
        var plan = office.Plan(FromDesk("+48601000203", "*7*601234567"));
        Assert.Equal((true, PayerKind.PrivateFlagged, "+48601234567"), (plan.IsPrivate, plan.Quote!.Payer.Kind, plan.Called?.Value));
        Assert.Equal("PRIVATE_OFF", office.Plan(FromDesk("8234", "*7*601234567")).Denial?.Code);
        Assert.True(office.Plan(FromDesk("8234", "*7*112")).IsEmergency);
        Assert.Equal("announce A02 NotInService", office.Steps(FromMobile("203", "*7*601234567")));
        Assert.Equal("announce A02 NotInService", office.Steps(FromDesk("8234", "*7*")));
    }

    [Fact]
    public void Our_softphones_may_say_it_with_a_parameter()
    {
        var office = new DemoOffice().WithEmployee("201", e => e with { PrivateMode = PrivateMode.Flagged });
        Assert.True(office.Plan(FromSoftphone("anna", "sip:0601234567@x;user=phone;x-private=1")).IsPrivate);
        Assert.True(office.Plan(FromSoftphone("anna", "sip:0601234567;x-private=1@x")).IsPrivate);
        Assert.False(office.Plan(FromMobile("201", "sip:0601234567@x;user=phone;x-private=1")).IsPrivate);
        Assert.False(office.Plan(FromSoftphone("anna", "sip:112@x;x-private=1")).IsPrivate);
    }

    // PRV-7.
    [Fact]
    public void A_company_may_show_another_number_on_private_calls()
    {
        var office = Lucja(c => c with { PrivateCalls = new() { Cli = new("+48225558000") } });
        Assert.Equal("+48225558000 \"Łucja Żółkiewska\" asserted +48225558000", Shown(office, Star("0601234567")));
        Assert.Equal("+48601000203 \"Łucja Żółkiewska\" asserted +48601000203", Shown(office, FromMobile("203", "0601234567")));
        Assert.StartsWith("203@", Shown(office, Star("202")), StringComparison.Ordinal);
        Assert.Equal("+48601000203 \"Łucja Żółkiewska\" asserted +48601000203", Shown(Lucja(), Star("0601234567")));
    }

    [Fact]
    public void Somebody_from_outside_has_no_private_calls() => Assert.Equal("reject PrivateOff", Lucja().Steps(FromOutside("+48601000203*")));

    private static Employee Flagged(Employee employee) => employee with { PrivateMode = PrivateMode.Flagged };

    private static CallRequest Star(string dialled) => FromMobile("203", dialled + "*");

    private static string Shown(DemoOffice office, CallRequest request) => PlanText.Of(((PlanStep.Ring)office.Plan(request).Steps[0]).Target.Caller);

    private static DemoOffice Lucja(Func<CompanySnapshot, CompanySnapshot>? change = null) => new DemoOffice().With(c =>
    {
        var company = c with { Employees = [.. c.Employees.Select(e => e.Extension == "203" ? Flagged(e) : e)] };
        return change?.Invoke(company) ?? company;
    });
}
