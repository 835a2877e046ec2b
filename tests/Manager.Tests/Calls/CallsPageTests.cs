using System.Globalization;
using System.Net;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using static PbxBridge.Manager.Tests.Calls.FlowOffice;

namespace PbxBridge.Manager.Tests.Calls;

/// <summary>X2 over HTTP: a call that failed yesterday is found by its last digits and explained in three clicks.</summary>
public sealed class CallsPageTests
{
    private const int Day = 24 * 60;

    [Fact]
    public async Task A_call_that_failed_yesterday_is_found_by_its_last_digits_and_explained()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Outgoing(5), Barred(Day + 60), Barred(Day + 61) with { Called = new PhoneNumber("+48512345999"), Dialled = "512345999" });
        using var maria = await site.LoggedIn("maria");
        var calls = await maria.Get((await maria.Get("/")).Document.QuerySelector("nav a[href='/calls']")!.GetAttribute("href")!);
        Assert.Equal((HttpStatusCode.OK, "Połączenia", 3), (calls.Status, calls.Title, calls.Rows().Length));
        var found = await calls.Submit("main form", ("number", "678"), ("outcome", "refused"));
        var row = Assert.Single(found.Rows());
        Assert.Equal(["Łucja Żółkiewska+48601000203", "512345678+48512345678", "–", "niedozwolone przez profil", "–"], row[1..]);
        var flow = await maria.Get(found.Document.QuerySelector("main td a")!.GetAttribute("href")!);
        Assert.Contains("Dlaczego: Profil nie pozwala.", flow.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_says_when_who_called_whom_who_took_it_what_came_of_it_and_how_long()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Hunt(10));
        using var maria = await site.LoggedIn("maria");
        Assert.Equal(
            ["2026-01-05 08:50:00", Customer, "linia mazowieckie+48600000001", "Piotr Zieliński+48601000202", "odebrane", "0:01:00"], Assert.Single((await maria.Get("/calls")).Rows()));
    }

    [Fact]
    public async Task The_form_finds_by_part_of_either_number_by_day_and_by_outcome()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(
            Outgoing(1), Hunt(2), Barred(3), Outgoing(2 * Day), Outgoing(10 * Day), Outgoing(4) with { AnsweredAt = null, AnsweredBy = null, Outcome = CallCause.NoAnswer, SipStatus = 480 });
        using var maria = await site.LoggedIn("maria");
        var calls = await maria.Get("/calls");
        // Seven days, and not the one of ten days ago.
        Assert.Equal(("2025-12-30", "2026-01-05", 5), (Field(calls, "from"), Field(calls, "to"), calls.Rows().Length));
        Assert.Equal(3, await Count(calls, ("number", "601 000 201")));
        Assert.Equal(1, await Count(calls, ("number", "0048600000001")));
        Assert.Equal(1, await Count(calls, ("from", "2026-01-03"), ("to", "2026-01-03")));
        Assert.Equal(1, await Count(calls, ("from", "2025-12-20"), ("to", "2025-12-29")));
        Assert.Equal(6, await Count(calls, ("from", "2025-12-20")));
        Assert.Equal(3, await Count(calls, ("outcome", "answered")));
        Assert.Equal(1, await Count(calls, ("outcome", "unanswered")));
        Assert.Equal(1, await Count(calls, ("outcome", "refused")));
        var none = await calls.Submit("main form", ("number", "999"));
        Assert.Contains("Nie ma takich połączeń.", none.Shown, StringComparison.Ordinal);
        Assert.Equal("999", Field(none, "number"));
        var wrong = await calls.Submit("main form", ("from", "2025-01-01"), ("to", "2026-01-05"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Okres jest dłuższy niż 31 dni: pokazano ostatnie dni."), (wrong.Status, wrong.Told));
    }

    [Fact]
    public async Task A_call_is_found_by_its_id_or_the_beginning_of_it_at_any_time()
    {
        await using var site = await StartAsync();
        site.Import(People.OtherCompany());
        await site.RecordAsync(Outgoing(40 * Day), Outgoing(41 * Day) with { Company = "inna" });
        using var maria = await site.LoggedIn("maria");
        var calls = await maria.Get("/calls");
        Assert.Equal($"/calls/{Id(40 * Day)}", (await calls.Submit("main form", ("id", Id(40 * Day).ToLowerInvariant()))).Path);
        Assert.Single((await calls.Submit("main form", ("id", Id(40 * Day)[..12]))).Rows());
        Assert.Contains("Nie ma takich połączeń.", (await calls.Submit("main form", ("id", Id(41 * Day)))).Shown, StringComparison.Ordinal);
        foreach (var wrong in new[] { "01KE", "01KE-X", "' OR 1" })
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "Id ma od 5 do 26 liter i cyfr: pokazano ostatnie dni."), await Told(calls.Submit("main form", ("id", wrong))));
    }

    [Fact]
    public async Task A_hundred_are_on_a_page_and_the_others_on_older_ones()
    {
        await using var site = await StartAsync();
        await site.RecordAsync([.. Enumerable.Range(1, 250).Select(Outgoing)]);
        using var maria = await site.LoggedIn("maria");
        var first = await maria.Get("/calls?number=512");
        Assert.Equal((100, Clock(1), Clock(100)), Edges(first));
        Assert.Equal(["Starsze"], Turns(first));
        var second = await maria.Get(Link(first, "Starsze"));
        Assert.Equal((100, Clock(101), Clock(200)), Edges(second));
        Assert.Equal("512", Field(second, "number"));
        var third = await maria.Get(Link(second, "Starsze"));
        Assert.Equal((50, Clock(201), Clock(250)), Edges(third));
        Assert.Equal(["Nowsze"], Turns(third));
        var back = await maria.Get(Link(third, "Nowsze"));
        Assert.Equal((100, Clock(101), Clock(200)), Edges(back));
        Assert.Equal((100, Clock(1), Clock(100)), Edges(await maria.Get(Link(back, "Nowsze"))));
    }

    // ROLE-6, D9.
    [Fact]
    public async Task Calls_of_other_companies_and_of_employees_own_accounts_are_not_in_the_list()
    {
        await using var site = await StartAsync();
        site.Import(People.OtherCompany());
        await site.RecordAsync(Outgoing(1), Outgoing(2) with { Company = "inna" }, Outgoing(3) with { Billing = Billing.PrivatePrepaid }, Outgoing(4) with { Billing = Billing.PrivateFlagged });
        using var maria = await site.LoggedIn("maria");
        Assert.Equal(["512345678+48512345678", "512xxxxxx+48512xxxxxx"], (await maria.Get("/calls?company=inna")).Rows().Select(row => row[2]));
        Assert.Single((await maria.Get("/calls?number=345678")).Rows());
        using var other = await site.LoggedIn("obcy");
        Assert.Equal(Id(2), Assert.Single((await other.Get("/calls")).Document.QuerySelectorAll("main td a")).GetAttribute("href")!["/calls/".Length..]);
    }

    [Theory]
    [InlineData("+48601000201", "+48601000201")]
    [InlineData("512", "512")]
    [InlineData("sip:201@host:5060;user=phone", "201")]
    [InlineData("sips:anna:secret@host", "anna")]
    [InlineData("tel:+48512345678;phone-context=x", "+48512345678")]
    [InlineData("sip:512345678%2A@host", "512345678*")]
    [InlineData("sip:512345678*;rn=1@host", "512345678*")]
    [InlineData("sip:host", "host")]
    [InlineData("", "")]
    public void What_was_dialled_is_shown_as_it_is_dialled(string stored, string shown) => Assert.Equal(shown, PbxBridge.Manager.Calls.DialledText.Of(stored));

    private static async Task<(HttpStatusCode Status, string Told)> Told(Task<Page> shown) => await shown is var page ? (page.Status, page.Told) : default;

    private static async Task<int> Count(Page page, params (string Name, string Value)[] fields) => (await page.Submit("main form", fields)).Rows().Length;

    private static string? Field(Page page, string name) => page.Document.QuerySelector($"main form [name='{name}']")!.GetAttribute("value");

    private static string[] Turns(Page page) => [.. page.Document.QuerySelectorAll("p.tools a.button").Select(link => link.TextContent)];

    private static string Link(Page page, string text) => page.Document.QuerySelectorAll("p.tools a.button").Single(link => link.TextContent == text).GetAttribute("href")!;

    private static (int Count, string First, string Last) Edges(Page page) => page.Rows() is var rows ? (rows.Length, rows[0][0], rows[^1][0]) : default;

    // An hour before Polish time in winter.
    private static string Clock(int minutes) => At(minutes).AddHours(1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
