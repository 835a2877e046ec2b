using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using static PbxBridge.Routing.Tests.Plans.DemoOffice;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>Short numbers are each company's own (V1), and both ways to bring the office in count as inside (N7, N8).</summary>
public sealed class CompaniesSideBySideTests
{
    private static readonly CallSource OtherPbx = new CallSource.FromPbx("inna", "inna-pbx");

    // V1: the same digits, dialled at the same moment in two companies.
    [Fact]
    public void The_same_short_number_means_different_people_in_different_companies()
    {
        var office = new DemoOffice();
        Assert.Equal("+48601000201", office.Plan(FromDesk("8234", "201")).Called?.Value);
        Assert.Equal("+48602000001", office.Plan(FromDesk("+48618880001", "201") with { Source = OtherPbx }).Called?.Value);
        Assert.Equal("+48602000001", office.Plan(FromMobile("201", "201") with { Asserted = "<tel:+48602000001>", Dialled = "+48602000001" }).Called?.Value);
        // What only one of them has, the other one does not reach by it.
        Assert.Equal("+48601000202", office.Plan(FromDesk("8234", "202")).Called?.Value);
        Assert.Null(office.Plan(FromDesk("+48618880001", "202") with { Source = OtherPbx }).Called);
        Assert.Equal("+48600000003", office.Plan(FromDesk("8234", "602")).Called?.Value);
        Assert.Null(office.Plan(FromDesk("+48618880001", "602") with { Source = OtherPbx }).Called);
    }

    [Fact]
    public void The_short_number_of_the_caller_is_shown_in_his_own_company_only()
    {
        var office = new DemoOffice();
        Assert.StartsWith("201@", PlanText.Of(((PlanStep.Ring)office.Plan(FromMobile("201", "202")).Steps[0]).Target.Caller), StringComparison.Ordinal);
        Assert.StartsWith("+48601000201", PlanText.Of(((PlanStep.Ring)office.Plan(FromMobile("201", "+48602000001")).Steps[0]).Target.Caller), StringComparison.Ordinal);
    }

    // N8: a whole range by a trunk, or the main number as partner: with the profile of who may only call inside, at the price of the network.
    [Theory]
    [InlineData(true, "+48225558000", null, "on-net", NumberClass.OnNet)]
    [InlineData(true, "8000", null, "on-net", NumberClass.OnNet)]
    [InlineData(true, "+48225558234", null, "on-net", NumberClass.OnNet)]
    [InlineData(false, "+48225558000", null, "on-net", NumberClass.PartnerNumber)]
    [InlineData(false, "700", null, "on-net", NumberClass.PartnerNumber)]
    [InlineData(false, "+48225558234", "DEFAULT", null, NumberClass.FixedNational)]
    public void Both_ways_to_the_office_count_as_inside(bool range, string dialled, string? denial, string? price, NumberClass kind)
    {
        var office = new DemoOffice().With(company => (range ? company : OfficeAsPartner(company)) with
        {
            Employees = [.. company.Employees.Select(employee => employee.Extension == "203" ? employee with { Profile = "siec-firmowa" } : employee)],
        }).WithPrices(ShippedPrices.Book);
        var plan = office.Plan(FromMobile("203", dialled));
        Assert.Equal((denial, price, kind), (plan.Denial?.Code, plan.Quote?.Row?.Item.Item, plan.Class));
        // Who has no such profile calls the extensions behind the main number as anybody outside.
        Assert.Equal(price ?? "domestic", office.Plan(FromMobile("202", dialled)).Quote?.Row?.Item.Item);
    }

    private static CompanySnapshot OfficeAsPartner(CompanySnapshot company) => company with
    {
        PbxRanges = [],
        Trunks = [],
        MainNumber = null,
        PartnerNumbers = [new(new("+48225558000"), "Biuro", "700", true)],
    };
}
