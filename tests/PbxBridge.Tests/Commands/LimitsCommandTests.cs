using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>LIM-7 on the command line.</summary>
public sealed class LimitsCommandTests : IDisposable
{
    private const string Piotr = "+48601000202";

    private readonly ProgramRun _run = new();

    [Fact]
    public async Task What_was_used_is_listed_and_a_limit_is_lifted_once()
    {
        await Import(company => company["employees"]![1]!["limit"] = JsonNode.Parse("""{"amount":50,"mode":"barAll","cutsRunningCalls":true}"""));
        using (var store = Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System))
            store.Accounts.Post(AccountKey.Limit("przyklad", "piotr", Cycle.Start), new LedgerEntry("test", DateTimeOffset.UtcNow, LedgerKind.Charge, Money.Of(-12.5m)));
        Assert.Equal(0, await _run.Run("limits", "przyklad"));
        Assert.Contains("piotr            PLN 12.50 / PLN 50.00 (25 %), then no calls, running calls are cut\n", Out);
        Assert.Equal(0, await _run.Run("limits", "przyklad", "--lift", "202", "--by", "Anna"));
        Assert.Contains("The limit of piotr is lifted until the end of the cycle.", Out);
        Assert.Matches(@"piotr .* running calls are cut; lifted \d{4}-\d\d-\d\d \d\d:\d\d by Anna\n", Out);
        Assert.Equal(0, await _run.Run("limits", "przyklad", "--lift", "piotr", "--lang", "pl"));
        Assert.Contains("Limit pracownika piotr był już zdjęty.", Out);
    }

    [Fact]
    public async Task Who_has_no_limit_cannot_be_freed_of_it()
    {
        await Import(company =>
        {
            company.AsObject().Remove("limit");
            company["employees"]![1]!.AsObject().Remove("limit");
        });
        Assert.Equal(1, await _run.Run("limits", "przyklad", "--lift", "piotr"));
        Assert.Equal("The employee piotr has no limit.", Assert.Single(_run.Faults));
    }

    public void Dispose() => _run.Dispose();

    private static BillingCycle Cycle => CycleSchedule.Of(1).At(DateTimeOffset.UtcNow);

    private string Out => _run.Out.ToString().Replace('\u00A0', ' ');

    private async Task Import(Action<JsonNode> change)
    {
        var company = JsonNode.Parse(await File.ReadAllTextAsync(ProgramRun.DemoFile)) ?? throw new InvalidOperationException("no company");
        change(company);
        var file = Path.Combine(_run.Folder, "company.json");
        await File.WriteAllTextAsync(file, company.ToJsonString());
        Assert.Equal(0, await _run.Run("import", file));
    }
}
