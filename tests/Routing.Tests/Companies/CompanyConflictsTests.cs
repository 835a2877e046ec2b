using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Companies;

public sealed class CompanyConflictsTests
{
    private static readonly CompanyDirectory Directory = CompanyDirectory.Of([DemoFile.Company], ShippedNumbering.Data, new OperatorSettings());

    private static readonly CompanySnapshot Other = new()
    {
        Id = "other",
        Name = "Other",
        Sites = [new Site("Gdańsk", "58")],
        Employees = [new Employee { Id = "x", Name = "X", Mobile = new("+48601555000"), Site = "Gdańsk" }],
    };

    [Fact]
    public void A_company_does_not_conflict_with_its_own_older_revision() => Assert.Empty(CompanyConflicts.Find(Directory, DemoFile.Company with { Revision = 2 }));

    [Fact]
    public void Different_companies_may_have_the_same_short_numbers() => Assert.Empty(CompanyConflicts.Find(
        Directory, Other with { Employees = [Other.Employees[0] with { Extension = "201" }] }));

    [Theory]
    [InlineData("+48601000201")]
    [InlineData("+48225558500")]
    [InlineData("+48600000001")]
    public void A_number_belongs_to_one_company(string number)
    {
        var fault = Assert.Single(CompanyConflicts.Find(Directory, Other with { Employees = [Other.Employees[0] with { Mobile = new(number) }] }));
        Assert.Equal(("$.employees[0].mobile", "PPN-12"), (fault.JsonPath, fault.Rule));
        Assert.Equal($"the number {number} (X) already belongs to the company Przykład Sp. z o.o. (przyklad)", fault.Reason.English);
    }

    [Theory]
    [InlineData("+48225558999", "+48225559999", 1)]
    [InlineData("+48225557000", "+48225558000", 1)]
    [InlineData("+48225550000", "+48225559999", 1)]
    [InlineData("+48225558100", "+48225558101", 1)]
    [InlineData("+48601000200", "+48601000299", 1)]
    [InlineData("+48225559000", "+48225559999", 0)]
    [InlineData("+48225557000", "+48225557999", 0)]
    public void Ranges_of_two_companies_are_apart(string from, string to, int faults) =>
        Assert.Equal(faults, CompanyConflicts.Find(Directory, Other with { PbxRanges = [new(new(from), new(to), "t")] }).Length);

    [Fact]
    public void Users_of_one_realm_trunk_ids_and_addresses_are_unique()
    {
        var softphone = DemoFile.Company.Softphones[0] with { Employee = Other.Employees[0].Mobile };
        var trunk = DemoFile.Company.Trunks[0];
        Assert.Equal(
            ["$.softphones[0].user", "$.trunks[0].id", "$.trunks[0].peers[0].address"],
            CompanyConflicts.Find(Directory, Other with { Softphones = [softphone], Trunks = [trunk] }).Select(f => f.JsonPath));
        Assert.Empty(CompanyConflicts.Find(Directory, Other with { Realm = "other", Softphones = [softphone] }));
        var byDigest = trunk with { Id = "t", Credentials = new("u", softphone.Secret) };
        Assert.Empty(CompanyConflicts.Find(Directory, Other with { Trunks = [byDigest] }));
        Assert.Equal("$.mainNumber", Assert.Single(CompanyConflicts.Find(Directory, Other with { MainNumber = new("+48225558001") })).JsonPath);
    }

    [Fact]
    public void A_login_name_is_one_companys_on_the_whole_bridge()
    {
        var here = CompanyDirectory.Of([DemoFile.Company with { Logins = [Login("anna"), Login("jan")] }], ShippedNumbering.Data, new OperatorSettings());
        var fault = Assert.Single(CompanyConflicts.Find(here, Other with { Realm = "other", Logins = [Login("x"), Login("jan")] }));
        Assert.Equal(
            ("$.logins[1].name", "the login \"jan\" is taken already, outside this company", "nazwa „jan” jest już zajęta poza tą firmą"),
            (fault.JsonPath, fault.Reason.English, fault.Reason.Polish));
        Assert.Empty(CompanyConflicts.Find(here, DemoFile.Company with { Logins = [Login("jan")] }));

        static Login Login(string name) => new() { Name = name, Role = LoginRole.Administrator };
    }

    [Fact]
    public void Where_the_port_does_not_matter_the_address_is_one_companys()
    {
        var trunk = DemoFile.Company.Trunks[0];
        var elsewhere = trunk with { Id = "t", Peers = [trunk.Peers[0] with { Port = 6000 }] };
        Assert.Empty(CompanyConflicts.Find(Directory, Other with { Trunks = [elsewhere] }));
        var fault = Assert.Single(CompanyConflicts.Find(Directory, Other with { Trunks = [elsewhere with { AnyPort = true }] }));
        Assert.Equal("$.trunks[0].peers[0].address", fault.JsonPath);
        Assert.Contains("anyPort", fault.Reason.English, StringComparison.Ordinal);
        var free = CompanyDirectory.Of([DemoFile.Company with { Trunks = [trunk with { AnyPort = true }] }], ShippedNumbering.Data, new OperatorSettings());
        Assert.Single(CompanyConflicts.Find(free, Other with { Trunks = [elsewhere] }));
        Assert.Empty(CompanyConflicts.Find(free, Other with { Trunks = [elsewhere with { Transport = TrunkTransport.Tcp }] }));
    }
}
