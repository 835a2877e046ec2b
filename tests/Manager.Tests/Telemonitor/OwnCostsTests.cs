using System.Net;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using static PbxBridge.Manager.Tests.Telemonitor.CostlyOffice;

namespace PbxBridge.Manager.Tests.Telemonitor;

/// <summary>T11: an employee's own costs, his alone.</summary>
public sealed class OwnCostsTests
{
    [Fact]
    public async Task A_user_sees_his_own_approximate_costs_his_limit_and_what_remains()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Anna, 20m), Leg(Anna, 2.5m, RateClass.Premium), Leg(Piotr, 4m), Leg(null, 8m));
        site.Store.Running.Tell([new("przyklad", ChargePayer.OfEmployee("anna"), January.Start, false, Money.Of(0.5m), Money.Of(0.5m)), new("przyklad", ChargePayer.OfEmployee("piotr"), January.Start, false, Money.Of(9m), Money.Of(9m))]);
        using var anna = await site.LoggedIn("anna");
        var page = await anna.Get("/telemonitor");
        Assert.Equal("Telemonitor", page.Title);
        Assert.StartsWith("TelemonitorAnna Kowalska · cykl 2026-01-01", page.Shown, StringComparison.Ordinal);
        Assert.Contains("Koszt orientacyjny, netto23,00 złw tym trwające rozmowy 0,50 zł; zakończone brutto 27,68 zł", page.Shown, StringComparison.Ordinal);
        Assert.Contains("Zostało z limitu77,00 zł23,00 zł / 100,00 zł23 %", page.Shown, StringComparison.Ordinal);
        Assert.Equal(["2,50 zł", "20,00 zł"], page.Rows("table.calls").Select(row => row[4]));
        Assert.False(page.Has("select[name=employee]"));
        await anna.Get("/language?to=en&back=/telemonitor");
        Assert.Contains("Approximate cost, net", (await anna.Get("/telemonitor")).Shown, StringComparison.Ordinal);
    }

    // T11, ROLE-6: whoever else is asked for, of this company or another, is not there.
    [Theory]
    [InlineData("/telemonitor?employee=piotr")]
    [InlineData("/telemonitor?employee=piotr&format=csv")]
    [InlineData("/telemonitor?employee=obcy")]
    [InlineData("/telemonitor?employee=nobody")]
    [InlineData("/telemonitor?payer=%2B48601000202")]
    [InlineData("/telemonitor?payer=pbx")]
    public async Task A_user_can_ask_for_nobody_else(string path)
    {
        await using var site = await CostlyOffice.StartAsync();
        site.Import("""
            {"id": "inna", "name": "Inna S.A.", "taxId": "5260250274", "activeSims": 3, "sites": [{"name": "Poznań", "areaCode": "61"}],
             "employees": [{"id": "obcy", "name": "Olgierd Obcy", "mobile": "+48602000001", "site": "Poznań"}]}
            """);
        await site.ChargeAsync(Leg(Piotr, 4m), Leg(null, 8m), Leg(Piotr, 2m) with { Employee = null });
        using var anna = await site.LoggedIn("anna");
        var page = await anna.Get(path);
        Assert.Equal((HttpStatusCode.NotFound, "Nie ma takiej strony"), (page.Status, page.Title));
        using var owner = await site.LoggedIn("owner");
        Assert.Equal(path.Contains("obcy", StringComparison.Ordinal) || path.Contains("nobody", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK, (await owner.Get(path)).Status);
    }

    [Fact]
    public async Task Asked_for_by_his_own_id_he_sees_the_same()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Anna, 20m));
        using var anna = await site.LoggedIn("anna");
        Assert.Equal((await anna.Get("/telemonitor")).Shown, (await anna.Get("/telemonitor?employee=anna")).Shown);
    }

    // D9: he alone sees what he paid himself, and what he has left.
    [Fact]
    public async Task Calls_from_his_own_account_and_its_balance_are_shown_to_himself_alone()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(Leg(Piotr, 1.25m) with { Billing = Billing.PrivatePrepaid, Postings = [new Posting(AccountKey.Prepaid("przyklad", "piotr"), Money.Of(1.54m))] }, Leg(Piotr, 3m));
        using var piotr = await site.LoggedIn("piotr");
        var page = await piotr.Get("/telemonitor");
        Assert.Contains("Własne konto przedpłacone3,46 zł", page.Shown, StringComparison.Ordinal);
        Assert.Equal(["3,00 zł"], page.Rows("table.calls").Select(row => row[4]));
        var own = await piotr.Get(page.Document.QuerySelectorAll("p.tools a.button")[1].GetAttribute("href")!);
        Assert.Equal(["+48602xxxxxx", "numer komórkowy", "0:01:01", "1,25 zł", "1,5375 zł", "prywatne"], Assert.Single(own.Rows("table.calls"))[1..]);
        Assert.Contains("Koszt orientacyjny, netto3,00 zł", own.Shown, StringComparison.Ordinal);

        using var owner = await site.LoggedIn("owner");
        var seen = await owner.Get("/telemonitor?employee=piotr&account=own");
        Assert.Equal(["3,00 zł"], seen.Rows("table.calls").Select(row => row[4]));
        Assert.DoesNotContain("3,46", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1,25", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("1,25", (await owner.Get("/telemonitor?employee=piotr&account=own&format=csv")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_close_of_a_cycle_its_costs_are_no_longer_approximate()
    {
        await using var site = await CostlyOffice.StartAsync();
        await site.ChargeAsync(ManualTime.Start.AddDays(-20), Leg(Anna, 16m) with { Cycle = new(December, December), Postings = [] });
        using var anna = await site.LoggedIn("anna");
        var page = await anna.Get("/telemonitor?cycle=2025-12-01");
        Assert.Contains("Koszt, netto16,00 zł", page.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("rientacyjn", page.Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("limitu", page.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_who_is_no_employee_has_no_costs_of_his_own()
    {
        await using var site = await CostlyOffice.StartAsync();
        using var owner = await site.LoggedIn("owner");
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Get("/telemonitor/own")).Status);
    }
}
