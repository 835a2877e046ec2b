using System.Net;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Terms;
using PbxBridge.Storage.Audit;

namespace PbxBridge.Manager.Tests.Employees;

/// <summary>The list of employees and the page of one, over HTTP.</summary>
public sealed class EmployeePagesTests
{
    [Fact]
    public async Task An_administrator_sees_everybody_with_profile_and_limit()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        var rows = (await browser.Get("/employees")).Rows();
        Assert.Equal(8, rows.Length);
        Assert.Equal(["", "ŁŻ Łucja Żółkiewska", "203", "blokada połączeń poza Sieć firmową", "0,00 zł", "100,00 zł", "0 %"], rows[2]);
    }

    // M7.
    [Fact]
    public async Task A_delegated_administrator_sees_those_who_are_assigned_to_him_and_nobody_else()
    {
        await using var site = await TestSite.StartAsync(People.Jan);
        using var browser = await site.LoggedIn("jan");
        var page = await browser.Get("/employees");
        Assert.Equal(["MW Marek Wójcik", "ED Ewa Dąbrowska", "JN Jan Nowak"], page.Rows().Select(row => row[1]));
        Assert.Equal(["100,00 zł", "–", "100,00 zł"], page.Rows().Select(row => row[5]));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/employees/anna")).Status);
    }

    [Fact]
    public async Task A_user_has_no_list_but_finds_himself()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        var page = await browser.Get("/me");
        Assert.False(page.Has("nav a[href='/employees']"));
        Assert.Equal(["AK Anna Kowalska"], (await browser.Get("/employees")).Rows().Select(row => row[0]));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/employees/piotr")).Status);
    }

    [Fact]
    public async Task People_are_found_by_name_number_and_department()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        Assert.Equal(["ŁŻ Łucja Żółkiewska"], (await browser.Get("/employees?find=żółk")).Rows().Select(row => row[1]));
        Assert.Equal(["ED Ewa Dąbrowska"], (await browser.Get("/employees?find=601+000+302")).Rows().Select(row => row[1]));
        Assert.Equal(["MW Maria Wiśniewska"], (await browser.Get("/employees?department=sekretariat")).Rows().Select(row => row[1]));
        Assert.Contains("Nikogo takiego nie ma.", (await browser.Get("/employees?find=xyz")).Shown, StringComparison.Ordinal);
    }

    // ROLE-2.
    [Fact]
    public async Task A_bulk_with_one_employee_who_is_not_assigned_changes_nobody()
    {
        await using var site = await TestSite.StartAsync(People.Jan);
        using var browser = await site.LoggedIn("jan");
        var page = await browser.Get("/employees");
        var fields = Fields(page, ("profile", "kraj"), ("act", "profile"));
        var answer = await browser.Post("/employees", [.. fields, new("id", "marek"), new("id", "anna")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Nie ma takiego pracownika."), (answer.Status, answer.Told));
        Assert.Null(site.Company.EmployeeNamed("marek")!.Profile);
        Assert.Equal(1, site.Company.Revision);
    }

    // F2, F6: what it costs is shown before, and agreed to.
    [Fact]
    public async Task A_more_restrictive_profile_is_set_when_its_fee_is_agreed_to()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        var fields = Fields(await browser.Get("/employees"), ("profile", "kraj"), ("act", "profile"));
        var confirm = await browser.Post("/employees", [.. fields, new("id", "marek"), new("id", "ewa")]);
        Assert.Equal("Ta zmiana kosztuje", confirm.Title);
        Assert.Equal([["2 × Zmiana Profilu na bardziej restrykcyjny", "10,00 zł", "12,30 zł"]], confirm.Rows());
        Assert.Null(site.Company.EmployeeNamed("ewa")!.Profile);
        var done = await confirm.Submit("main form");
        Assert.Equal(("/employees?told=saved", "Zapisano."), (done.Path, done.Told));
        Assert.Equal(["kraj", "kraj"], new[] { "marek", "ewa" }.Select(id => site.Company.EmployeeNamed(id)!.Profile));
        var act = site.Store.Audit.Last("przyklad", 1).Single();
        Assert.Equal(("maria", AuditRole.Administrator, "127.0.0.1"), (act.Entry.Actor.Author, act.Entry.Actor.Role, act.Entry.Actor.Source));
        Assert.Single(act.Entry.Fees);
        Assert.Equal(["employees[marek].profile", "employees[ewa].profile"], act.Entry.Changes.Select(change => change.Subject));
    }

    [Fact]
    public async Task A_billing_administrator_sets_a_limit_and_stands_in_the_audit_as_one()
    {
        await using var site = await TestSite.StartAsync(People.Jan);
        using var browser = await site.LoggedIn("jan");
        var done = await (await browser.Get("/employees/marek")).Submit(
            "form:has([value='limit'])", ("amount", "1 250,50"), ("mode", "bar"), ("user", "100, 60 %"), ("administrator", "90"), ("act", "limit"));
        Assert.Equal("Zapisano.", done.Told);
        var limit = site.Company.EmployeeNamed("marek")!.Limit!;
        Assert.Equal((Money.Of(1250.50m), LimitMode.BarAll), (limit.Amount, limit.Mode));
        Assert.Equal("60 100", string.Join(' ', limit.UserThresholds));
        Assert.Equal("90", string.Join(' ', limit.AdministratorThresholds));
        Assert.Equal(AuditRole.BillingAdministrator, site.Store.Audit.Last("przyklad", 1).Single().Entry.Actor.Role);
    }

    [Theory]
    [InlineData("amount", "dużo", "Limit: oczekiwano kwoty, np. 12,50.")]
    [InlineData("user", "50; połowa", "Progi użytkownika: podaj liczby całkowite, np. 50, 80, 100.")]
    public async Task What_cannot_be_read_is_named_and_changes_nothing(string field, string text, string fault)
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        var page = await (await browser.Get("/employees/marek")).Submit("form:has([value='limit'])", (field, text), ("act", "limit"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, fault), (page.Status, page.Told));
        Assert.Equal(1, site.Company.Revision);
    }

    [Fact]
    public async Task What_the_company_file_would_refuse_is_refused_with_its_reason()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        var page = await (await browser.Get("/employees/marek")).Submit("form:has([value='limit'])", ("user", "0, 101"), ("act", "limit"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("1", page.Told, StringComparison.Ordinal);
        Assert.Equal(1, site.Company.Revision);
    }

    [Fact]
    public async Task Services_lists_personal_line_forwards_and_voicemail_of_one_employee_are_set()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        const string Marek = "/employees/marek";
        var page = await (await browser.Get(Marek)).Submit("form:has([value='services'])", ("service", "limits"), ("act", "services"));
        Assert.True(page.Told == "Zapisano.", page.Shown);
        Assert.Equal([ServiceKind.Limits], ServiceSet.All.Without(site.Company.EmployeeNamed("marek")!.ServicesOff).Services());
        var lists = await (await browser.Get(Marek)).Submit("form:has([value='lists'])", ("allowed", "+4822* Warszawa\r\n118913"), ("denied", "+48700*"), ("act", "lists"));
        Assert.Equal("Zapisano.", (await lists.Submit("main form")).Told);
        var marek = site.Company.EmployeeNamed("marek")!;
        Assert.Equal(["+4822* Warszawa", "118913 "], marek.Allowed.Entries.Select(entry => $"{entry.Pattern} {entry.Note}"));
        Assert.Equal(["+48700*"], marek.Denied.Entries.Select(entry => entry.Pattern.ToString()));
        Assert.Equal("Zapisano.", (await (await browser.Get(Marek)).Submit("form:has([value='personal-line'])", ("second", "200"), ("busy", ""), ("firstFor", "25"), ("then", "voicemail"), ("act", "personal-line"))).Told);
        var line = site.Company.EmployeeNamed("marek")!.PersonalLine!;
        Assert.Equal(("+48601000200", TimeSpan.FromSeconds(25)), (line.Second.Value, line.FirstFor));
        Assert.False(line.On.HasFlag(Routing.Plans.OutcomeSet.Busy));
        Assert.Equal("Zapisano.", (await (await browser.Get(Marek)).Submit("form:has([value='forwards'])", ("always", "601 000 201"), ("act", "forwards"))).Told);
        Assert.Equal("+48601000201", site.Company.EmployeeNamed("marek")!.Forwards!.Always!.Value.Value);
        Assert.Equal("Zapisano.", (await (await browser.Get(Marek)).Submit("form:has([value='presence'])", ("dnd", "on"), ("act", "presence"))).Told);
        Assert.True(site.Company.EmployeeNamed("marek")!.DoNotDisturb);
        Assert.Equal("Tak już jest: nic się nie zmieniło.", (await (await browser.Get(Marek)).Submit("form:has([value='presence'])", ("act", "presence"))).Told);
    }

    // ROLE-6: whatever a request names, the company is that of the login.
    [Fact]
    public async Task Nothing_of_another_company_is_there()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        site.Import(People.OtherCompany());
        using var ours = await site.LoggedIn("maria");
        using var theirs = await site.LoggedIn("obcy");
        Assert.Equal(HttpStatusCode.NotFound, (await ours.Get("/employees/obca")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.Get("/employees/anna")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ours.Get("/logins/obcy")).Status);
        Assert.Equal(["OO Obca Osoba"], (await theirs.Get("/employees")).Rows().Select(row => row[1]));
        var fields = Fields(await ours.Get("/employees"), ("amount", "1"), ("act", "limit"));
        var answer = await ours.Post("/employees", [.. fields, new("id", "obca")]);
        Assert.Equal("Nie ma takiego pracownika.", answer.Told);
        Assert.Null(site.Companies.Directory.Company("inna")!.Employees[0].Limit);
    }

    [Fact]
    public async Task Who_looked_before_somebody_else_saved_is_told_so()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        var stale = site.Company;
        using var browser = await site.LoggedIn("maria");
        await (await browser.Get("/employees/marek")).Submit("form:has([value='presence'])", ("dnd", "on"), ("act", "presence"));
        Assert.IsType<Manager.Companies.ChangeAnswer.Outdated>(site.Companies.Save(stale with { Name = "Inna" }, new(AuditActor.Program, "test", true)));
        Assert.True(site.Company.EmployeeNamed("marek")!.DoNotDisturb);
    }

    // As a browser sends the form of the list: hidden fields, and those that are given.
    private static List<KeyValuePair<string, string>> Fields(Page page, params (string Name, string Value)[] fields)
    {
        var token = page.Document.QuerySelector("form[method='post'][action='/employees'] input[name='_form']")!.GetAttribute("value")!;
        return [new("_form", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))];
    }
}
