using System.Diagnostics;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Tests.Numbering;
using Xunit.Abstractions;

namespace PbxBridge.Routing.Tests.Companies;

public sealed class CompanyDirectoryTests(ITestOutputHelper output)
{
    private static readonly CompanyDirectory Demo = CompanyDirectory.Of([DemoFile.Company], ShippedNumbering.Data, new OperatorSettings());

    [Theory]
    [InlineData("+48601000201", NumberOwnerKind.Employee, "Anna Kowalska")]
    [InlineData("+48600000001", NumberOwnerKind.Line, "mazowieckie")]
    [InlineData("+48225558123", NumberOwnerKind.PbxRange, "przyklad-pbx")]
    [InlineData("+48225558999", NumberOwnerKind.PbxRange, "przyklad-pbx")]
    [InlineData("+48225558000", NumberOwnerKind.MainNumber, "przyklad-pbx")]
    public void Every_number_knows_its_owner(string number, NumberOwnerKind kind, string what)
    {
        foreach (var found in new[] { Demo.OwnerOf(new(number)), DemoFile.Company.OwnerOf(new(number)) })
        {
            var owner = found!.Value;
            Assert.Equal((DemoFile.Company, kind, what), (owner.Company, owner.Kind, owner.Employee?.Name ?? owner.Line?.Name ?? owner.Range?.Trunk));
        }
    }

    [Theory]
    [InlineData("+48601000209")]
    [InlineData("+48225557999")]
    [InlineData("+48225559000")]
    [InlineData("+48221234567")]
    [InlineData("112")]
    [InlineData("")]
    [InlineData("+4822555812345678")]
    public void Other_numbers_have_no_owner(string number)
    {
        Assert.Null(Demo.OwnerOf(new(number)));
        Assert.Null(DemoFile.Company.OwnerOf(new(number)));
    }

    [Fact]
    public void Softphones_and_trunks_are_found_by_their_names()
    {
        Assert.Equal("Anna Kowalska", Demo.SoftphoneOf("anna", "pbxbridge")?.Employee.Name);
        Assert.Null(Demo.SoftphoneOf("anna", "elsewhere"));
        Assert.Null(Demo.SoftphoneOf("Anna", "pbxbridge"));
        Assert.Single(Demo.SoftphonesOf("maria"));
        Assert.Equal(DemoFile.Company, Demo.TrunkOf("przyklad-pbx")?.Company);
        Assert.Null(Demo.TrunkOf("mobile"));
        Assert.Equal(["anna"], DemoFile.Company.SoftphonesOf(new("+48601000201")).Select(s => s.User));
        Assert.Empty(DemoFile.Company.SoftphonesOf(new("+48601000203")));
    }

    [Fact]
    public void Sites_follow_people_and_ranges()
    {
        Assert.Equal("91", DemoFile.Company.SiteOf(new("+48601000301")).AreaCode);
        Assert.Equal("22", DemoFile.Company.SiteOf(new("+48225558001")).AreaCode);
        Assert.Equal("22", DemoFile.Company.SiteOf(new("+48600000001")).AreaCode);
    }

    [Fact]
    public void A_change_is_a_new_directory_and_leaves_the_old_one_alone()
    {
        var changed = DemoFile.Company with
        {
            Revision = 2,
            Employees = DemoFile.Company.Employees.RemoveAt(0),
            Softphones = [],
            PbxRanges = [],
            MainNumber = null,
            Trunks = [],
        };
        var next = Demo.With(changed);
        Assert.Null(next.OwnerOf(new("+48601000201")));
        Assert.Null(next.OwnerOf(new("+48225558123")));
        Assert.Null(next.SoftphoneOf("anna", "pbxbridge"));
        Assert.Null(next.TrunkOf("przyklad-pbx"));
        Assert.Same(changed, next.OwnerOf(new("+48601000202"))!.Value.Company);
        Assert.NotNull(Demo.OwnerOf(new("+48601000201")));
        Assert.Equal((1, 0), (next.Count, next.Without("przyklad").Count));
        Assert.Null(next.Without("przyklad").OwnerOf(new("+48601000202")));
    }

    [Fact]
    public void Logins_are_found_by_their_name_and_go_with_the_company()
    {
        var with = DemoFile.Company with { Logins = [new() { Name = "anna", Employee = "anna" }, new() { Name = "jan", Employee = "jan" }] };
        var directory = Demo.With(with);
        Assert.Equal((with, with.Logins[1]), (directory.LoginNamed("jan")!.Value.Company, directory.LoginNamed("jan")!.Value.Login));
        Assert.Null(directory.LoginNamed("Jan"));
        Assert.Null(directory.LoginNamed("ewa"));
        var next = with with { Logins = [with.Logins[0] with { Name = "ewa" }] };
        var changed = directory.With(next);
        Assert.Equal((null, null), (changed.LoginNamed("jan"), changed.LoginNamed("anna")));
        Assert.Same(next, changed.LoginNamed("ewa")!.Value.Company);
        Assert.NotNull(directory.LoginNamed("jan"));
        Assert.Null(changed.Without("przyklad").LoginNamed("ewa"));
    }

    [Fact]
    public void Where_two_companies_have_a_login_the_first_keeps_it()
    {
        var (first, second) = (BigCompany(1) with { Logins = [new() { Name = "jan" }] }, BigCompany(2) with { Logins = [new() { Name = "jan" }] });
        var both = CompanyDirectory.Of([first, second], ShippedNumbering.Data, new OperatorSettings());
        Assert.Same(first, both.LoginNamed("jan")!.Value.Company);
        Assert.Same(first, both.With(second with { Logins = [] }).LoginNamed("jan")!.Value.Company);
    }

    [Fact]
    public void A_hundred_thousand_employees_are_found_and_a_change_keeps_the_other_companies()
    {
        var companies = Enumerable.Range(0, 1000).Select(BigCompany).ToList();
        var clock = Stopwatch.StartNew();
        var big = CompanyDirectory.Of(companies, ShippedNumbering.Data, new OperatorSettings());
        var build = clock.Elapsed;
        var small = CompanyDirectory.Of(companies.Take(100), ShippedNumbering.Data, new OperatorSettings());
        big = big.With(BigCompany(500));
        clock.Restart();
        big = big.With(BigCompany(501));
        var change = clock.Elapsed;
        var numbers = Enumerable.Range(0, 10_000).Select(i => new PhoneNumber($"+48601{i * 10:000000}")).ToArray();
        var (fast, slow) = (Best(small, [.. numbers.Take(1000)]), Best(big, numbers));
        output.WriteLine($"build {build.TotalMilliseconds:F0} ms, one company changed {change.TotalMilliseconds:F1} ms, look-up {fast:F0} ns of 10,000, {slow:F0} ns of 100,000");

        Assert.All(numbers, n => Assert.Equal(n, big.OwnerOf(n)!.Value.Employee!.Mobile));
        Assert.Equal("c999", big.OwnerOf(new("+48229990050"))!.Value.Company.Id);
        Assert.Equal("c7", big.SoftphoneOf("u42", "realm7")!.Value.Company.Id);
        Assert.Same(companies[3], big.Company("c3"));
        Assert.NotSame(companies[500], big.Company("c500"));
    }

    [Fact]
    public void A_look_up_allocates_nothing()
    {
        var (employee, desk) = (new PhoneNumber("+48601000201"), new PhoneNumber("+48225558123"));
        Demo.OwnerOf(employee);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Demo.OwnerOf(employee);
            Demo.OwnerOf(desk);
            DemoFile.Company.OwnerOf(employee);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Best(CompanyDirectory directory, PhoneNumber[] numbers)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var clock = Stopwatch.StartNew();
            foreach (var number in numbers)
            {
                directory.OwnerOf(number);
            }

            best = Math.Min(best, clock.Elapsed.TotalNanoseconds / numbers.Length);
        }

        return best;
    }

    private static CompanySnapshot BigCompany(int c) => new()
    {
        Id = $"c{c}",
        Name = $"Company {c}",
        Realm = $"realm{c}",
        Sites = [new Site("Warszawa", "22")],
        PbxRanges = [new PbxRange(new($"+4822{c:000}0000"), new($"+4822{c:000}0099"), $"t{c}", "4000")],
        Employees = [.. Enumerable.Range(0, 100).Select(e => new Employee
        {
            Id = $"e{e}", Name = $"E {e}", Mobile = new($"+48601{(c * 100) + e:000000}"), Extension = $"{200 + e}", Site = "Warszawa",
        })],
        Softphones = [.. Enumerable.Range(0, 100).Select(e => new Softphone($"u{e}", new($"+48601{(c * 100) + e:000000}"), new($"realm{c}", "", "", "")))],
    };
}
