using System.Globalization;
using System.Net;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Fees;
using PbxBridge.Charging.Prices;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Fees;
using PbxBridge.Testing;
using static PbxBridge.Manager.Tests.Telemonitor.CostlyOffice;

namespace PbxBridge.Manager.Tests.Telemonitor;

/// <summary>T10 over HTTP: rows are the total, filters change them, and everybody sees those whom he may.</summary>
public sealed class TelemonitorSiteTests
{
    private const string Table = "table.costs";

    [Fact]
    public async Task The_rows_that_an_owner_reads_are_the_total_with_what_belongs_to_no_employee()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(
            Leg(Anna, 0.2948m), Leg(Anna, 1.0001m, RateClass.Premium), Leg(Lucja, 2.5m) with { Billing = Billing.PrivateFlagged }, Leg(null, 4m), Leg(Line, 8m), Leg(Former, 1_016.0075m),
            Leg(Piotr, 32m) with { Billing = Billing.PrivatePrepaid });
        using var owner = await site.LoggedIn("owner");
        var page = await owner.Get("/telemonitor");
        Assert.Equal((HttpStatusCode.OK, "Telemonitor"), (page.Status, page.Title));
        var rows = page.Rows(Table);
        Assert.Equal(["Anna Kowalska", "Piotr Zieliński", "Łucja Żółkiewska", "Marek Wójcik", "Ewa Dąbrowska", "Jan Nowak", "Katarzyna Lewandowska", "Maria Wiśniewska"], Names(page).Take(8));
        Assert.Equal(["Linia mazowieckie", "Firma: telefony centrali", "Numer spoza firmy (był w niej)"], Names(page).Skip(8));
        Assert.EndsWith(Former, rows[^1][0], StringComparison.Ordinal);
        var total = page.Document.QuerySelectorAll($"{Table} tfoot td").Select(cell => cell.TextContent).ToArray();
        Assert.Equal(1_031.8024m, Amount(total[4]));
        for (var column = 2; column <= 5; column++)
            Assert.Equal(Amount(total[column]), rows.Sum(row => Amount(row[column + 1])));
        Assert.Equal(["2", "0:02:02", "1,2949 zł", "0,00 zł", "1,2949 zł", "1,5927 zł"], rows[0][1..7]);
        Assert.Equal(["1", "0:01:01", "0,00 zł", "2,50 zł", "2,50 zł", "3,075 zł"], rows[2][1..7]);
        Assert.Contains("Koszty orientacyjne", page.Shown, StringComparison.Ordinal);
        // Of 100 zł.
        Assert.Equal("1,29 zł / 100,00 zł1 %", rows[0][7]);
    }

    [Fact]
    public async Task Filters_by_class_by_days_and_by_cycle_change_the_rows()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Anna, 1m), Leg(Anna, 2m, RateClass.Premium), Leg(Jan, 4m));
        await site.ChargeAsync(ManualTime.Start.AddDays(-2), Leg(Anna, 8m));
        await site.ChargeAsync(ManualTime.Start.AddDays(-20), Leg(Anna, 16m) with { Cycle = new CycleBooking(December, December) });
        using var owner = await site.LoggedIn("owner");
        var page = await owner.Get("/telemonitor");
        Assert.Equal(15m, Total(page));
        Assert.Equal(["", "MobileOther", "Premium"], page.Document.QuerySelectorAll("select[name=class] option").Select(option => option.GetAttribute("value")));
        Assert.Equal(13, page.Document.QuerySelectorAll("select[name=cycle] option").Length);
        Assert.Equal(2m, Total(await page.Submit("main form.tools", ("class", "Premium"))));
        var days = await page.Submit("main form.tools", ("from", "2026-01-03"), ("to", "2026-01-03"));
        Assert.Equal(8m, Total(days));
        Assert.Equal(("2026-01-03", "dni 2026-01-03 – 2026-01-03"), (days.Document.QuerySelector("input[name=to]")!.GetAttribute("value"), days.Document.QuerySelector(".head p")!.TextContent));
        var december = await days.Submit("main form.tools", ("from", ""), ("to", ""), ("cycle", "2025-12-01"));
        Assert.Equal(16m, Total(december));
        Assert.Equal(24m, Total(await december.Submit("main form.tools", ("from", "2025-12-01"), ("to", "2026-01-04"))));
        var wrong = await owner.Get("/telemonitor?from=2026-01-04&to=2026-01-03");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Koniec okresu jest przed początkiem: pokazano bieżący cykl.", 15m), (wrong.Status, wrong.Told, Total(wrong)));
    }

    [Fact]
    public async Task An_employee_is_chosen_in_the_form_and_shown_with_his_calls()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Anna, 1m), Leg(Jan, 2m), Leg(Lucja, 4m) with { Billing = Billing.PrivateFlagged }, Leg(Lucja, 8m));
        using var owner = await site.LoggedIn("owner");
        var lucja = await (await owner.Get("/telemonitor")).Submit("main form.tools", ("employee", "lucja"));
        Assert.Equal("Łucja Żółkiewska", lucja.Title);
        Assert.Equal(
            [["2026-01-05 08:59:00", "+48602123456", "numer komórkowy", "0:01:01", "8,00 zł", "9,84 zł", ""], ["2026-01-05 08:58:00", "+48602xxxxxx", "numer komórkowy", "0:01:01", "4,00 zł", "4,92 zł", "prywatne"]],
            lucja.Rows("table.calls"));
        // By her row, too.
        Assert.Equal("Łucja Żółkiewska", (await owner.Get((await owner.Get("/telemonitor")).Document.QuerySelectorAll("a.person")[2].GetAttribute("href")!)).Title);
    }

    // X2, D9: from what a call cost to how it went, for who may see that.
    [Fact]
    public async Task A_call_leads_to_its_flow_for_who_runs_the_network_and_for_nobody_else()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Jan, 1m), Leg(Anna, 2m) with { Billing = Billing.PrivatePrepaid }, Leg(Anna, 4m));
        using var owner = await site.LoggedIn("owner");
        var link = (await owner.Get("/telemonitor?employee=jan")).Document.QuerySelector("table.calls td a")?.GetAttribute("href");
        Assert.StartsWith("/calls/", link, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "Jan Nowak → 602123456"), await Seen(owner, link!));
        using var marek = await site.LoggedIn("marek");
        Assert.Single((await marek.Get("/telemonitor?employee=jan")).Rows("table.calls"));
        Assert.False((await marek.Get("/telemonitor?employee=jan")).Has("table.calls td a"));
        using var anna = await site.LoggedIn("anna");
        foreach (var path in new[] { "/telemonitor/own", "/telemonitor/own?account=own" })
        {
            Assert.Single((await anna.Get(path)).Rows("table.calls"));
            Assert.False((await anna.Get(path)).Has("table.calls td a"));
        }
    }

    [Fact]
    public async Task Calls_of_a_line_of_the_PBX_and_of_a_number_that_is_gone_are_shown_to_the_owner_and_no_number_of_others()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(null, 1m), Leg(Line, 2m), Leg(Former, 4m), Leg("+48602000001", 8m) with { Company = "inna" });
        using var owner = await site.LoggedIn("owner");
        var links = (await owner.Get("/telemonitor")).Document.QuerySelectorAll("a.person").Skip(8).Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(["2,00 zł", "1,00 zł", "4,00 zł"], await Task.WhenAll(links.Select(async link => Assert.Single((await owner.Get(link)).Rows("table.calls"))[4])));
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Get("/telemonitor?payer=%2B48602000001")).Status);
        Assert.Equal(HttpStatusCode.OK, (await owner.Get("/telemonitor?payer=%2B48601999999&class=Premium")).Status);
        using var marek = await site.LoggedIn("marek");
        Assert.All(await Task.WhenAll(links.Select(marek.Get)), page => Assert.Equal(HttpStatusCode.NotFound, page.Status));
    }

    [Fact]
    public async Task A_billing_administrator_sees_the_assigned_and_sums_of_them()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Anna, 1m, RateClass.Premium), Leg(Jan, 2m), Leg(Ewa, 4m), Leg(Marek, 8m), Leg(null, 16m));
        using var marek = await site.LoggedIn("marek");
        var page = await marek.Get("/telemonitor");
        Assert.Equal(["Ewa Dąbrowska", "Jan Nowak"], Names(page));
        Assert.Equal(6m, Total(page));
        Assert.Equal(["", "ewa", "jan"], page.Document.QuerySelectorAll("select[name=employee] option").Select(option => option.GetAttribute("value")));
        Assert.Equal(["", "MobileOther"], page.Document.QuerySelectorAll("select[name=class] option").Select(option => option.GetAttribute("value")));
        Assert.Equal((HttpStatusCode.OK, "Jan Nowak"), await Seen(marek, "/telemonitor?employee=jan"));
        Assert.Equal(HttpStatusCode.NotFound, (await marek.Get("/telemonitor?employee=anna")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await marek.Get("/telemonitor?employee=anna&format=csv")).Status);
        // His own costs are on a page of their own.
        Assert.Contains("8,00 zł", (await marek.Get("/telemonitor/own")).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_has_what_the_page_shows()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Jan, 1_234.5m), Leg(Ewa, 0.2948m) with { Billing = Billing.PrivateFlagged }, Leg(Anna, 1m));
        using var marek = await site.LoggedIn("marek");
        var file = await marek.Get((await marek.Get("/telemonitor")).Document.QuerySelector("form.tools a.button")!.GetAttribute("href")!);
        Assert.Equal(("text/csv", "telemonitor-2026-01-01.csv"), (file.Response.Content.Headers.ContentType?.MediaType, file.Response.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal(
            """
            Kto;Numer;Rozmowy;Czas;Służbowe netto;Służbowe brutto;Prywatne netto;Prywatne brutto;Razem netto;Razem brutto;Trwające netto;Limit;Wykorzystano limitu
            Ewa Dąbrowska;'+48601000302;1;0:01:01;0,00;0,00;0,2948;0,3626;0,2948;0,3626;0,00;100,00;0,2948
            Jan Nowak;'+48601000401;1;0:01:01;1234,50;1518,435;0,00;0,00;1234,50;1518,435;0,00;100,00;1234,50
            Razem;;2;0:02:02;1234,50;1518,435;0,2948;0,3626;1234,7948;1518,7976;0,00;;

            """.ReplaceLineEndings("\r\n"),
            file.Text);
        Assert.Equal([0xEF, 0xBB, 0xBF], (await marek.Client.GetByteArrayAsync(new Uri("/telemonitor?format=csv", UriKind.Relative)))[..3]);
        await marek.Get("/language?to=en&back=/telemonitor");
        var calls = await marek.Get("/telemonitor?employee=jan&format=csv");
        Assert.Equal("Began;Number;Class;Time;Net;Gross;Notes\r\n2026-01-05 08:57:00;'+48602123456;a mobile number;0:01:01;1234.50;1518.435;\r\n", calls.Text);
    }

    [Fact]
    public async Task Many_calls_are_turned_over_page_by_page()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync([.. Enumerable.Range(1, 101).Select(n => Leg(Jan, n))]);
        using var owner = await site.LoggedIn("owner");
        var page = await owner.Get("/telemonitor?employee=jan");
        List<string> seen = [];
        for (var turns = 0; turns < 3; turns++)
        {
            seen.AddRange(page.Rows("table.calls").Select(row => row[4]));
            if (page.Document.QuerySelectorAll("p.tools a.button").FirstOrDefault(link => link.TextContent == "Starsze") is not { } older)
                break;
            page = await owner.Get(older.GetAttribute("href")!);
        }

        Assert.Equal(Enumerable.Range(1, 101).Reverse().Select(n => $"{n},00 zł"), seen);
    }

    [Fact]
    public async Task What_runs_is_told_beside_the_sum()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Anna, 1m));
        site.Store.Running.Tell([new("przyklad", ChargePayer.OfEmployee("anna"), January.Start, false, Money.Of(0.5m), Money.Of(0.25m)), new("inna", ChargePayer.OfEmployee("anna"), January.Start, false, Money.Of(9m), Money.Zero)]);
        using var owner = await site.LoggedIn("owner");
        var page = await owner.Get("/telemonitor");
        Assert.Equal(["1,00 zł", "1,23 zł", "0,50 zł", "1,25 zł / 100,00 zł1 %"], page.Rows(Table)[0][5..]);
        Assert.Equal(1m, Total(page));
        Assert.Contains("Koszt orientacyjny, netto1,50 zł", page.Shown, StringComparison.Ordinal);
        Assert.Contains("stan z 09:00:00", page.Shown, StringComparison.Ordinal);
    }

    // Fees are the company's.
    [Fact]
    public async Task Fees_stand_on_lines_of_their_own_for_who_sees_all_of_the_company()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Jan, 1m));
        var line = new FeeLine(new PriceItem("cennik", 3, "numer"), new("zmiana numeru", "change of a number"), FeeKind.Event, 2, Money.Of(20m), Money.Of(24.60m), 23);
        site.Store.Fees.Book(new FeeBooking("przyklad", January, [new FeeEntry("key", line)], "test"));
        using var owner = await site.LoggedIn("owner");
        Assert.Contains(["zmiana numeru", "2", "20,00 zł", "24,60 zł"], (await owner.Get("/telemonitor")).Rows("table.fees"));
        Assert.Equal(1m, Total(await owner.Get("/telemonitor")));
        foreach (var path in new[] { "/telemonitor?class=MobileOther", "/telemonitor?from=2026-01-01&to=2026-01-31", "/telemonitor?cycle=2025-12-01", "/telemonitor?employee=jan" })
            Assert.False((await owner.Get(path)).Has("table.fees"), path);
        using var marek = await site.LoggedIn("marek");
        Assert.DoesNotContain("zmiana numeru", (await marek.Get("/telemonitor")).Text + (await marek.Get("/telemonitor?format=csv")).Text, StringComparison.Ordinal);
        Assert.Contains("\r\nOpłata: zmiana numeru;;2;;;;;;20,00;24,60;;;\r\n", (await owner.Get("/telemonitor?format=csv")).Text, StringComparison.Ordinal);
    }

    // 242 beside the eight of the demo company.
    [Fact]
    public async Task A_large_company_is_turned_over_page_by_page_and_totals_and_the_file_are_of_all()
    {
        await using var site = await CostlyOffice.StartLargeAsync(242);
        await site.ChargeAsync(Leg(Anna, 1m), Leg(LargeNumber(150), 2m), Leg(LargeNumber(241), 4m), Leg(null, 8m));
        using var owner = await site.LoggedIn("owner");
        List<string> names = [];
        for (var (page, path) = (1, "/telemonitor"); path is not null; page++)
        {
            var seen = await owner.Get(path);
            Assert.Equal(15m, Total(seen));
            Assert.Contains("Koszt orientacyjny, netto15,00 zł", seen.Shown, StringComparison.Ordinal);
            Assert.InRange(seen.Text.Length, 1, 300_000);
            Assert.Equal(page < 3 ? 100 : 51, seen.Rows(Table).Length);
            Assert.Contains($"strona {page} z 3", seen.Shown, StringComparison.Ordinal);
            names.AddRange(Names(seen));
            path = seen.Document.QuerySelectorAll("p.tools a.button").FirstOrDefault(link => link.TextContent == "Następna")?.GetAttribute("href");
        }

        Assert.Equal(["Anna Kowalska", "Piotr Zieliński"], names.Take(2));
        Assert.Equal(["Osoba 241", "Firma: telefony centrali"], names.TakeLast(2));
        Assert.Equal(251, names.Distinct().Count());
        Assert.Equal(names.Skip(200), Names(await owner.Get("/telemonitor?page=9")));
        // With its head, the sum, and the end of the last line.
        Assert.Equal(251 + 3, (await owner.Get("/telemonitor?format=csv&page=2")).Text.Split("\r\n").Length);
    }

    [Theory]
    [InlineData("jan", "Jan Nowak")]
    [InlineData("201", "Anna Kowalska")]
    [InlineData("601 000 201", "Anna Kowalska")]
    [InlineData("0048 601-000-201", "Anna Kowalska")]
    [InlineData("+48605000241", "Osoba 241")]
    [InlineData("999", null)]
    [InlineData("Jan Nowak", null)]
    public async Task An_employee_of_a_large_company_is_asked_for_by_id_extension_or_number(string typed, string? name)
    {
        await using var site = await CostlyOffice.StartLargeAsync(242);
        using var owner = await site.LoggedIn("owner");
        var list = await owner.Get("/telemonitor");
        Assert.False(list.Has("select[name=employee]"));
        var page = await list.Submit("main form.tools", ("employee", typed));
        Assert.Equal(name is null ? HttpStatusCode.NotFound : HttpStatusCode.OK, page.Status);
        if (name is null)
            return;
        Assert.Equal((name, false), (page.Title, page.Has("select[name=employee]")));
        Assert.Equal(name, (await page.Submit("main form.tools")).Title);
    }

    // M7: a number finds nobody whom his id would not.
    [Fact]
    public async Task A_number_of_somebody_else_is_not_there()
    {
        await using var site = await CostlyOffice.StartAsync();
        using var marek = await site.LoggedIn("marek");
        Assert.Equal((HttpStatusCode.OK, "Jan Nowak"), await Seen(marek, "/telemonitor?employee=601000401"));
        Assert.Equal((HttpStatusCode.OK, "Telemonitor"), await Seen(marek, "/telemonitor?employee=601000301"));
        Assert.Equal(HttpStatusCode.NotFound, (await marek.Get("/telemonitor?employee=201")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await marek.Get("/telemonitor?employee=601000201&format=csv")).Status);
    }

    private static IEnumerable<string> Names(Page page) => page.Document.QuerySelectorAll($"{Table} a.person span:last-child").Select(name => name.TextContent);

    private static async Task<(HttpStatusCode, string)> Seen(Browser browser, string path)
    {
        var page = await browser.Get(path);
        return (page.Status, page.Title);
    }

    private static decimal Total(Page page) => Amount(page.Document.QuerySelectorAll($"{Table} tfoot td")[4].TextContent);

    private static decimal Amount(string shown)
    {
        Assert.EndsWith("zł", shown.Trim(), StringComparison.Ordinal);
        return decimal.Parse(string.Concat(shown.Where(c => char.IsAsciiDigit(c) || c is ',' or '-')).Replace(',', '.'), CultureInfo.InvariantCulture);
    }
}
