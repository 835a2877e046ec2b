using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Each kind of caller to each kind of destination.</summary>
public sealed class DestinationTests
{
    private const string Desk = "+48225558234";
    private const string Tried = "ring +48225558201(przyklad-pbx) 180 [Unreachable→1] early; reject DestinationOutOfOrder";

    [Theory]
    [InlineData("201", "+48601000202", "ring 202(mobile) 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("201", "202", "ring 202(mobile) 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("201", "tel:601000202", "ring 202(mobile) 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("201", "499", "ring 499(mobile) 180 early")]
    [InlineData("201", "8234", "ring +48225558234(przyklad-pbx) 180 early")]
    [InlineData("201", "8000", "ring +48225558000(przyklad-pbx) 180 early")]
    [InlineData("201", "8999", "ring +48225558999(przyklad-pbx) 180 early")]
    [InlineData("201", "602", "line +48600000003 401(mobile) 402(mobile) 15/120; voicemail przyklad +48600000003")]
    [InlineData("201", "700", "ring +48221234567(mobile) 180 early")]
    [InlineData("201", "0221234567", "ring +48221234567(mobile) 180 early")]
    [InlineData("201", "0601234567", "ring +48601234567(mobile) 180 early")]
    [InlineData("201", "+4930123456", "ring +4930123456(mobile) 180 early")]
    [InlineData("201", "116111", "ring 116111(mobile) 180 early")]
    [InlineData("201", "500", "menu 201")]
    [InlineData("201", "201", "menu 201")]
    [InlineData("499", "499", "reject Busy")]
    [InlineData("499", "500", "menu ask")]
    [InlineData("201", "12345", "announce A04 Incomplete")]
    [InlineData("201", "6012345678", "announce A04 Unallocated")]
    [InlineData("201", "9000", "announce A04 Incomplete")]
    [InlineData("201", "202*", "announce A07 PrivateOff")]
    [InlineData("201", "0601234567*", "announce A07 PrivateOff")]
    [InlineData("201", "*21#", "announce A02 NotInService")]
    [InlineData("201", "1033", "announce A02 SystemBarred")]
    [InlineData("201", "112", "ring 112(mobile) 180 early")]
    [InlineData("201", "0112", "ring 112(mobile) 180 early")]
    [InlineData("201", "112*", "ring 112(mobile) 180 early")]
    public void An_employee_dials_from_his_mobile(string extension, string dialled, string steps) =>
        Assert.Equal(steps, new DemoOffice().Steps(FromMobile(extension, dialled)));

    [Theory]
    [InlineData("202", "ring 202(mobile) 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("8100", "ring +48225558100(przyklad-pbx) 180 early")]
    [InlineData("+48225558100", "ring +48225558100(przyklad-pbx) 180 early")]
    [InlineData("0601234567", "ring +48601234567(mobile) 180 early")]
    [InlineData("500", "menu ask")]
    [InlineData("0112", "ring 112(mobile) 180 early")]
    [InlineData("12", "announce A04 Incomplete")]
    public void A_desk_phone_dials(string dialled, string steps)
    {
        Assert.Equal(steps, new DemoOffice().Steps(FromDesk("8234", dialled)));
        Assert.Equal(steps, new DemoOffice().Steps(FromDesk(Desk, dialled)));
    }

    [Theory]
    [InlineData("202", "ring 202(mobile) 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("500", "menu 201")]
    [InlineData("0601234567", "ring +48601234567(mobile) 180 early")]
    public void A_softphone_dials(string dialled, string steps) => Assert.Equal(steps, new DemoOffice().Steps(FromSoftphone("anna", dialled)));

    [Theory]
    [InlineData("+48601000202", "ring 202(mobile) 25 [Any→1]; voicemail przyklad 202")]
    [InlineData("+48225558234", "ring +48225558234(przyklad-pbx) 180 early")]
    [InlineData("+48600000003", "line +48600000003 401(mobile) 402(mobile) 15/120; voicemail przyklad +48600000003")]
    [InlineData("+48602000001", "ring +48602000001(mobile) 25 [Any→1]; voicemail inna obcy")]
    [InlineData("+48225559000", "reject Unallocated")]
    [InlineData("+48601234567", "reject Unallocated")]
    [InlineData("+4930123456", "reject Unallocated")]
    [InlineData("+48700123456", "reject Unallocated")]
    [InlineData("202", "reject Incomplete")]
    [InlineData("112", "ring 112(mobile) 180 early")]
    public void A_customer_reaches_the_companies_numbers_and_nothing_else(string dialled, string steps) =>
        Assert.Equal(steps, new DemoOffice().Steps(FromOutside(dialled)));

    [Fact]
    public void A_company_without_announcements_on_its_trunk_is_just_refused() =>
        Assert.Equal("reject Incomplete", new DemoOffice().Steps(FromDesk("+48618880001", "12345") with { Source = new CallSource.FromPbx("inna", "inna-pbx") }));

    [Fact]
    public void A_call_to_another_company_is_served_by_that_company() =>
        Assert.Equal("ring +48602000001(mobile) 25 [Any→1]; voicemail inna obcy", new DemoOffice().Steps(FromMobile("201", "602000001")));

    [Theory]
    [InlineData("obca", "202")]
    [InlineData("przyklad", "202")]
    public void An_unknown_source_is_not_authorised(string company, string dialled)
    {
        var office = new DemoOffice();
        Assert.Equal("reject NotAuthorised", office.Steps(FromDesk("8234", dialled) with { Source = new CallSource.FromPbx(company, "cudze") }));
        Assert.Equal("reject NotAuthorised", office.Steps(FromDesk("8234", dialled) with { Source = new CallSource.FromSoftphone(company, "nikt") }));
        Assert.Equal("reject NotAuthorised", office.Steps(FromOutside(dialled) with { Source = new CallSource.FromMobileNetwork("cudze") }));
    }

    [Fact]
    public void A_main_number_outside_the_ranges_is_reached_from_inside_only()
    {
        var office = new DemoOffice().With(c => c with { MainNumber = new("+48221110000") });
        Assert.Equal("ring +48221110000(mobile) 180 early", office.Steps(FromMobile("201", "0221110000")));
        Assert.Equal("reject Unallocated", office.Steps(FromOutside("+48221110000")));
    }

    [Fact]
    public void A_registered_softphone_rings_together_with_the_mobile()
    {
        var office = new DemoOffice();
        office.Registered.Add("piotr");
        Assert.Equal("ring 202(mobile+piotr) 25 [Any→1]; voicemail przyklad 202", office.Steps(FromMobile("203", "202")));
    }

    [Fact]
    public void With_the_mobile_trunk_down_the_softphone_rings_alone()
    {
        var office = new DemoOffice();
        office.Registered.Add("piotr");
        office.DownTrunks.Add("mobile");
        Assert.Equal("ring 202(piotr) 25 [Any→1]; voicemail przyklad 202", office.Steps(FromMobile("203", "202")));
        Assert.Equal("ring 203(mobile) 25 [Any→1]; voicemail przyklad 203", office.Steps(FromMobile("201", "203")));
    }

    [Theory]
    [InlineData(PbxDownTo.Refuse, null, "8201", "ring +48225558201(przyklad-pbx) 180 [Unreachable→1] early; reject DestinationOutOfOrder")]
    [InlineData(PbxDownTo.Mobile, null, "8201", "ring 201(mobile) by +48225558201 25 [Any→1]; voicemail przyklad 201")]
    [InlineData(PbxDownTo.Mobile, null, "8499", "ring 499(mobile) by +48225558499 180 early")]
    [InlineData(PbxDownTo.Mobile, null, "8001", "ring +48225558001(przyklad-pbx) 180 [Unreachable→1] early; reject DestinationOutOfOrder")]
    [InlineData(PbxDownTo.Mobile, "+48600000003", "8001", "line +48600000003 401(mobile) 402(mobile) 15/120; voicemail przyklad +48600000003")]
    [InlineData(PbxDownTo.Voicemail, null, "8201", "voicemail przyklad 201")]
    [InlineData(PbxDownTo.Voicemail, null, "8499", "ring +48225558499(przyklad-pbx) 180 [Unreachable→1] early; reject DestinationOutOfOrder")]
    [InlineData(PbxDownTo.Line, "+48600000003", "8201", "line +48600000003 401(mobile) 402(mobile) 15/120; voicemail przyklad +48600000003")]
    public void While_the_PBX_is_down_its_numbers_are_forwarded(PbxDownTo to, string? line, string dialled, string steps)
    {
        var office = Paired(to, line);
        Assert.Equal("ring " + "+4822555" + dialled + "(przyklad-pbx) 180 early", office.Steps(FromMobile("203", dialled)));
        office.DownTrunks.Add(DemoOffice.PbxTrunk);
        Assert.Equal(steps, office.Steps(FromMobile("203", dialled)));
        Assert.Single(office.Plan(FromMobile("203", dialled)).Decisions, d => d.Rule == "TRK-8");
    }

    [Fact]
    public void While_the_PBX_is_down_nobody_is_sent_to_his_own_mobile_or_back_to_where_the_call_was()
    {
        var office = Paired(PbxDownTo.Mobile, null);
        office.DownTrunks.Add(DemoOffice.PbxTrunk);
        Assert.Equal(Tried, office.Steps(FromMobile("201", "8201")));
        Assert.Equal(Tried, office.Steps(FromMobile("203", "8201") with { Visited = ["+48601000201"] }));
        Assert.Equal(Tried, office.Steps(FromMobile("203", "8201") with { DiversionCount = 5 }));
        Assert.Equal(Tried, office.Steps(FromMobile("203", "8201") with { PsapCallback = true }));
    }

    private static DemoOffice Paired(PbxDownTo to, string? line) => new DemoOffice().With(c => c with
    {
        PbxDown = new(to, line is null ? null : new(line)),
        Employees = [.. c.Employees.Select(e => e.Extension is "201" or "499" ? e with { Desk = new("+4822555" + "8" + e.Extension) } : e)],
    });

    [Fact]
    public void Every_class_and_company_is_in_the_plan()
    {
        var plan = new DemoOffice().Plan(FromMobile("201", "0221112233"));
        Assert.Equal(("przyklad", "+48221112233", NumberClass.FixedNational), (plan.Company, plan.Called?.Value, plan.Class));
        Assert.Equal("+48601000201", plan.Caller?.Value);
        Assert.Equal("inna", new DemoOffice().Plan(FromOutside("+48602000001")).Company);
        Assert.Null(new DemoOffice().Plan(FromOutside("+48601234567")).Company);
    }
}
