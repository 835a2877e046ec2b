using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Terms;
using PbxBridge.Routing.Tests.Companies;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Terms;

/// <summary>What a change of the demo company consists of (domain §6.9, F2–F6, O10, R9, D13).</summary>
public sealed class CompanyOperationsTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);

    [Theory]
    [InlineData("", "name", "\"Przykład S.A.\"")]
    [InlineData("", "employees/0/name", "\"Anna Nowak\"")]
    [InlineData("NumberChange", "employees/0/mobile", "\"+48601000299\"")]
    [InlineData("ProfileRestriction", "employees/0/profile", "\"kraj-bez-70x\"")]
    [InlineData("ProfileChange", "employees/2/profile", "\"bez-ograniczen\"")]
    [InlineData("ProfileChange", "employees/2/profile", "\"kraj-bez-70x\"")]
    [InlineData("ProfileRestriction", "employees/2/allowed", null)]
    [InlineData("ProfileRestriction", "employees/0/denied", """[{"number":"+48226000000"}]""")]
    [InlineData("ProfileRestriction", "profiles/2/classes/partnerNumber", "\"deny\"")]
    [InlineData("ProfileChange", "profiles/2/classes/fixedNational", "\"allow\"")]
    [InlineData("", "profiles/2/name", "\"inna nazwa\"")]
    [InlineData("", "profiles/1/classes/premium", "\"allow\"")]
    [InlineData("ProfileRestriction ProfileRestriction ProfileRestriction ProfileRestriction ProfileRestriction ProfileRestriction ProfileRestriction", "defaultProfile", "\"kraj-bez-70x\"")]
    [InlineData("PersonalLineActivation", "employees/1/personalLine", """{"second":"200"}""")]
    [InlineData("PersonalLineChange", "employees/0/personalLine/firstFor", "25")]
    [InlineData("", "employees/0/personalLine", null)]
    [InlineData("PrivateCallsActivation", "employees/0/privateMode", "\"prepaid\"")]
    [InlineData("", "employees/1/privateMode", "\"flagged\"")]
    [InlineData("CompanyLineActivation", "lines/-", """{"number":"+48600000009","name":"nowa","extension":"609","members":["201"],"overflow":{"to":"announcement"}}""")]
    [InlineData("CompanyLineChange", "lines/0/members", """["201"]""")]
    [InlineData("CompanyLineChange", "lines/0/enabled", "false")]
    [InlineData("PartnerActivation", "partnerNumbers/-", """{"number":"+48221234568","name":"Drugi"}""")]
    [InlineData("PartnerActivation", "partnerCompanies", """["inna"]""")]
    [InlineData("CompanyAreaZone", "area/zones/-", """{"name":"magazyn","areaCode":"22","circle":{"latitude":52.1,"longitude":21.0,"radius":500}}""")]
    [InlineData("CompanyAreaChange", "area/zones/0/name", "\"centrala\"")]
    [InlineData("", "area", null)]
    [InlineData("LimitChange", "limit/amount", "50")]
    [InlineData("LimitChange", "employees/0/limit", """{"amount":50}""")]
    [InlineData("NoticeChange", "employees/0/notice", """{"by":"sms","to":"+48601000200"}""")]
    [InlineData("NoticeChange", "notices", """[{"by":"email","to":"biuro@przyklad.example"}]""")]
    [InlineData("ManagerActivation", "activation", """{"channel":"phone","packageBought":"2026-01-02","applicationReceived":"2026-01-02","administrator":"Maria Wiśniewska","basis":"owner","notice":{"by":"sms","to":"+48601000200"},"activated":"2026-01-05"}""")]
    public void A_change_is_these_operations(string operations, string pointer, string? json)
    {
        var reading = DemoFile.Read(DemoFile.With((pointer, json)));
        Assert.Empty(reading.Faults);
        Assert.Equal(operations, Between(DemoFile.Company, reading.Company!));
    }

    [Fact]
    public void An_area_is_activated_once_with_its_further_zones()
    {
        var without = DemoFile.Company with { Area = CompanyArea.None };
        Assert.Equal("CompanyAreaActivation", Between(without, DemoFile.Company));
        var zone = DemoFile.Company.Area.Zones[0];
        var three = DemoFile.Company with { Area = DemoFile.Company.Area with { Zones = [zone, zone with { Name = "b" }, zone with { Name = "c" }] } };
        Assert.Equal("CompanyAreaActivation CompanyAreaZone CompanyAreaZone", Between(without, three));
        Assert.Equal("CompanyAreaChange", Between(three, DemoFile.Company));
    }

    [Fact]
    public void A_service_that_is_switched_on_activates_all_that_it_opens()
    {
        var off = DemoFile.Company with { Services = DemoFile.Company.Services.With(ServiceKind.CompanyLine, Today, false).With(ServiceKind.PrivateCalls, Today, false) };
        Assert.Equal(
            "CompanyLineActivation CompanyLineActivation CompanyLineActivation PrivateCallsActivation PrivateCallsActivation", Between(off, DemoFile.Company));
        Assert.Equal("", Between(DemoFile.Company, off));
        // Before its first day a service is not on.
        Assert.Equal("", Between(off, off with { Services = off.Services.With(ServiceKind.CompanyLine, Today.AddDays(1), true) }));
    }

    [Fact]
    public void A_service_of_one_employee_is_his_alone()
    {
        var off = DemoFile.Company with
        {
            Employees = [.. DemoFile.Company.Employees.Select(e => e.Id == "piotr" ? e with { ServicesOff = ServiceSet.Of(ServiceKind.PrivateCalls) } : e)],
        };
        Assert.Equal("PrivateCallsActivation", Between(off, DemoFile.Company));
    }

    [Fact]
    public void The_same_company_read_again_is_no_change() => Assert.Equal("", Between(DemoFile.Company, DemoFile.Read(DemoFile.Text).Company!));

    private static string Between(CompanySnapshot before, CompanySnapshot after) =>
        string.Join(' ', CompanyOperations.Between(before, after, ShippedNumbering.Data, Today));
}
