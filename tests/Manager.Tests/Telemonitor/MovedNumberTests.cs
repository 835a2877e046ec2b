using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Manager.Tests.Site;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using static PbxBridge.Manager.Tests.Telemonitor.CostlyOffice;

namespace PbxBridge.Manager.Tests.Telemonitor;

/// <summary>D9, T11, ROLE-6: whoever is given a former colleague's number sees none of that colleague's calls; the colleague keeps them under his new number.</summary>
public sealed class MovedNumberTests
{
    private const string New = "+48601000209", Table = "table.costs", Calls = "table.calls";

    [Fact]
    public async Task In_the_middle_of_a_cycle_everybody_keeps_the_calls_that_he_made()
    {
        await using var site = await MovedAsync();
        using var ewa = await site.LoggedIn("ewa");
        Assert.Equal(["4,00 zł", "0,50 zł"], Costs(await ewa.Get("/telemonitor/own")));
        Assert.Contains("Koszt orientacyjny, netto4,75 złw tym trwające rozmowy 0,25 zł", (await ewa.Get("/telemonitor/own")).Shown, StringComparison.Ordinal);
        Assert.Equal(["4,00", "0,50"], Lines(await ewa.Get("/telemonitor/own?format=csv")));
        using var anna = await site.LoggedIn("anna");
        Assert.Equal(["8,00 zł", "2,00 zł", "1,00 zł"], Costs(await anna.Get("/telemonitor/own")));
        Assert.Equal(["8,00", "2,00", "1,00"], Lines(await anna.Get("/telemonitor/own?format=csv")));
    }

    [Fact]
    public async Task In_a_later_cycle_the_earlier_ones_are_still_those_of_who_made_the_calls()
    {
        await using var site = await MovedAsync();
        using var ewa = await site.LoggedIn("ewa");
        Assert.Equal(["32,00 zł"], Costs(await ewa.Get("/telemonitor/own?cycle=2025-12-01")));
        Assert.Equal(["4,00 zł", "0,50 zł", "32,00 zł"], Costs(await ewa.Get("/telemonitor/own?from=2025-12-01&to=2026-01-05")));
        using var anna = await site.LoggedIn("anna");
        Assert.Equal(["16,00 zł"], Costs(await anna.Get("/telemonitor/own?cycle=2025-12-01")));
        Assert.Equal(["8,00 zł", "2,00 zł", "1,00 zł", "16,00 zł"], Costs(await anna.Get("/telemonitor/own?from=2025-12-01&to=2026-01-05")));
    }

    [Fact]
    public async Task What_somebody_paid_himself_is_not_shown_to_who_has_his_number_now()
    {
        await using var site = await MovedAsync();
        await site.ChargeAsync(ManualTime.Start.AddHours(-4), Leg(Anna, 3m) with { Billing = Billing.PrivatePrepaid, Postings = [] });
        using var ewa = await site.LoggedIn("ewa");
        Assert.Empty(Costs(await ewa.Get("/telemonitor/own?account=own")));
        Assert.DoesNotContain("3,00", (await ewa.Get("/telemonitor/own?account=own&format=csv")).Text, StringComparison.Ordinal);
        using var anna = await site.LoggedIn("anna");
        Assert.Equal(["3,00 zł"], Costs(await anna.Get("/telemonitor/own?account=own")));
    }

    [Fact]
    public async Task The_rows_of_who_looks_after_them_are_people_and_still_the_total()
    {
        await using var site = await MovedAsync();
        // Of before charges had ids, and of somebody who is gone.
        await site.ChargeAsync(ManualTime.Start.AddHours(-4), Leg(Anna, 64m) with { Employee = null }, Leg(Former, 128m) with { Employee = "gone" });
        using var owner = await site.LoggedIn("owner");
        var page = await owner.Get("/telemonitor");
        Assert.Equal(["11,00 zł", "4,50 zł", "128,00 zł", "64,00 zł"], page.Rows(Table).Select(row => row[5]).Where(net => net != "0,00 zł"));
        Assert.Equal("207,50 zł", page.Document.QuerySelectorAll($"{Table} tfoot td")[4].TextContent.Replace('\u00a0', ' '));
        Assert.Equal(["8,00 zł", "2,00 zł", "1,00 zł"], Costs(await owner.Get("/telemonitor?employee=anna")));
        Assert.Equal(["4,00 zł", "0,50 zł"], Costs(await owner.Get($"/telemonitor?employee={Uri.EscapeDataString(Anna)}")));
        string[] last = [.. page.Document.QuerySelectorAll("a.person").TakeLast(2).Select(link => link.GetAttribute("href")!)];
        Assert.StartsWith("Osoba spoza firmy (była w niej): gone", (await owner.Get(last[0])).Title, StringComparison.Ordinal);
        Assert.Equal([["128,00 zł"], ["64,00 zł"]], await Task.WhenAll(last.Select(async link => Costs(await owner.Get(link)))));
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Get("/telemonitor?former=nobody")).Status);
        var file = await owner.Get("/telemonitor?format=csv");
        Assert.Equal([";11,00;", ";4,50;", ";128,00;", ";64,00;", ";207,50;"], file.Text.Split("\r\n").Where(line => !line.Contains(";0;", StringComparison.Ordinal) && !line.StartsWith("Opłata", StringComparison.Ordinal)).Skip(1).SkipLast(1).Select(line => $";{line.Split(';')[8]};"));
    }

    [Fact]
    public async Task A_billing_administrator_of_who_has_the_number_now_sees_no_call_of_who_had_it()
    {
        await using var site = await MovedAsync();
        await site.ChargeAsync(ManualTime.Start.AddHours(-4), Leg(Anna, 64m) with { Employee = null });
        using var marek = await site.LoggedIn("marek");
        Assert.Equal(["4,50 zł"], (await marek.Get("/telemonitor")).Rows(Table).Select(row => row[5]));
        Assert.Equal(["4,00 zł", "0,50 zł"], Costs(await marek.Get($"/telemonitor?employee={Uri.EscapeDataString(Anna)}")));
        Assert.Equal(HttpStatusCode.NotFound, (await marek.Get($"/telemonitor?payer={Uri.EscapeDataString(Anna)}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await marek.Get("/telemonitor?former=anna")).Status);
    }

    /// <summary>Anna and Ewa have made calls; then Ewa is given Anna's number, and Anna another one; then they have made some more.</summary>
    private static async Task<TestSite> MovedAsync()
    {
        var site = await TestSite.StartAsync(
            """{"name": "owner", "fullName": "Barbara", "role": "owner"}""",
            """{"name": "anna", "employee": "anna"}""",
            """{"name": "ewa", "employee": "ewa"}""",
            """{"name": "marek", "employee": "marek", "billing": {"employees": ["ewa"], "rights": ["costs"]}}""");
        await site.ChargeAsync(ManualTime.Start.AddDays(-20), Leg(Anna, 16m) with { Cycle = new(December, December), Postings = [] }, Leg(Ewa, 32m) with { Cycle = new(December, December), Postings = [] });
        await site.ChargeAsync(ManualTime.Start.AddHours(-3), Leg(Anna, 1m), Leg(Anna, 2m), Leg(Ewa, 0.5m));
        var moved = Encoding.UTF8.GetString(CompanyFile.Write(site.Company)).Replace(Anna, New, StringComparison.Ordinal).Replace(Ewa, Anna, StringComparison.Ordinal);
        site.Import(moved);
        Assert.Equal((New, Anna), (site.Company.EmployeeNamed("anna")!.Mobile.Value, site.Company.EmployeeNamed("ewa")!.Mobile.Value));
        await site.ChargeAsync(ManualTime.Start.AddHours(-2), Leg(New, 8m) with { Employee = "anna" }, Leg(Anna, 4m) with { Employee = "ewa" });
        site.Store.Running.Tell([new("przyklad", ChargePayer.OfEmployee("ewa"), January.Start, false, Money.Of(0.25m), Money.Zero)]);
        return site;
    }

    private static string[] Costs(Page page) => page.Has(Calls) ? [.. page.Rows(Calls).Select(row => row[4])] : [];

    // Of the file of calls, without its head.
    private static string[] Lines(Page page) => [.. page.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(';')[4])];
}
