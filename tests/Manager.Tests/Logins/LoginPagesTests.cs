using System.Net;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Manager.Tests.Telemonitor;
using PbxBridge.Routing.Logins;

namespace PbxBridge.Manager.Tests.Logins;

/// <summary>Who may log in is decided on the pages of administrators and owners, over HTTP (M3, M6, ROLE-3).</summary>
public sealed class LoginPagesTests
{
    [Fact]
    public async Task Who_gets_a_login_chooses_his_own_password_before_anything_else()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var administrator = await site.LoggedIn("maria");
        var given = await (await administrator.Get("/logins")).Submit("form:has([value='grant'])", ("employee", "ewa"), ("name", "ewa"), ("act", "grant"));
        var first = given.Document.QuerySelector(".note code")!.TextContent;
        Assert.Matches("^([a-z2-9]{4}-){3}[a-z2-9]{4}$", first);
        Assert.Contains("hasło tymczasowe", given.Shown, StringComparison.Ordinal);
        using var browser = site.Browser();
        var page = await browser.LogIn("ewa", first);
        Assert.Equal("/password", page.Path);
        Assert.Equal("/password", (await browser.Get("/me")).Path);
        Assert.Equal("Nowe hasła różnią się od siebie.", (await page.Submit("main form", ("present", first), ("next", "moje-nowe-haslo"), ("again", "moje-stare-haslo"))).Told);
        Assert.Equal("Dotychczasowe hasło jest inne.", (await page.Submit("main form", ("present", "x"), ("next", "moje-nowe-haslo"), ("again", "moje-nowe-haslo"))).Told);
        Assert.StartsWith("/telemonitor", (await page.Submit("main form", ("present", first), ("next", "moje-nowe-haslo"), ("again", "moje-nowe-haslo"))).Path, StringComparison.Ordinal);
        Assert.Equal("Ewa Dąbrowska", (await browser.Get("/me")).Title);
        Assert.DoesNotContain(site.Store.Audit.Last("przyklad", 5), act => act.Entry.Changes.Any(change => change.After?.Contains("pbkdf2", StringComparison.Ordinal) is true));
    }

    [Fact]
    public async Task Another_password_logs_him_out_everywhere_else()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var here = await site.LoggedIn("anna");
        using var elsewhere = await site.LoggedIn("anna");
        await (await here.Get("/password")).Submit("main form", ("present", TestSite.Password), ("next", "moje-nowe-haslo"), ("again", "moje-nowe-haslo"));
        Assert.Equal("/me", (await here.Get("/me")).Path);
        Assert.StartsWith("/login", (await elsewhere.Get("/me")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_rights_and_locks_are_set()
    {
        await using var site = await TestSite.StartAsync(People.Maria, People.Anna);
        using var browser = await site.LoggedIn("maria");
        var done = await (await browser.Get("/logins/anna")).Submit(
            "form:has([value='duties'])", ("services-rights", "profiles"), ("services-departments", "handlowcy"), ("billing-rights", "costs"), ("billing-employees", "ewa"), ("locked", "topUp"), ("act", "duties"));
        Assert.Equal("Zapisano.", done.Told);
        var anna = site.Company.Logins.Single(login => login.Name == "anna");
        Assert.Equal((DelegatedRights.Profiles, "handlowcy"), (anna.Services!.Rights, anna.Services.Departments.Single()));
        Assert.Equal((DelegatedRights.Costs, "ewa"), (anna.Billing!.Rights, anna.Billing.Employees.Single()));
        Assert.Equal(OwnSettings.TopUp, anna.Locked);
    }

    [Fact]
    public async Task A_login_is_taken_away_and_whoever_used_it_is_out()
    {
        await using var site = await TestSite.StartAsync(People.Maria, People.Anna);
        using var anna = await site.LoggedIn("anna");
        using var browser = await site.LoggedIn("maria");
        await (await browser.Get("/logins/anna")).Submit("form:has([value='remove'])", ("act", "remove"));
        Assert.StartsWith("/login", (await anna.Get("/me")).Path, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Company.Logins, login => login.Name == "anna");
    }

    // 8 of the demo company and 242 more; a login for 150 of them, of whom one is looked after by name.
    [Fact]
    public async Task In_a_large_company_logins_are_turned_over_found_and_given_by_id()
    {
        await using var site = await CostlyOffice.StartLargeAsync(242, logins: 150);
        using var owner = await site.LoggedIn("owner");
        var page = await owner.Get("/logins");
        var next = await owner.Get(page.Document.QuerySelectorAll("p.tools a.button").Single(link => link.TextContent == "Następna").GetAttribute("href")!);
        Assert.Equal((100, 53), (page.Rows().Length, next.Rows().Length));
        Assert.InRange(page.Text.Length, 1, 100_000);
        Assert.Equal(site.Company.Logins.Select(login => login.Name), page.Rows().Concat(next.Rows()).Select(row => row[0]));
        Assert.Equal("login148", Assert.Single((await page.Submit("form[role=search]", ("find", "osoba 149"))).Rows())[0]);
        Assert.Equal(["login14", "login140"], (await page.Submit("form[role=search]", ("find", "LOGIN14"))).Rows().Select(row => row[0]).Take(2));
        Assert.Contains("Nikogo takiego nie ma.", (await page.Submit("form[role=search]", ("find", "nikt"))).Shown, StringComparison.Ordinal);
        Assert.False(page.Has("select[name=employee]"));
        var given = await page.Submit("form:has([value='grant'])", ("employee", "p200"), ("name", "nowa"), ("act", "grant"));
        Assert.True(given.Has(".note code"), given.Shown);
        Assert.Equal("p200", site.Company.Logins.Single(login => login.Name == "nowa").Employee);
        var wrong = await page.Submit("form:has([value='grant'])", ("employee", "nikt"), ("name", "nikt"), ("act", "grant"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
    }

    [Fact]
    public async Task In_a_large_company_who_is_looked_after_one_by_one_stays_when_rights_are_saved()
    {
        await using var site = await CostlyOffice.StartLargeAsync(242);
        using var owner = await site.LoggedIn("owner");
        var page = await owner.Get("/logins/lead");
        Assert.False(page.Has("select[name=billing-employees]"));
        Assert.Equal("Zapisano.", (await page.Submit("form:has([value='duties'])", ("billing-rights", "limits"), ("billing-departments", "dział 4"), ("act", "duties"))).Told);
        var billing = site.Company.Logins.Single(login => login.Name == "lead").Billing!;
        Assert.Equal(DelegatedRights.Limits, billing.Rights);
        Assert.Equal("p1 p2", string.Join(' ', billing.Employees));
        Assert.Equal("dział 4", Assert.Single(billing.Departments));
    }

    // ROLE-3.
    [Fact]
    public async Task An_administrator_cannot_touch_an_owner_nor_remove_the_last_who_runs_the_company()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        var page = await (await browser.Get("/logins/maria")).Submit("form:has([value='remove'])", ("act", "remove"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "To ostatni login, którym można zarządzać firmą: zostaje."), (page.Status, page.Told));
        await using var other = await TestSite.StartAsync(People.Maria, People.Owner);
        using var maria = await other.LoggedIn("maria");
        Assert.Equal("Login właściciela daje i zmienia tylko właściciel.", (await (await maria.Get("/logins/owner")).Submit("form:has([value='password'])", ("act", "password"))).Told);
        Assert.False((await maria.Get("/logins/maria")).Has("option[value='Owner']"));
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("jan")]
    public async Task Nobody_else_sees_the_logins(string name)
    {
        await using var site = await TestSite.StartAsync(People.Anna, People.Jan);
        using var browser = await site.LoggedIn(name);
        var me = await browser.Get("/me");
        Assert.False(me.Has("nav a[href='/logins']"));
        var token = me.Document.QuerySelector("input[name='_form']")!.GetAttribute("value")!;
        foreach (var path in new[] { "/logins", "/logins/anna", "/logins/jan" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get(path)).Status);
            foreach (var act in new[] { "grant", "password", "duties", "remove" })
                Assert.Equal(HttpStatusCode.Forbidden, (await browser.Post(path, [new("_form", token), new("act", act), new("name", "nowy")])).Status);
        }

        Assert.Equal(1, site.Company.Revision);
    }
}
