using System.Net;
using System.Text;
using PbxBridge.Manager.Tests.Site;

namespace PbxBridge.Manager.Tests.SigningIn;

/// <summary>What somebody tries who should not be in, over HTTP.</summary>
public sealed class AttackTests
{
    [Fact]
    public async Task A_key_from_before_the_login_is_not_that_of_who_logs_in()
    {
        await using var site = await TestSite.StartAsync(People.Anna, People.Maria);
        using var shared = await site.LoggedIn("anna");
        using var thief = site.Browser();
        thief.Cookies.Add(shared.Cookies.GetCookies(site.Address));
        await SetPasswordAsync(site, "anna");
        Assert.NotEqual("/login", (await shared.LogIn("maria", TestSite.Password)).Path);
        Assert.Equal("Logowanie i role", (await shared.Get("/logins")).Title);
        Assert.StartsWith("/login", (await thief.Get("/logins")).Path, StringComparison.Ordinal);
        Assert.Equal(["maria"], site.Store.SignIns.LastSeen("przyklad").Keys);
    }

    [Fact]
    public async Task Who_logs_in_again_without_logging_out_leaves_no_key_behind()
    {
        await using var site = await TestSite.StartAsync(People.Anna, People.Maria);
        using var shared = await site.LoggedIn("anna");
        using var thief = site.Browser();
        thief.Cookies.Add(shared.Cookies.GetCookies(site.Address));
        var token = (await shared.Get("/me")).Document.QuerySelector("input[name='_form']")!.GetAttribute("value")!;
        await shared.Post("/login", [new("_form", token), new("name", "maria"), new("password", TestSite.Password)]);
        Assert.Equal("Maria Wiśniewska", (await shared.Get("/me")).Title);
        Assert.StartsWith("/login", (await thief.Get("/me")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_the_password_was_changed()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        using var thief = site.Browser();
        thief.Cookies.Add(browser.Cookies.GetCookies(site.Address));
        await (await browser.Get("/password")).Submit("main form", ("present", TestSite.Password), ("next", "moje-nowe-haslo"), ("again", "moje-nowe-haslo"));
        Assert.Equal("Anna Kowalska", (await browser.Get("/me")).Title);
        Assert.StartsWith("/login", (await thief.Get("/me")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_tries_at_once_are_not_more_than_one_after_the_other()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = site.Browser();
        var login = await browser.Get("/login");
        var tries = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => login.Submit("form[action='/login']", ("name", "anna"), ("password", $"guess-{i}"))));
        Assert.Equal((10, 20), (tries.Count(page => page.Status == HttpStatusCode.Unauthorized), tries.Count(page => page.Status == HttpStatusCode.TooManyRequests)));
    }

    [Fact]
    public async Task Who_has_a_session_cannot_guess_the_password_with_it()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        var page = await browser.Get("/password");
        for (var i = 0; i < 10; i++)
            Assert.Equal("Dotychczasowe hasło jest inne.", (await page.Submit("main form", ("present", "x"), ("next", "moje-nowe-haslo"), ("again", "moje-nowe-haslo"))).Told);
        Assert.StartsWith("/login", (await page.Submit("main form", ("present", "x"), ("next", "moje-nowe-haslo"), ("again", "moje-nowe-haslo"))).Path, StringComparison.Ordinal);
        Assert.StartsWith("/login", (await browser.Get("/me")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_can_have_is_wrong_and_not_kept()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = site.Browser();
        var page = await browser.LogIn(new string('a', 20_000), "x");
        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.DoesNotContain("aaaaaaaaaa", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", 40_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("multipart/form-data; boundary=x", 100, HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data", 100, HttpStatusCode.BadRequest)]
    [InlineData("application/json", 100, HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", 100, HttpStatusCode.BadRequest)]
    public async Task A_form_that_cannot_be_read_is_refused(string type, int length, HttpStatusCode status)
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = site.Browser();
        await browser.Get("/login");
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('a', length)));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await browser.Client.PostAsync(new Uri("/login", UriKind.Relative), content);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/language?to=en&back=/%C5%82")]
    [InlineData("/language?to=en&back=/a%0Ab")]
    public async Task An_address_that_no_header_may_have_leads_home(string path)
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = site.Browser();
        Assert.Equal((HttpStatusCode.OK, "/login"), ((await browser.Get(path)).Status, (await browser.Get(path)).Path));
    }

    private static Task SetPasswordAsync(TestSite site, string name)
    {
        var login = site.Company.Logins.Single(one => one.Name == name);
        var after = site.Company with { Logins = site.Company.Logins.Replace(login, login with { Password = Routing.Companies.SecretHash.TryParse(TestSite.HashOf("inne-haslo")) }) };
        Assert.IsType<Manager.Companies.ChangeAnswer.Saved>(site.Companies.Save(after, new(Storage.Audit.AuditActor.Program, "test", true)));
        return Task.CompletedTask;
    }
}
