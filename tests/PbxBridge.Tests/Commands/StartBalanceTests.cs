using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>The first balance of an employee's own account comes with his company, once.</summary>
public sealed class StartBalanceTests : IDisposable
{
    private static readonly AccountKey Piotr = AccountKey.Prepaid("przyklad", "piotr");

    private readonly ProgramRun _run = new();

    // decisions.md, the demo company.
    [Fact]
    public async Task Piotr_of_the_demo_company_has_five_zloty_however_often_it_is_imported()
    {
        for (var n = 0; n < 2; n++)
            Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        Assert.Equal((Money.Of(5), 1), Account(Piotr));
        Assert.Equal(0, await _run.Run("import", await With(1, 50m)));
        Assert.Equal((Money.Of(5), 1), Account(Piotr));
    }

    [Fact]
    public async Task Who_has_no_prepaid_account_gets_nothing_until_he_has_one()
    {
        Assert.Equal(0, await _run.Run("import", await With(0, 20m)));
        var anna = AccountKey.Prepaid("przyklad", "anna");
        Assert.Null(Account(anna));
        Assert.Equal(0, await _run.Run("import", await With(0, 20m, "prepaid"), "--yes"));
        Assert.Equal((Money.Of(20), 1), Account(anna));
    }

    [Fact]
    public async Task What_is_exported_and_imported_elsewhere_brings_no_money()
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        Assert.Equal(0, await _run.Run("export", "przyklad", "--out", "there.json"));
        using var elsewhere = new ProgramRun();
        Assert.Equal(0, await elsewhere.Run("import", Path.Combine(_run.Folder, "there.json")));
        Assert.Null(Account(Piotr, elsewhere));
        Assert.Equal((Money.Of(5), 1), Account(Piotr));
        Assert.Equal(0, await _run.Run("import", "there.json"));
        Assert.Equal((Money.Of(5), 1), Account(Piotr));
    }

    [Fact]
    public async Task A_first_balance_that_was_not_credited_yet_is_exported()
    {
        Assert.Equal(0, await _run.Run("import", await With(0, 20m)));
        Assert.Equal(0, await _run.Run("export", "przyklad", "--out", "there.json"));
        var employees = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_run.Folder, "there.json")))!["employees"]!.AsArray();
        Assert.Equal(["anna"], employees.Where(employee => employee!["startBalance"] is not null).Select(employee => (string?)employee!["id"]));
    }

    public void Dispose() => _run.Dispose();

    private (Money, int)? Account(AccountKey key, ProgramRun? run = null)
    {
        using var store = Store.Open(new StoreOptions { Path = Path.Combine((run ?? _run).Folder, "data", "pbxbridge.db") }, TimeProvider.System);
        Assert.Empty(store.Accounts.Discrepancies());
        return store.Accounts.Find(key) is { } account ? (account.Balance, store.Accounts.Ledger(key).Count) : null;
    }

    private async Task<string> With(int employee, decimal balance, string? mode = null)
    {
        var company = JsonNode.Parse(await File.ReadAllTextAsync(ProgramRun.DemoFile))!;
        company["employees"]![employee]!["startBalance"] = balance;
        if (mode is not null)
            company["employees"]![employee]!["privateMode"] = mode;
        var file = Path.Combine(_run.Folder, "company.json");
        await File.WriteAllTextAsync(file, company.ToJsonString());
        return file;
    }
}
