using System.Net;
using PbxBridge.Manager.Tests.Calls;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Storage.Audit;
using static PbxBridge.Manager.Tests.Calls.FlowOffice;

namespace PbxBridge.Manager.Tests.Support;

/// <summary>Support comes in by the door of companies and to none of their pages; nobody of a company comes to a page of support (ROLE-6).</summary>
public sealed class SupportRightsTests
{
    [Fact]
    public async Task Nobody_of_a_company_comes_to_a_page_of_support()
    {
        await using var site = await StartAsync();
        site.AddOla();
        await site.RecordAsync(Outgoing(1));
        foreach (var name in new[] { "owner", "maria", "anna", "jan" })
        {
            using var browser = await site.LoggedIn(name);
            foreach (var path in new[] { "/support", "/support/calls", "/support/calls?number=678", $"/support/calls/{Id(1)}", "/support/calls/unknown" })
                Assert.Equal((name, path, HttpStatusCode.NotFound, "Nie ma takiej strony"), (await browser.Get(path)) is var page ? (name, path, page.Status, page.Title) : default);
            Assert.False((await browser.Get("/password")).Has("nav a[href^='/support']"));
        }

        using var stranger = site.Browser();
        Assert.Equal("/login?back=%2Fsupport%2Fcalls", (await stranger.Get("/support/calls")).Path);
        Assert.Empty(site.SupportActs());
    }

    [Fact]
    public async Task Support_comes_to_no_page_of_a_company_and_changes_none()
    {
        await using var site = await StartAsync();
        site.AddOla();
        await site.RecordAsync(Outgoing(1));
        using var ola = await site.LoggedIn("ola");
        foreach (var path in new[] { "/telemonitor", "/telemonitor/own", "/telemonitor?employee=anna", "/calls", $"/calls/{Id(1)}", "/employees", "/employees/anna", "/me", "/logins", "/logins/anna" })
            Assert.Equal((path, HttpStatusCode.NotFound, "Nie ma takiej strony"), (await ola.Get(path)) is var page ? (path, page.Status, page.Title) : default);
        // With a form of hers, so that it is no matter of the form.
        var own = (await ola.Get("/password")).Document.QuerySelector("main form input[type=hidden]")!;
        var token = KeyValuePair.Create(own.GetAttribute("name")!, own.GetAttribute("value")!);
        foreach (var path in new[] { "/employees", "/employees/anna", "/me", "/me/greeting", "/logins", "/logins/anna" })
        {
            var page = await ola.Post(path, [token, new("act", "password"), new("name", "nowy"), new("role", "administrator"), new("employee", "anna")]);
            Assert.Contains((path, page.Status), new[] { (path, HttpStatusCode.NotFound), (path, HttpStatusCode.MethodNotAllowed) });
        }

        Assert.Equal(1, site.Company.Revision);
        Assert.Equal(["/support/calls", "/password"], (await ola.Get("/")).Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")));
        Assert.Contains("Wsparcie operatora", (await ola.Get("/")).Document.QuerySelector(".company")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_password_is_good_for_choosing_another_and_nothing_else()
    {
        await using var site = await StartAsync();
        site.AddOla(mustChange: true);
        using var elsewhere = site.Browser();
        using var browser = site.Browser();
        Assert.Equal("/password", (await elsewhere.LogIn("ola", TestSite.Password)).Path);
        var page = await browser.LogIn(" Ola ", TestSite.Password);
        Assert.Equal(("/password", true), (page.Path, page.Shown.Contains("To hasło zna ktoś jeszcze.", StringComparison.Ordinal)));
        Assert.Equal("/password", (await browser.Get("/support/calls?number=1")).Path);
        foreach (var (present, next, again, told) in new[]
        {
            ("wrong-password", "my-own-words", "my-own-words", "Dotychczasowe hasło jest inne."), (TestSite.Password, "short", "short", "Hasło ma od 8 do 128 znaków."),
            (TestSite.Password, TestSite.Password, TestSite.Password, "Nowe hasło musi być inne niż dotychczasowe."), (TestSite.Password, "my-own-words", "other-words", "Nowe hasła różnią się od siebie."),
        })
            Assert.Equal(told, (await page.Submit("main form", ("present", present), ("next", next), ("again", again))).Told);
        Assert.StartsWith("/support/calls", (await page.Submit("main form", ("present", TestSite.Password), ("next", "my-own-words"), ("again", "my-own-words"))).Path, StringComparison.Ordinal);
        Assert.Equal("/support/calls", (await browser.Get("/")).Path);
        Assert.StartsWith("/login", (await elsewhere.Get("/password")).Path, StringComparison.Ordinal);
        Assert.Equal([(null, "own password")], site.SupportActs());
        using var later = site.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await later.LogIn("ola", TestSite.Password)).Status);
        Assert.Equal("/support/calls", (await later.LogIn("ola", "my-own-words")).Path);
    }

    // The same guards as of everybody.
    [Fact]
    public async Task Guessing_the_password_of_support_is_slowed()
    {
        await using var site = await StartAsync();
        site.AddOla();
        using var browser = site.Browser();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.LogIn("ola", $"guess-{i}")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.LogIn("ola", TestSite.Password)).Status);
        site.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("/support/calls", (await browser.LogIn("ola", TestSite.Password)).Path);
        // Nor with somebody's session.
        for (var i = 0; i < 10; i++)
            await (await browser.Get("/password")).Submit("main form", ("present", $"guess-{i}"), ("next", "my-own-words"), ("again", "my-own-words"));
        Assert.Equal("/login", (await (await browser.Get("/password")).Submit("main form", ("present", TestSite.Password), ("next", "my-own-words"), ("again", "my-own-words"))).Path);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("another password")]
    [InlineData("logged out")]
    [InlineData("idle")]
    [InlineData("twelve hours")]
    public async Task Who_may_come_in_no_more_is_out_at_the_next_click(string how)
    {
        await using var site = await StartAsync();
        site.AddOla();
        using var ola = await site.LoggedIn("ola");
        using var thief = site.Browser();
        thief.Cookies.Add(ola.Cookies.GetCookies(site.Address));
        Assert.Equal("/support/calls", (await thief.Get("/support/calls")).Path);
        switch (how)
        {
            case "gone":
                Assert.Equal(1, site.Store.Support.Remove("ola", new(null, AuditActor.Program, "test", [])));
                break;
            case "another password":
                Assert.Equal(1, site.Store.Support.SetPassword("ola", null, Office.Password, true, new(null, AuditActor.Program, "test", [])));
                break;
            case "logged out":
                Assert.Equal("/login", (await (await ola.Get("/support/calls")).Submit("form[action='/logout']")).Path);
                break;
            case "idle":
                site.Time.Advance(TimeSpan.FromMinutes(61));
                break;
            default:
                for (var i = 0; i < 19; i++)
                {
                    site.Time.Advance(TimeSpan.FromMinutes(40));
                    await thief.Get("/support/calls");
                }

                break;
        }

        Assert.StartsWith("/login", (await thief.Get("/support/calls")).Path, StringComparison.Ordinal);
        Assert.StartsWith("/login", (await ola.Get("/support/calls")).Path, StringComparison.Ordinal);
    }

    // One name is one person's: whoever has it.
    [Fact]
    public async Task A_name_of_support_is_no_companys()
    {
        await using var site = await StartAsync();
        site.AddOla();
        using var maria = await site.LoggedIn("maria");
        var page = await (await maria.Get("/logins")).Submit("form:has([value='grant'])", ("employee", "ewa"), ("name", "ola"), ("act", "grant"));
        Assert.Contains("nazwa „ola” jest już zajęta poza tą firmą", page.Told, StringComparison.Ordinal);
        Assert.False(site.Store.Support.Add(new() { Name = "maria", Password = Office.Password }, new(null, AuditActor.Program, "test", [])));
    }
}
