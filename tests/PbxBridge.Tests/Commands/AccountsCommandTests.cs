using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>Money of who is gone does not vanish (docs/decisions/0039).</summary>
public sealed class AccountsCommandTests : IDisposable
{
    private readonly ProgramRun _run = new();

    [Fact]
    public async Task What_is_left_in_the_account_of_somebody_who_is_gone_is_listed_until_he_is_back()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        using (var store = Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System))
            store.Accounts.Post(AccountKey.Prepaid("przyklad", "+48601000299"), new LedgerEntry("test", DateTimeOffset.UtcNow, LedgerKind.Credit, Money.Of(2.5m)));
        Assert.Equal(0, await _run.Run("accounts", "przyklad"));
        Assert.Contains("+48601000299                                 PLN 2.50  a number, of before accounts followed people\nPrzykład Sp. z o.o.: 1 accounts that no employee has, PLN 2.50 in all.\n", Out);
        Assert.DoesNotContain("piotr", Out);
        // Somebody else in his place, with his number, and with a first balance of his own.
        await Import(company =>
        {
            (Piotr(company)["name"], Piotr(company)["id"]) = ("Jan Nowy", "nowy");
            company["logins"]!.AsArray().Single(login => (string?)login!["employee"] == "piotr")!["employee"] = "nowy";
        });
        Assert.Equal(0, await _run.Run("accounts", "przyklad"));
        Assert.Contains("\npiotr                                        PLN 5.00\nPrzykład Sp. z o.o.: 2 accounts that no employee has, PLN 7.50 in all.\n", Out);
        // With another number: his id says who he is, and his first balance is not credited again.
        await Import(company => Piotr(company)["mobile"] = "+48601000299");
        Assert.Equal(0, await _run.Run("accounts", "przyklad", "--lang", "pl"));
        Assert.EndsWith("\nnowy                                          5,00 zł\nPrzykład Sp. z o.o.: konta, których nie ma żaden pracownik: 2, razem 7,50 zł.\n", Out);
        using var after = Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);
        Assert.Equal(Money.Of(5), after.Accounts.Find(AccountKey.Prepaid("przyklad", "piotr"))?.Balance);
    }

    [Fact]
    public async Task What_nobody_has_is_given_to_an_employee_once_and_told_to_the_audit()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        using (var store = Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System))
            store.Accounts.Post(AccountKey.Prepaid("przyklad", "+48601000299"), new LedgerEntry("test", DateTimeOffset.UtcNow, LedgerKind.Credit, Money.Of(2.5m)));
        Assert.Equal(0, await _run.Run("accounts", "przyklad", "--give", "+48601000299", "--to", "202"));
        Assert.Contains("From the account +48601000299 to that of piotr: PLN 2.50.\n", Out);
        Assert.Equal(0, await _run.Run("accounts", "przyklad", "--give", "+48601000299", "--to", "piotr", "--lang", "pl"));
        Assert.Contains("Z konta +48601000299 na konto pracownika piotr: 0,00 zł.\n", Out);
        Assert.Equal(1, await _run.Run("accounts", "przyklad", "--give", "piotr", "--to", "anna"));
        Assert.Equal("The company przyklad has no account 'piotr' that no employee has.", Assert.Single(_run.Faults));
        Assert.Equal(2, await _run.Run("accounts", "przyklad", "--give", "+48601000299"));
        using var after = Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);
        Assert.Equal(Money.Of(7.5m), after.Accounts.Find(AccountKey.Prepaid("przyklad", "piotr"))?.Balance);
        Assert.Empty(after.Accounts.Discrepancies());
        var change = Assert.Single(Assert.Single(after.Audit.Last(null, 20), row => row.Entry.Act == "accounts give").Entry.Changes);
        Assert.Equal(("account +48601000299 of przyklad", "PLN 2.50", "given to piotr"), (change.Subject, change.Before?.Replace('\u00A0', ' '), change.After));
    }

    public void Dispose() => _run.Dispose();

    private string Out => _run.Out.ToString().Replace('\u00A0', ' ');

    private static JsonNode Piotr(JsonNode company) => company["employees"]!.AsArray().Single(employee => (string?)employee!["id"] == "piotr")!;

    private async Task Import(Action<JsonNode> change)
    {
        var company = JsonNode.Parse(await File.ReadAllTextAsync(ProgramRun.DemoFile)) ?? throw new InvalidOperationException("no company");
        company["plan"]!["quarantineDays"] = 0;
        change(company);
        var file = Path.Combine(_run.Folder, "company.json");
        await File.WriteAllTextAsync(file, company.ToJsonString());
        Assert.True(await _run.Run("import", file, "--yes") == 0, _run.Error.ToString() + string.Join("\n", _run.Faults));
    }
}
