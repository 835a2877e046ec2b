using System.Text;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Routing.Tests.Companies;

/// <summary>Who may log in to the Manager, in the company file: domain §8, ROLE-1, M3, M7–M9, D14.</summary>
public sealed class LoginFileTests
{
    private const string Owner = """{"name":"wlasciciel","fullName":"Barbara Przykładowa","password":"barbara-2026","role":"owner"}""";

    private const string Piotr = """
        {"name":"piotr@przyklad.example","employee":"piotr","password":"piotr-2026","mustChangePassword":true,"role":"user",
        "services":{"employees":["jan"],"departments":["handlowcy"],"rights":["profiles","services"]},
        "billing":{"employees":["marek","ewa"],"rights":["notices","costs"]},
        "locked":["topUp","personalLine"],"enabled":false}
        """;

    [Fact]
    public void Everything_about_a_login_is_read()
    {
        var company = Read(Owner, Piotr)!;
        var (owner, piotr) = (company.Logins[0], company.Logins[1]);
        Assert.Equal(("wlasciciel", "Barbara Przykładowa", null, LoginRole.Owner, true), (owner.Name, owner.FullName, owner.Employee, owner.Role, owner.Enabled));
        Assert.Equal((null, null, OwnSettings.None, false), (owner.Services, owner.Billing, owner.Locked, owner.MustChangePassword));
        Assert.True(owner.Password!.Matches("barbara-2026"));
        Assert.False(owner.Password.Matches("Barbara-2026"));
        Assert.Equal(("piotr@przyklad.example", "piotr", LoginRole.User, false, true), (piotr.Name, piotr.Employee, piotr.Role, piotr.Enabled, piotr.MustChangePassword));
        Assert.Equal(OwnSettings.TopUp | OwnSettings.PersonalLine, piotr.Locked);
        Assert.Equal((DelegatedRights.ForServices, DelegatedRights.Costs | DelegatedRights.Notices), (piotr.Services!.Rights, piotr.Billing!.Rights));
        Assert.Equal(["jan"], piotr.Services.Employees.AsEnumerable());
        Assert.Equal(["handlowcy"], piotr.Services.Departments.AsEnumerable());
        Assert.Equal(["marek", "ewa"], piotr.Billing.Employees.AsEnumerable());
        Assert.Empty(piotr.Billing.Departments);
    }

    [Fact]
    public void A_name_alone_is_a_user_without_password()
    {
        var anna = Assert.Single(Read("""{"name":"anna","employee":"anna"}""")!.Logins);
        Assert.Equal((LoginRole.User, null, true, false), (anna.Role, anna.Password, anna.Enabled, anna.MustChangePassword));
    }

    [Fact]
    public void A_company_file_without_logins_lets_nobody_in() => Assert.Empty(DemoFile.Read(DemoFile.With(("logins", null))).Company!.Logins);

    [Fact]
    public void Export_and_import_give_the_same_logins_and_the_same_bytes()
    {
        var company = Read(Owner, Piotr)!;
        var bytes = CompanyFile.Write(company);
        // Other rounds and another salt: what is exported is not hashed again.
        var again = CompanyFile.Read(bytes, DemoFile.Options with { PasswordIterations = 7, SaltOf = n => new byte[n] });
        Assert.Empty(again.Faults);
        Assert.Equivalent(company.Logins, again.Company!.Logins, strict: true);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(CompanyFile.Write(again.Company)));
        Assert.True(again.Company.Logins[0].Password!.Matches("barbara-2026"));
    }

    [Fact]
    public void Every_set_of_rights_and_locks_comes_back()
    {
        var company = Read(Piotr)!;
        var sets = 0;
        for (var rights = DelegatedRights.None; rights <= (DelegatedRights.ForServices | DelegatedRights.ForBilling); rights++, sets++)
        {
            var login = company.Logins[0] with
            {
                Services = new([], [], rights & DelegatedRights.ForServices),
                Billing = new([], [], rights & DelegatedRights.ForBilling),
                Locked = (OwnSettings)rights,
            };
            var again = Assert.Single(CompanyFile.Read(CompanyFile.Write(company with { Logins = [login] }), DemoFile.Options).Company!.Logins);
            Assert.Equal((login.Services.Rights, login.Billing.Rights, login.Locked), (again.Services!.Rights, again.Billing!.Rights, again.Locked));
        }

        Assert.Equal(32, sets);
    }

    [Fact]
    public void Passwords_stay_in_the_reader()
    {
        var company = Read(Owner)!;
        var text = Encoding.UTF8.GetString(CompanyFile.Write(company));
        Assert.DoesNotContain("barbara-2026", text, StringComparison.Ordinal);
        Assert.Contains("\"passwordHash\": \"pbkdf2-sha256$3$", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pbkdf2", company.Logins[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_product_makes_210_000_rounds() => Assert.Equal(
        210_000, new CompanyFileOptions { Numbering = DemoFile.Options.Numbering, SecretOf = DemoFile.Options.SecretOf, SaltOf = DemoFile.Options.SaltOf }.PasswordIterations);

    [Theory]
    [InlineData("\"an\"")]
    [InlineData("\"Anna\"")]
    [InlineData("\"anna kowalska\"")]
    [InlineData("\"łucja\"")]
    [InlineData("7")]
    public void A_bad_name_is_a_fault(string name)
    {
        var fault = Assert.Single(Faults($$"""{"name":{{name}},"employee":"anna"}"""));
        Assert.Equal(
            ("$.logins[0].name", "expected: 3-80 lower-case letters, digits and . _ - @", "oczekiwano: 3–80 małych liter, cyfr i znaków . _ - @"),
            (fault.JsonPath, fault.Reason.English, fault.Reason.Polish));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(80, 0)]
    [InlineData(81, 1)]
    public void A_name_has_3_to_80_characters(int length, int faults) =>
        Assert.Equal(faults, Faults($$"""{"name":"{{new string('a', length)}}","employee":"anna"}""").Count());

    [Fact]
    public void A_name_is_there_once()
    {
        var fault = Assert.Single(Faults("""{"name":"anna","employee":"anna"}""", """{"name":"anna","employee":"jan"}"""));
        Assert.Equal(
            ("$.logins[1].name", "the name \"anna\" is there already", "nazwa „anna” już jest"), (fault.JsonPath, fault.Reason.English, fault.Reason.Polish));
    }

    [Theory]
    [InlineData("""{"name":"kto","employee":"nikt"}""", "$.logins[0].employee", "there is no employee \"nikt\"")]
    [InlineData("""{"name":"kto"}""", "$.logins[0].employee", "a user is an employee of the company: give his id")]
    [InlineData("""{"name":"kto","role":"administrator","employee":"nikt"}""", "$.logins[0].employee", "there is no employee \"nikt\"")]
    [InlineData("""{"name":"kto","employee":"anna","services":{"employees":["nikt"],"rights":[]}}""", "$.logins[0].services.employees[0]", "there is no employee \"nikt\"")]
    [InlineData("""{"name":"kto","employee":"anna","services":{"employees":["jan","jan"],"rights":[]}}""", "$.logins[0].services.employees[1]", "the employee \"jan\" is there already")]
    [InlineData("""{"name":"kto","employee":"anna","services":{"employees":[7],"rights":[]}}""", "$.logins[0].services.employees[0]", "expected: a text of 1 to 200 characters")]
    [InlineData(
        """{"name":"kto","employee":"anna","billing":{"departments":["handlowcy","handlowcy"],"rights":[]}}""",
        "$.logins[0].billing.departments[1]", "the department \"handlowcy\" is there already")]
    [InlineData("""{"name":"kto","employee":"anna","services":{"rights":["costs"]}}""", "$.logins[0].services.rights[0]", "allowed, each once: profiles, services")]
    [InlineData("""{"name":"kto","employee":"anna","billing":{"rights":["limits","profiles"]}}""", "$.logins[0].billing.rights[1]", "allowed, each once: costs, limits, notices")]
    [InlineData("""{"name":"kto","employee":"anna","billing":{"employees":["jan"]}}""", "$.logins[0].billing.rights", "the property is missing")]
    [InlineData("""{"name":"kto","employee":"anna","billing":{"rights":[],"people":[]}}""", "$.logins[0].billing.people", "unknown property")]
    [InlineData("""{"name":"kto","employee":"anna","lokced":[]}""", "$.logins[0].lokced", "unknown property, did you mean \"locked\"?")]
    [InlineData("""{"name":"kto","employee":"anna","locked":["profile"]}""", "$.logins[0].locked[0]", "allowed, each once: personalLine, notice, voicemail, topUp, softphonePassword")]
    [InlineData("""{"name":"kto","employee":"anna","role":"root"}""", "$.logins[0].role", "allowed: user, administrator, owner")]
    [InlineData("""{"name":"kto","employee":"anna","enabled":1}""", "$.logins[0].enabled", "expected: true or false")]
    [InlineData("""{"name":"kto","employee":"anna","password":"hush123"}""", "$.logins[0].password", "expected: 8-128 characters")]
    [InlineData("""{"name":"kto","employee":"anna","passwordHash":"hush"}""", "$.logins[0].passwordHash", "expected: a pbkdf2-sha256$… hash")]
    [InlineData("""{"name":"kto","employee":"anna","password":"hush-hush","passwordHash":"hush"}""", "$.logins[0].passwordHash", "give either password or passwordHash")]
    public void What_is_wrong_is_told_with_its_place_and_reason(string login, string place, string reason)
    {
        var fault = Assert.Single(Faults(login));
        Assert.Equal((place, reason), (fault.JsonPath, fault.Reason.English));
        Assert.NotEqual(fault.Reason.English, fault.Reason.Polish);
        Assert.DoesNotContain("hush", fault.ToString() + fault.Reason.Polish, StringComparison.Ordinal);
    }

    [Fact]
    public void An_employee_has_one_login()
    {
        var fault = Assert.Single(Faults("""{"name":"anna","employee":"anna"}""", """{"name":"anna2","employee":"anna","role":"administrator"}"""));
        Assert.Equal(
            ("$.logins[1].employee", "the login of the employee \"anna\" is there already", "login pracownika „anna” już jest"),
            (fault.JsonPath, fault.Reason.English, fault.Reason.Polish));
    }

    [Fact]
    public void A_snapshot_with_rights_of_the_other_role_does_not_pass_as_a_file()
    {
        var company = Read(Piotr)!;
        var wrong = company.Logins[0] with { Services = new([], [], DelegatedRights.Profiles | DelegatedRights.Limits) };
        var fault = Assert.Single(CompanyFile.Read(CompanyFile.Write(company with { Logins = [wrong] }), DemoFile.Options).Faults);
        Assert.Equal("$.logins[0].services.rights[1]", fault.JsonPath);
    }

    private static CompanySnapshot? Read(params string[] logins)
    {
        var reading = DemoFile.Read(DemoFile.With(("logins", $"[{string.Join(',', logins)}]")));
        Assert.Empty(reading.Faults);
        return reading.Company;
    }

    private static IEnumerable<Fault> Faults(params string[] logins) => DemoFile.FaultsWith(("logins", $"[{string.Join(',', logins)}]"));
}
