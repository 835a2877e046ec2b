using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Tests.Companies;

/// <summary>A freed short number rests before somebody else gets it (PPN-8).</summary>
public sealed class ExtensionQuarantineTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);
    private static readonly CompanySnapshot Before = DemoFile.Company;

    [Fact]
    public void A_number_that_nobody_has_any_more_is_kept_with_its_owner_and_the_day()
    {
        var (next, faults) = ExtensionQuarantine.After(Before, Employee(Before, 0, null), Day);
        Assert.Empty(faults);
        Assert.Equal(new FreedExtension("201", "anna", Day), Assert.Single(next.FreedExtensions));
        var later = ExtensionQuarantine.After(next, next with { FreedExtensions = [] }, Day.AddDays(29)).Company;
        Assert.Equal(new FreedExtension("201", "anna", Day), Assert.Single(later.FreedExtensions));
        Assert.Empty(ExtensionQuarantine.After(later, later, Day.AddDays(30)).Company.FreedExtensions);
    }

    [Theory]
    [InlineData(30, 0, false)]
    [InlineData(30, 29, false)]
    [InlineData(30, 30, true)]
    [InlineData(7, 6, false)]
    [InlineData(7, 7, true)]
    [InlineData(0, 0, true)]
    public void Another_person_gets_it_when_it_has_rested(int quarantine, int days, bool may)
    {
        var before = Before with { Rules = Before.Rules with { QuarantineDays = quarantine } };
        var freed = ExtensionQuarantine.After(before, Employee(before, 0, null), Day).Company;
        var (next, faults) = ExtensionQuarantine.After(freed, Employee(freed, 1, "201"), Day.AddDays(days));
        if (may)
        {
            Assert.Empty(faults);
            Assert.DoesNotContain(next.FreedExtensions, kept => kept.Extension == "201");
            return;
        }
        var fault = Assert.Single(faults);
        Assert.Equal(("$.employees[1].extension", "PPN-8"), (fault.JsonPath, fault.Rule));
        Assert.Contains($"somebody else may have it from {Day.AddDays(quarantine):yyyy-MM-dd}", fault.Reason.English);
        Assert.Contains($"ktoś inny może go mieć od {Day.AddDays(quarantine):yyyy-MM-dd}", fault.Reason.Polish);
    }

    [Fact]
    public void A_line_and_a_partner_do_not_get_it_earlier()
    {
        var freed = ExtensionQuarantine.After(Before, Employee(Before, 0, null), Day).Company;
        var line = freed with { Lines = freed.Lines.SetItem(1, freed.Lines[1] with { Extension = "201" }) };
        Assert.Equal("$.lines[1].extension", Assert.Single(ExtensionQuarantine.After(freed, line, Day).Faults).JsonPath);
        var partner = freed with { PartnerNumbers = [new PartnerNumber(new PhoneNumber("+48221112233"), "Bank", "201", false)] };
        Assert.Equal("$.partnerNumbers[0].short", Assert.Single(ExtensionQuarantine.After(freed, partner, Day).Faults).JsonPath);
    }

    [Fact]
    public void Nor_does_somebody_in_the_change_that_frees_it()
    {
        var swapped = Employee(Employee(Before, 0, "202"), 1, "201");
        Assert.Equal(["$.employees[0].extension", "$.employees[1].extension"], ExtensionQuarantine.After(Before, swapped, Day).Faults.Select(f => f.JsonPath).Order());
    }

    [Fact]
    public void Its_owner_may_have_it_back_at_once_and_it_rests_anew_after_him()
    {
        var freed = ExtensionQuarantine.After(Before, Employee(Before, 0, null), Day).Company;
        var (back, faults) = ExtensionQuarantine.After(freed, Employee(freed, 0, "201"), Day);
        Assert.Empty(faults);
        Assert.Empty(back.FreedExtensions);
        Assert.Equal(Day.AddDays(3), Assert.Single(ExtensionQuarantine.After(back, Employee(back, 0, null), Day.AddDays(3)).Company.FreedExtensions).Freed);
    }

    [Fact]
    public void Without_quarantine_nothing_is_kept()
    {
        var freed = ExtensionQuarantine.After(Before, Employee(Before, 0, null), Day).Company;
        var off = freed with { Rules = freed.Rules with { QuarantineDays = 0 } };
        Assert.Empty(ExtensionQuarantine.After(freed, off, Day).Company.FreedExtensions);
    }

    [Fact]
    public void What_a_file_says_counts_for_a_new_company_alone()
    {
        var said = Before with { FreedExtensions = [new("299", "anna", new(9999, 12, 31)), new("298", "anna", Day.AddDays(-30))] };
        Assert.Equal(new FreedExtension("299", "anna", Day), Assert.Single(ExtensionQuarantine.After(null, said, Day).Company.FreedExtensions));
        Assert.Empty(ExtensionQuarantine.After(Before, said, Day).Company.FreedExtensions);
    }

    [Fact]
    public void The_file_keeps_it()
    {
        var kept = Before with { FreedExtensions = [new("299", "anna", Day)], Rules = Before.Rules with { QuarantineDays = 14 } };
        var read = CompanyFile.Read(CompanyFile.Write(kept), DemoFile.Options).Company!;
        Assert.Equal(Assert.Single(kept.FreedExtensions), Assert.Single(read.FreedExtensions));
        Assert.Equal(14, read.Rules.QuarantineDays);
        Assert.Equal(30, DemoFile.Company.Rules.QuarantineDays);
        Assert.Equal(["$.freedExtensions[0].owner", "$.freedExtensions[0].freed"], DemoFile.FaultsWith(("freedExtensions", """[{"extension":"299","freed":"soon"}]""")).Select(f => f.JsonPath));
        Assert.Equal(["$.plan.quarantineDays"], DemoFile.FaultsWith(("plan/quarantineDays", "367")).Select(f => f.JsonPath));
    }

    private static CompanySnapshot Employee(CompanySnapshot company, int index, string? extension) =>
        company with { Employees = company.Employees.SetItem(index, company.Employees[index] with { Extension = extension }) };
}
