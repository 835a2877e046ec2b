using System.Diagnostics;
using PbxBridge.Charging.Fees;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Terms;
using PbxBridge.Routing.Tests.Companies;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Terms;

[CollectionDefinition("Processor time", DisableParallelization = true)]
public sealed class ProcessorTimeCollection;

/// <summary>What a change costs to compare in a company of 20,000 employees: about half a second. To look for each among all of them takes more than a minute.</summary>
[Collection("Processor time")]
public sealed class LargeCompanyOperationsTests
{
    private const int Employees = 20_000;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(9);

    [Fact]
    public void One_changed_employee_of_many_is_found_without_a_walk_for_each()
    {
        var demo = DemoFile.Company;
        var before = demo with
        {
            Employees = [.. demo.Employees, .. Enumerable.Range(0, Employees).Select(i => demo.Employees[1] with { Id = $"e{i}", Mobile = Mobile(i), Extension = null })],
        };
        var after = before with { Employees = before.Employees.SetItem(Employees, before.Employees[Employees] with { Mobile = Mobile(Employees), Name = "Nowa Nazwa" }) };
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var operations = CompanyOperations.Between(before, after, ShippedNumbering.Data, new(2026, 11, 26));
        process.Refresh();
        Assert.Equal(FeeOperation.NumberChange, Assert.Single(operations));
        Assert.InRange(process.TotalProcessorTime - start, TimeSpan.Zero, Most);
    }

    private static PhoneNumber Mobile(int i) => new($"+48602{i:000000}");
}
