using System.Net;
using AngleSharp.Dom;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using static PbxBridge.Manager.Tests.Calls.FlowOffice;

namespace PbxBridge.Manager.Tests.Calls;

/// <summary>X2 over HTTP: one call's whole flow, both sides, with decisions in words between the messages.</summary>
public sealed class FlowPageTests
{
    [Fact]
    public async Task A_hunt_is_drawn_with_each_arrow_at_its_place_and_decisions_between()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Hunt(10));
        using var maria = await site.LoggedIn("maria");
        var page = await maria.Get($"/calls/{Id(10)}");
        Assert.Equal((HttpStatusCode.OK, $"{Customer} → +48600000001"), (page.Status, page.Title));
        Assert.Equal([Customer, "PbxBridge", "Łucja Żółkiewska", "Piotr Zieliński"], page.Document.QuerySelectorAll(".ends .name title").Select(name => name.TextContent));
        Assert.Equal(["192.0.2.1:5060", "", "B1 · 192.0.2.2:5060", "B2 · 192.0.2.2:5060"], page.Document.QuerySelectorAll(".ends .peer title").Select(peer => peer.TextContent));
        Assert.Equal(
            [
                $"+0 ms {Customer} → PbxBridge: INVITE +48600000001", "D17 Linia firmowa mazowieckie: kolejno 203, 202.", $"+1 ms PbxBridge → {Customer}: 100 Trying",
                "+2 ms PbxBridge → Łucja Żółkiewska: INVITE +48601000203", "+14 ms Łucja Żółkiewska → PbxBridge: 486 Busy Here", "§4.2 Łucja Żółkiewska: zajęty.", "+15 ms PbxBridge → Łucja Żółkiewska: ACK",
                "+16 ms PbxBridge → Piotr Zieliński: INVITE +48601000202", "+630 ms Piotr Zieliński → PbxBridge: 180 Ringing", "+4,21 s Piotr Zieliński → PbxBridge: 200 OK",
                $"+1:05 PbxBridge → {Customer}: 200 OK",
            ],
            Drawn(page));
        Assert.Equal(
            ["arrow", "arrow early", "arrow", "arrow bad", "arrow ack", "arrow", "arrow early", "arrow good", "arrow good"],
            page.Document.QuerySelectorAll(".ladder summary svg").Select(arrow => arrow.GetAttribute("class")));
        Assert.Contains("Odebrane: Piotr Zieliński, +48601000202. Rozmowa 0:01:00, zakończył: dzwoniący.", page.Shown, StringComparison.Ordinal);
        Assert.Equal([["B1", "Łucja Żółkiewska+48601000203", "zajęte (486)", "0.0 s"], ["B2", "Piotr Zieliński+48601000202", "odebrane (200)", "4.0 s"]], page.Rows("table.legs"));
        Assert.Equal("INVITE sip:+48601000203@192.0.2.3 SIP/2.0\nCall-ID: a@b\nCSeq: 1 INVITE", page.Document.QuerySelectorAll(".ladder pre")[2].TextContent);
    }

    // Where the lines are: of the bridge in the second column, of a leg under its head.
    [Fact]
    public async Task Arrows_end_at_the_columns_of_those_between_whom_the_message_went()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Hunt(10));
        using var maria = await site.LoggedIn("maria");
        var page = await maria.Get($"/calls/{Id(10)}");
        var heads = page.Document.QuerySelectorAll(".ends .name").Select(name => int.Parse(name.GetAttribute("x")!)).ToArray();
        var shafts = page.Document.QuerySelectorAll(".ladder .shaft").Select(shaft => shaft.GetAttribute("d")).ToArray();
        // A blank of two, and nine of the tip.
        Assert.Equal($"M{heads[0] + 2} 27H{heads[1] - 9}", shafts[0]);
        Assert.Equal($"M{heads[1] - 2} 27H{heads[0] + 9}", shafts[1]);
        Assert.Equal($"M{heads[2] - 2} 27H{heads[1] + 9}", shafts[3]);
        Assert.Equal($"M{heads[1] + 2} 27H{heads[3] - 9}", shafts[5]);
    }

    [Fact]
    public async Task A_refused_call_says_what_came_of_it_and_why_in_the_visitors_language()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Barred(10));
        using var maria = await site.LoggedIn("maria");
        Assert.Contains("Nie doszło do skutku: niedozwolone przez profil (SIP 403, Q.850 21).Dlaczego: Profil nie pozwala. R1", (await maria.Get($"/calls/{Id(10)}")).Shown, StringComparison.Ordinal);
        var english = await maria.Get($"/language?to=en&back=/calls/{Id(10)}");
        Assert.Contains("It did not go through: barred by the profile (SIP 403, Q.850 21).Why: The profile does not allow it. R1", english.Shown, StringComparison.Ordinal);
        Assert.Equal([["class", "NUM-1", "It is a mobile number."], ["profile", "R1", "The profile does not allow it."]], english.Rows("table.decisions"));
    }

    [Fact]
    public async Task What_a_stranger_wrote_into_a_message_is_shown_as_text()
    {
        const string name = "<script>alert(1)</script>", from = $"From: \"{name}\" <sip:x@y>;tag=1\r\nCSeq: 1 INVITE\r\n\r\n";
        await using var site = await StartAsync();
        await site.RecordAsync(Hunt(10) with
        {
            CallerNumber = name,
            Dialled = $"sip:{name}@x",
            Called = null,
            Decisions = [Step("caller", name, "x", name, name)],
            Flow = [Message(0, "A", false, $"INVITE sip:{name}@x SIP/2.0", from), Message(1, "A", true, $"SIP/2.0 400 {name}", from) with { Peer = name }],
        });
        using var maria = await site.LoggedIn("maria");
        foreach (var page in new[] { await maria.Get($"/calls/{Id(10)}"), await maria.Get("/calls") })
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("script"));
            Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;script&gt;", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_who_runs_the_network_sees_a_flow()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Outgoing(10));
        foreach (var (name, status) in new[] { ("owner", HttpStatusCode.OK), ("maria", HttpStatusCode.OK), ("anna", HttpStatusCode.Forbidden), ("jan", HttpStatusCode.Forbidden) })
        {
            using var browser = await site.LoggedIn(name);
            Assert.Equal((name, status), (name, (await browser.Get($"/calls/{Id(10)}")).Status));
            Assert.Equal((name, status), (name, (await browser.Get("/calls")).Status));
            Assert.Equal((name, status), (name, (await browser.Get("/calls/unknown")).Status is HttpStatusCode.NotFound ? HttpStatusCode.OK : HttpStatusCode.Forbidden));
            Assert.Equal(status == HttpStatusCode.OK, (await browser.Get("/password")).Has("nav a[href='/calls']"));
        }

        using var stranger = site.Browser();
        Assert.StartsWith("/login", (await stranger.Get($"/calls/{Id(10)}")).Path, StringComparison.Ordinal);
    }

    // ROLE-6, D9.
    [Fact]
    public async Task A_call_of_another_company_of_nobody_or_of_somebodys_own_account_is_not_there_as_one_that_never_was()
    {
        await using var site = await StartAsync();
        site.Import(People.OtherCompany());
        await site.RecordAsync(
            Outgoing(10), Outgoing(11) with { Company = "inna" }, Outgoing(12) with { Company = null }, Outgoing(13) with { Billing = Billing.PrivatePrepaid });
        using var maria = await site.LoggedIn("maria");
        var unknown = await maria.Get($"/calls/{Id(99)}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        foreach (var id in new[] { Id(11), Id(12), Id(13), Id(10)[..20], "", "%" }.Where(id => id.Length > 0))
        {
            var page = await maria.Get($"/calls/{id}");
            Assert.Equal((id, HttpStatusCode.NotFound, unknown.Shown), (id, page.Status, page.Shown));
        }

        using var other = await site.LoggedIn("obcy");
        Assert.Equal(HttpStatusCode.OK, (await other.Get($"/calls/{Id(11)}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/calls/{Id(10)}")).Status);
    }

    [Fact]
    public async Task A_private_call_is_shown_as_it_is_stored_masked()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Outgoing(10) with { Billing = Billing.PrivateFlagged });
        using var maria = await site.LoggedIn("maria");
        var page = await maria.Get($"/calls/{Id(10)}");
        Assert.Contains("+48512xxxxxx", page.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("345678", page.Text, StringComparison.Ordinal);
    }

    // RFC 3325 §7: who asked not to be named is not named to those whom he called.
    [Fact]
    public async Task A_withheld_number_is_nowhere_on_the_page_and_finds_nothing()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Hunt(10) with
        {
            CallerShown = null,
            Signals = new() { IsWithheld = true },
            Decisions = [Step("caller", "CLI-3", Customer, $"Dzwoni {Customer} z zewnątrz.", $"{Customer} calls from outside.")],
            Flow = [Message(0, "A", false, "INVITE sip:+48600000001@x SIP/2.0", "P-Asserted-Identity: \"Jan Tajny\" <sip:+48512345678@x>\r\nFrom: \"Jan Tajny\" <sip:0512345678@x>\r\nPrivacy: id\r\n\r\n")],
        });
        using var maria = await site.LoggedIn("maria");
        var page = await maria.Get($"/calls/{Id(10)}");
        Assert.StartsWith("numer nieznany lub zastrzeżony →", page.Title, StringComparison.Ordinal);
        var list = await maria.Get("/calls");
        Assert.Equal("numer nieznany lub zastrzeżony", Assert.Single(list.Rows())[1]);
        foreach (var shown in new[] { page, list })
        {
            Assert.DoesNotContain("345678", shown.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Tajny", shown.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Nie ma takich połączeń.", (await maria.Get("/calls?number=345678")).Shown, StringComparison.Ordinal);
        Assert.Single((await maria.Get("/calls?number=600000001")).Rows());
    }

    // The call that a transfer makes is Anna's, and the one that was asked before is, too: he who was sent on is in both.
    [Fact]
    public async Task A_withheld_number_is_not_in_the_calls_to_which_its_caller_was_transferred()
    {
        await using var site = await StartAsync();
        var notes = Step("transferred", "TRF-1", "x", $"Przekazane: {Customer} rozmawia z 8001 (połączenie {Id(10)}).", $"Transferred: {Customer} talks with 8001 (call {Id(10)}).");
        var joined = Outgoing(8) with
        {
            Called = new PhoneNumber("+48225558001"),
            Dialled = "8001",
            AnsweredBy = "+48225558001",
            Attempts = [],
            Decisions = [notes],
            Talks = [new(At(8), At(7), Customer, "+48225558001")],
            Flow = [Message(0, "B1", true, "INVITE sip:8001@x SIP/2.0", "P-Asserted-Identity: \"Jan Tajny\" <sip:+48512345678@x>\r\n\r\n")],
        };
        await site.RecordAsync(Hunt(10) with { CallerShown = null, Signals = new() { IsWithheld = true } }, joined, joined with { Id = Id(7), Decisions = [], Parent = Id(10) }, joined with { Id = Id(6), Decisions = [], Parent = Id(99) });
        using var maria = await site.LoggedIn("maria");
        foreach (var id in new[] { Id(8), Id(7) })
        {
            var page = await maria.Get($"/calls/{id}");
            Assert.Equal((HttpStatusCode.OK, "Anna Kowalska → 8001"), (page.Status, page.Title));
            Assert.DoesNotContain("345678", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Tajny", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("512345678", (await maria.Get($"/calls/{Id(6)}")).Text, StringComparison.Ordinal);
    }

    // AREA-8.
    [Fact]
    public async Task Whoever_looks_at_a_call_with_a_place_is_known_and_sees_the_zone_alone()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(
            Outgoing(10),
            Outgoing(11) with
            {
                Place = new CallerPlace { Source = PlaceSource.Cell, Zone = "siedziba", Cell = new CellKey("nr:26002deadbeef") },
                Flow = [Message(0, "A", false, "INVITE sip:1@x SIP/2.0", "P-Access-Network-Info: 3GPP-NR-FDD;utran-cell-id-3gpp=26002deadbeef\r\n\r\n")],
            });
        using var maria = await site.LoggedIn("maria");
        await maria.Get($"/calls/{Id(10)}");
        Assert.DoesNotContain(site.Store.Audit.Last("przyklad", 10), row => row.Entry.Act.Contains("calls/", StringComparison.Ordinal));
        Assert.DoesNotContain("deadbeef", (await maria.Get($"/calls/{Id(11)}")).Text, StringComparison.Ordinal);
        var seen = Assert.Single(site.Store.Audit.Last("przyklad", 10), row => row.Entry.Act == $"calls/{Id(11)}: zone");
        Assert.Equal(("maria", AuditRole.Administrator), (seen.Entry.Actor.Author, seen.Entry.Actor.Role));
    }

    // Partners on one bridge: the record is the caller's company's, and whom the other rang is the other's.
    [Fact]
    public async Task What_went_on_inside_another_company_is_left_out()
    {
        await using var site = await StartAsync();
        site.Import(People.OtherCompany());
        await site.RecordAsync(Hunt(10) with
        {
            CallerNumber = Anna,
            Direction = CallDirection.Internal,
            Called = new PhoneNumber("+48602999001"),
            AnsweredBy = "+48602999001",
            Attempts = [new("B1", "+48602999001", CallCause.Cleared, 200, TimeSpan.Zero)],
            Decisions = [Step("profile", "R1", "allowed", "Profil pozwala.", "The profile allows."), Step("route", "§4.5", "ring", "Dzwoni Obca Osoba.", "Obca Osoba rings.")],
            Flow = [Message(0, "A", false, "INVITE sip:602999001@x SIP/2.0"), Message(1, "B1", true, "INVITE sip:obca-phone@192.0.2.77 SIP/2.0")],
        });
        using var maria = await site.LoggedIn("maria");
        var page = await maria.Get($"/calls/{Id(10)}");
        Assert.Contains("Uczestniczyła w nim inna firma", page.Shown, StringComparison.Ordinal);
        Assert.Equal(["Anna Kowalska → PbxBridge: INVITE 602999001", "R1 Profil pozwala."], Drawn(page).Select(row => row.Replace("+0 ms ", "", StringComparison.Ordinal)));
        Assert.DoesNotContain("Obca", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_transfer_leads_to_the_call_out_of_which_it_was_made()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Outgoing(10), Outgoing(9) with { Parent = Id(10) }, Outgoing(8) with { Parent = Id(99) });
        using var maria = await site.LoggedIn("maria");
        Assert.True((await maria.Get($"/calls/{Id(9)}")).Has($"dd a[href='/calls/{Id(10)}']"));
        Assert.False((await maria.Get($"/calls/{Id(8)}")).Has("dd a"));
    }

    [Fact]
    public async Task A_long_call_is_drawn_within_a_box_with_its_heads_in_sight()
    {
        await using var site = await StartAsync();
        await site.RecordAsync(Outgoing(10) with { Flow = [.. Enumerable.Range(0, 800).Select(n => Message(n * 1000, n % 2 == 0 ? "A" : "B1", n % 3 == 0, "UPDATE sip:x SIP/2.0"))] });
        using var maria = await site.LoggedIn("maria");
        var page = await maria.Get($"/calls/{Id(10)}");
        Assert.Equal((800, true), (page.Document.QuerySelectorAll(".ladder details").Length, page.Has(".ladder.long")));
        // Some 600 octets a message.
        Assert.InRange(page.Text.Length, 300_000, 800_000);
    }

    private static string[] Drawn(Page page) =>
    [
        .. page.Document.QuerySelectorAll(".ladder details summary svg, .ladder ul li").Select(row => row.GetAttribute("aria-label") ?? Words(row)),
    ];

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
