using System.Net;
using PbxBridge.Manager.Tests.Site;

namespace PbxBridge.Manager.Tests.SigningIn;

/// <summary>In and out (P16, M3), over HTTP.</summary>
public sealed class SignInTests
{
    // P16: no ordering flow before it.
    [Fact]
    public async Task The_login_page_is_where_a_stranger_comes_to_from_everywhere()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = site.Browser();
        foreach (var path in new[] { "/", "/telemonitor", "/employees", "/logins", "/me" })
            Assert.StartsWith("/login", (await browser.Get(path)).Path, StringComparison.Ordinal);
        var login = await browser.Get("/login");
        Assert.Equal(HttpStatusCode.OK, login.Status);
        Assert.Equal("Menedżer Sieci Firmowej", login.Title);
    }

    [Fact]
    public async Task Who_logs_in_comes_to_the_page_that_he_wanted()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = site.Browser();
        var login = await browser.Get("/employees");
        Assert.Equal("/login?back=%2Femployees", login.Path);
        Assert.Equal("/employees", (await login.Submit("form[action='/login']", ("name", " Maria "), ("password", TestSite.Password))).Path);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_site(string back)
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = site.Browser();
        var login = await browser.Get("/login?back=" + Uri.EscapeDataString(back));
        Assert.StartsWith("/telemonitor", (await login.Submit("form[action='/login']", ("name", "maria"), ("password", TestSite.Password))).Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna", "wrong-password")]
    [InlineData("nobody", TestSite.Password)]
    [InlineData("", "")]
    [InlineData("off", TestSite.Password)]
    [InlineData("bare", "")]
    public async Task A_wrong_name_a_wrong_password_and_a_login_that_is_off_get_the_same_answer(string name, string password)
    {
        await using var site = await TestSite.StartAsync(
            file => file["logins"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse("""{ "name": "bare", "employee": "marek", "role": "user" }""")),
            People.Anna, """{ "name": "off", "employee": "ewa", "role": "user", "enabled": false }""");
        using var browser = site.Browser();
        var page = await browser.LogIn(name, password);
        Assert.Equal((HttpStatusCode.Unauthorized, "Nazwa albo hasło się nie zgadza."), (page.Status, page.Told));
        Assert.StartsWith("/login", (await browser.Get("/telemonitor")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_ten_failures_even_the_right_password_waits_a_quarter_of_an_hour()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = site.Browser();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.LogIn($"guess{i}", "x")).Status);
        var page = await browser.LogIn("anna", TestSite.Password);
        Assert.Equal((HttpStatusCode.TooManyRequests, "Za dużo nieudanych prób. Spróbuj ponownie za 15 min."), (page.Status, page.Told));
        site.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("/telemonitor", (await browser.LogIn("anna", TestSite.Password)).Path);
    }

    // M3: revoke ends the session.
    [Theory]
    [InlineData("off")]
    [InlineData("gone")]
    [InlineData("another password")]
    public async Task Who_may_log_in_no_more_is_out_at_his_next_click(string how)
    {
        await using var site = await TestSite.StartAsync(People.Anna, People.Maria);
        using var browser = await site.LoggedIn("anna");
        var login = site.Company.Logins.Single(one => one.Name == "anna");
        var left = site.Company.Logins.Remove(login);
        var after = site.Company with
        {
            Logins = how switch
            {
                "off" => left.Add(login with { Enabled = false }),
                "another password" => left.Add(login with { Password = Routing.Companies.SecretHash.TryParse(TestSite.HashOf(TestSite.Password)) }),
                _ => left,
            },
        };
        Assert.IsType<Manager.Companies.ChangeAnswer.Saved>(site.Companies.Save(after, new(Storage.Audit.AuditActor.Program, "test", true)));
        Assert.StartsWith("/login", (await browser.Get("/telemonitor")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logging_out_ends_it_for_a_copied_cookie_too()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        using var thief = site.Browser();
        thief.Cookies.Add(browser.Cookies.GetCookies(site.Address));
        Assert.Equal("/telemonitor", (await thief.Get("/telemonitor")).Path);
        Assert.Equal("/login", (await (await browser.Get("/telemonitor")).Submit("form[action='/logout']")).Path);
        Assert.StartsWith("/login", (await thief.Get("/telemonitor")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_hour_logs_out_and_so_do_twelve_busy_ones()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var busy = await site.LoggedIn("anna");
        using var idle = await site.LoggedIn("anna");
        for (var i = 0; i < 3; i++)
        {
            site.Time.Advance(TimeSpan.FromMinutes(40));
            Assert.Equal("/telemonitor", (await busy.Get("/telemonitor")).Path);
        }

        Assert.StartsWith("/login", (await idle.Get("/telemonitor")).Path, StringComparison.Ordinal);
        for (var i = 0; i < 14; i++)
        {
            site.Time.Advance(TimeSpan.FromMinutes(40));
            await busy.Get("/telemonitor");
        }

        site.Time.Advance(TimeSpan.FromMinutes(40));
        Assert.StartsWith("/login", (await busy.Get("/telemonitor")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_another_site_made_changes_nothing()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        var page = await browser.Post("/logout", []);
        Assert.Equal((HttpStatusCode.BadRequest, "Formularz wygasł"), (page.Status, page.Title));
        Assert.Equal("/telemonitor", (await browser.Get("/telemonitor")).Path);
    }

    [Fact]
    public async Task Pages_are_kept_by_nobody_and_run_no_script()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        var page = await browser.Get("/telemonitor");
        Assert.True(page.Response.Headers.CacheControl!.NoStore);
        Assert.Contains("default-src 'none'", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page.Text, StringComparison.OrdinalIgnoreCase);
        var cookie = browser.Cookies.GetCookies(site.Address)["pbxbridge"]!;
        Assert.True(cookie.HttpOnly);
    }

    [Fact]
    public async Task Everybody_chooses_his_language()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = site.Browser();
        browser.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de, en;q=0.8, pl;q=0.5");
        Assert.Equal("Company network Manager", (await browser.Get("/login")).Title);
        Assert.Equal("Menedżer Sieci Firmowej", (await browser.Get("/language?to=pl&back=%2Flogin")).Title);
        Assert.Equal("Company network Manager", (await browser.Get("/language?to=en&back=%2Flogin")).Title);
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        var page = await browser.Get("/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "Nie ma takiej strony"), (page.Status, page.Title));
    }

    [Fact]
    public async Task When_the_store_does_not_answer_a_page_says_so()
    {
        await using var site = await TestSite.StartAsync(People.Anna);
        using var browser = await site.LoggedIn("anna");
        site.BreakStore();
        var page = await browser.Get("/me");
        Assert.Equal((HttpStatusCode.InternalServerError, "Coś się nie udało"), (page.Status, page.Title));
        Assert.DoesNotContain("Exception", page.Text, StringComparison.Ordinal);
    }

    // A proxy that nobody named could be anybody who wants to try passwords from ever new addresses.
    [Theory]
    [InlineData(false, HttpStatusCode.TooManyRequests)]
    [InlineData(true, HttpStatusCode.Unauthorized)]
    public async Task Whom_a_proxy_asks_for_is_believed_when_it_is_named(bool named, HttpStatusCode last)
    {
        await using var site = await TestSite.StartBehindAsync(named ? ["127.0.0.1"] : [], People.Anna);
        var page = default(Page);
        for (var i = 0; i <= 10; i++)
        {
            using var browser = site.Browser();
            browser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", $"198.51.100.{i}");
            page = await browser.LogIn($"guess{i}", "x");
        }

        Assert.Equal(last, page!.Status);
    }
}
