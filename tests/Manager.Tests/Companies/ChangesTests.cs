using System.Net;
using PbxBridge.Manager.Tests.Site;

namespace PbxBridge.Manager.Tests.Companies;

/// <summary>Several people change one company, over HTTP.</summary>
public sealed class ChangesTests
{
    [Fact]
    public async Task Changes_of_different_people_at_once_are_all_saved()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        string[] ids = ["anna", "piotr", "marek", "ewa", "jan", "katarzyna"];
        var pages = await Task.WhenAll(ids.Select(id => browser.Get($"/employees/{id}")));
        var told = await Task.WhenAll(pages.Select(page => page.Submit("form:has([value='presence'])", ("dnd", "on"), ("act", "presence"))));
        Assert.All(told, page => Assert.Equal("Zapisano.", page.Told));
        Assert.All(ids, id => Assert.True(site.Company.EmployeeNamed(id)!.DoNotDisturb));
    }

    [Fact]
    public async Task A_page_that_is_older_than_another_change_of_the_same_employee_overwrites_nothing()
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        var old = await browser.Get("/employees/marek");
        Assert.Equal("Zapisano.", (await old.Submit("form:has([value='limit'])", ("amount", "250"), ("act", "limit"))).Told);
        var page = await old.Submit("form:has([value='limit'])", ("administrator", "90"), ("act", "limit"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Ktoś inny zmienił to w międzyczasie. Sprawdź, co jest teraz, i powtórz."), (page.Status, page.Told));
        Assert.Equal(250m, site.Company.EmployeeNamed("marek")!.Limit!.Amount.Amount);
        // The page that tells it is a new one.
        Assert.Equal("Zapisano.", (await page.Submit("form:has([value='limit'])", ("administrator", "90"), ("act", "limit"))).Told);
    }

    [Fact]
    public async Task An_old_page_of_a_login_does_not_open_it_again()
    {
        await using var site = await TestSite.StartAsync(People.Maria, People.Anna);
        using var browser = await site.LoggedIn("maria");
        var old = await browser.Get("/logins/anna");
        Assert.Equal("Zapisano.", (await old.Submit("form:has([value='duties'])", ("enabled", ""), ("act", "duties"))).Told);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await old.Submit("form:has([value='duties'])", ("locked", "topUp"), ("act", "duties"))).Status);
        Assert.False(site.Company.Logins.Single(login => login.Name == "anna").Enabled);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("0")]
    [InlineData("61499")]
    public async Task Another_sum_than_the_one_that_was_shown_is_not_agreed_to(string sum)
    {
        await using var site = await TestSite.StartAsync(People.Maria);
        using var browser = await site.LoggedIn("maria");
        var confirm = await (await browser.Get("/employees/marek")).Submit("form:has([value='profile'])", ("profile", "kraj"), ("act", "profile"));
        Assert.Equal("61500", confirm.Document.QuerySelector("input[name='agreed']")!.GetAttribute("value"));
        Assert.Equal("Ta zmiana kosztuje", (await confirm.Submit("main form", ("agreed", sum))).Title);
        Assert.Null(site.Company.EmployeeNamed("marek")!.Profile);
    }
}
