using System.Net;
using PbxBridge.Manager.Tests.Calls;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using static PbxBridge.Manager.Tests.Calls.FlowOffice;

namespace PbxBridge.Manager.Tests.Support;

/// <summary>X2 over HTTP: support finds and explains calls of all companies, and of none.</summary>
public sealed class SupportCallsTests
{
    private const int Day = 24 * 60;

    [Fact]
    public async Task A_call_that_failed_yesterday_is_found_by_its_last_digits_and_explained_in_three_clicks()
    {
        await using var site = await StartAsync();
        site.AddOla();
        site.Import(People.OtherCompany());
        await site.RecordAsync(Outgoing(5), Barred(Day + 60), Barred(Day + 61) with { Company = "inna", CallerNumber = "+48602999001", Called = new PhoneNumber("+48512345999"), Dialled = "512345999" });
        using var browser = site.Browser();
        var clicks = 0;
        var page = await Click((await browser.Get("/")).Submit("form[action='/login']", ("name", "ola"), ("password", TestSite.Password)));
        Assert.Equal("/support/calls", page.Path);
        page = await Click(page.Submit("main form", ("number", "5 999")));
        Assert.Equal(["Inna S.A.", "Obca Osoba+48602999001", "512345999+48512345999", "–", "niedozwolone przez profil", "–"], Assert.Single(page.Rows())[1..]);
        page = await Click(browser.Get(page.Document.QuerySelector("main td a")!.GetAttribute("href")!));
        Assert.Contains("Nie doszło do skutku: niedozwolone przez profil (SIP 403, Q.850 21).Dlaczego: Profil nie pozwala. R1", page.Shown, StringComparison.Ordinal);
        Assert.Equal(
            ["INVITE 512345678", "R1 Profil nie pozwala.", "403 Forbidden"],
            page.Document.QuerySelectorAll(".ladder summary svg, .ladder li").Select(row => row.GetAttribute("aria-label")?.Split(": ")[1] ?? row.TextContent.Trim()).Where(text => !text.StartsWith("NUM-1", StringComparison.Ordinal)));
        Assert.Equal(3, clicks);

        Task<Page> Click(Task<Page> next)
        {
            clicks++;
            return next;
        }
    }

    [Fact]
    public async Task Calls_are_found_by_company_time_of_day_outcome_and_id()
    {
        await using var site = await StartAsync();
        site.AddOla();
        site.Import(People.OtherCompany());
        // It is nine o'clock in Poland.
        await site.RecordAsync(Outgoing(1), Outgoing(61), Barred(121) with { Company = "inna" }, Outgoing(Day) with { Company = "inna" }, Outgoing(40 * Day));
        using var ola = await site.LoggedIn("ola");
        var search = await ola.Get("/support/calls");
        Assert.False(search.Has("main table"));
        Assert.Equal(4, await Count(search));
        Assert.Equal(2, await Count(search, ("company", "inna")));
        Assert.Equal(1, await Count(search, ("company", "inna"), ("outcome", "refused")));
        Assert.Equal(2, await Count(search, ("from", "2026-01-05"), ("since", "07:59")));
        Assert.Equal(2, await Count(search, ("from", "2026-01-05"), ("until", "07:59")));
        Assert.Equal(1, await Count(search, ("from", "2026-01-05"), ("since", "06:00"), ("until", "07:58")));
        Assert.Equal(1, await Count(search, ("company", "przyklad"), ("from", "2026-01-05"), ("since", "07:59"), ("until", "07:59")));
        Assert.Equal($"/support/calls/{Id(40 * Day)}", (await search.Submit("main form", ("id", Id(40 * Day)))).Path);
        Assert.Single((await search.Submit("main form", ("id", Id(40 * Day)[..10]))).Rows());
        var wrong = await search.Submit("main form", ("from", "2026-01-05"), ("since", "09:00"), ("until", "08:00"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Koniec okresu jest przed początkiem: pokazano cały dzień.", 3), (wrong.Status, wrong.Told, wrong.Rows().Length));
        Assert.Equal("Nie ma takiej firmy albo jest ich więcej: pokazano wszystkie.", (await ola.Get("/support/calls?company=nobody")).Told);
        Assert.Equal(2, (await ola.Get("/support/calls?company=inna+s")).Rows().Length);
    }

    // A number that nobody has, dialled by somebody whom nobody knows: only support asks for it.
    [Fact]
    public async Task A_call_that_came_to_no_company_is_found_by_what_was_dialled()
    {
        await using var site = await StartAsync();
        site.AddOla();
        var lost = Barred(3) with
        {
            Company = null, CallerNumber = "+48700100200", Dialled = "sip:0225557777@192.0.2.9:5060;user=phone", Called = null, Outcome = CallCause.Unallocated, SipStatus = 404, Q850 = 1,
            Decisions = [Step("class", "NUM-1", "Unallocated", "Tego numeru nikt nie ma.", "Nobody has this number.")],
        };
        await site.RecordAsync(lost, Outgoing(1));
        using var ola = await site.LoggedIn("ola");
        foreach (var address in new[] { "/support/calls?number=57777", "/support/calls?company=-", "/support/calls?number=100200&company=-" })
            Assert.Equal(["żadna", "+48700100200", "0225557777", "–", "nie ma takiego numeru", "–"], Assert.Single((await ola.Get(address)).Rows())[1..]);
        // Of the host and port nothing is a number.
        Assert.Contains("Nie ma takich połączeń.", (await ola.Get("/support/calls?number=060")).Shown, StringComparison.Ordinal);
        var page = await ola.Get($"/support/calls/{Id(3)}");
        Assert.Contains("Nie doszło do skutku: nie ma takiego numeru (SIP 404, Q.850 1).Dlaczego: Tego numeru nikt nie ma.", page.Shown, StringComparison.Ordinal);
        Assert.Equal("żadna", page.Document.QuerySelector("dl dd")!.TextContent);
    }

    [Fact]
    public async Task What_support_searches_for_and_looks_at_is_in_the_audit()
    {
        await using var site = await StartAsync();
        site.AddOla();
        await site.RecordAsync([.. Enumerable.Range(1, 120).Select(Outgoing)]);
        using var ola = await site.LoggedIn("ola");
        await ola.Get("/support/calls");
        var found = await ola.Get("/support/calls?company=przyklad&number=678&since=06:00");
        var older = await ola.Get(found.Document.QuerySelector("p.tools a.button")!.GetAttribute("href")!);
        Assert.Equal((100, 20), (found.Rows().Length, older.Rows().Length));
        await ola.Get($"/support/calls/{Id(7)}");
        await ola.Get($"/support/calls/{Id(999)}");
        Assert.Equal([("przyklad", "calls: 2025-12-30 06:00 to 2026-01-05, number 678"), ("przyklad", $"calls/{Id(7)}")], site.SupportActs());
        Assert.Equal(("Ola Pomocna", "127.0.0.1"), (ola.Cookies.Count > 0 ? found.Document.QuerySelector(".who")!.TextContent : "", site.Store.Audit.Last("przyklad", 1)[0].Entry.Actor.Source));
    }

    // D9: they are stored masked, for everybody; of an own account the company sees nothing, support that there was a call.
    [Fact]
    public async Task Private_calls_are_masked_for_support_too()
    {
        await using var site = await StartAsync();
        site.AddOla();
        await site.RecordAsync(Outgoing(1) with { Billing = Billing.PrivateFlagged }, Outgoing(2) with { Billing = Billing.PrivatePrepaid });
        using var ola = await site.LoggedIn("ola");
        Assert.Contains("Nie ma takich połączeń.", (await ola.Get("/support/calls?number=345678")).Shown, StringComparison.Ordinal);
        Assert.Equal(["512xxxxxx+48512xxxxxx", "512xxxxxx+48512xxxxxx"], (await ola.Get("/support/calls?number=201&company=przyklad")).Rows().Select(row => row[3]));
        foreach (var (id, note) in new[] { (1, "Połączenie prywatne na rachunku firmy"), (2, "Połączenie prywatne z konta pracownika: jego firma go nie widzi") })
        {
            var page = await ola.Get($"/support/calls/{Id(id)}");
            Assert.Contains(note, page.Shown, StringComparison.Ordinal);
            Assert.DoesNotContain("345678", page.Text, StringComparison.Ordinal);
        }
    }

    // RFC 3325 §7: the network may know him; secrets and places are for nobody (AREA-8).
    [Fact]
    public async Task A_withheld_caller_is_known_to_support_with_a_warning_and_secrets_and_places_are_not()
    {
        await using var site = await StartAsync();
        site.AddOla();
        await site.RecordAsync(Hunt(10) with
        {
            CallerShown = null,
            Signals = new() { IsWithheld = true },
            Place = new CallerPlace { Source = PlaceSource.Cell, Zone = "siedziba", Cell = new CellKey("nr:26002deadbeef") },
            Flow = [Message(0, "A", false, "INVITE sip:+48600000001@x SIP/2.0", "Authorization: Digest response=\"beef1\"\r\nP-Access-Network-Info: 3GPP-NR-FDD;utran-cell-id-3gpp=26002deadbeef\r\n\r\n")],
        });
        using var ola = await site.LoggedIn("ola");
        Assert.Equal(Customer, Assert.Single((await ola.Get("/support/calls?number=345678")).Rows())[2]);
        var page = await ola.Get($"/support/calls/{Id(10)}");
        Assert.Equal($"{Customer} → +48600000001", page.Title);
        Assert.Contains("Dzwoniący zastrzegł swój numer: nie podawaj go", page.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("deadbeef", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("beef1", page.Text, StringComparison.Ordinal);
    }

    // What a company is not shown of another one (ROLE-6) is what support is asked about.
    [Fact]
    public async Task Both_sides_of_a_call_between_two_companies_are_there_with_whose_they_are()
    {
        await using var site = await StartAsync();
        site.AddOla();
        site.Import(People.OtherCompany());
        await site.RecordAsync(Outgoing(9), Outgoing(10) with
        {
            Called = new PhoneNumber("+48602999001"),
            AnsweredBy = "+48602999001",
            Attempts = [new("B1", "+48602999001", CallCause.Cleared, 200, TimeSpan.Zero)],
            Flow = [Message(0, "A", false, "INVITE sip:602999001@x SIP/2.0"), Message(1, "B1", true, "INVITE sip:obca-phone@192.0.2.77 SIP/2.0")],
            Parent = Id(9),
        });
        using var ola = await site.LoggedIn("ola");
        var page = await ola.Get($"/support/calls/{Id(10)}");
        Assert.Contains("Odebrane: Obca Osoba, +48602999001, Inna S.A.. Rozmowa 0:01:00", page.Shown, StringComparison.Ordinal);
        Assert.Equal(["Anna Kowalska", "PbxBridge", "Obca Osoba"], page.Document.QuerySelectorAll(".ends .name title").Select(name => name.TextContent));
        Assert.True(page.Has($"dd a[href='/support/calls/{Id(9)}']"));
        var english = await ola.Get($"/language?to=en&back=/support/calls/{Id(10)}");
        Assert.Contains("Anna Kowalska, +48601000201, Przykład Sp. z o.o.", english.Shown, StringComparison.Ordinal);
        Assert.Equal("Company", english.Document.QuerySelector("dl dt")!.TextContent);
    }

    private static async Task<int> Count(Page page, params (string Name, string Value)[] fields) => (await page.Submit("main form", fields)).Rows().Length;
}
