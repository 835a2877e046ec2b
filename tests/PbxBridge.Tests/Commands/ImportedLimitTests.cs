using System.Text.Json.Nodes;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Storage;
using PbxBridge.Storage.Accounts;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>A limit that is changed by an import while no bridge runs (LIM-5).</summary>
public sealed class ImportedLimitTests
{
    private const string Anna = "+48601000201";

    [Fact]
    public async Task Another_amount_is_another_version_and_what_is_come_to_by_it_is_told_once()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("import", await FileWith(run, 100)));
        using (var store = Open(run))
            store.Accounts.Post(AccountKey.Limit("przyklad", "anna", CycleSchedule.Of(1).At(DateTimeOffset.UtcNow).Start), new LedgerEntry("c1", DateTimeOffset.UtcNow, LedgerKind.Charge, -Money.Of(45)));
        for (var again = 0; again < 2; again++)
            Assert.True(await run.Run("import", await FileWith(run, 50)) == 0, run.Error.ToString());
        Assert.Equal(0, await run.Run("export", "przyklad", "--out", "after.json"));
        Assert.Equal(2, Company(await File.ReadAllTextAsync(Path.Combine(run.Folder, "after.json")))["limit"]!["version"]!.GetValue<int>());
        using var kept = Open(run);
        var message = Assert.Single(kept.Outbox.Last(10));
        Assert.EndsWith("/2/User/80", message.Key);
    }

    private static Store Open(ProgramRun run) => Store.Open(new StoreOptions { Path = Path.Combine(run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);

    private static JsonNode Company(string text) => JsonNode.Parse(text)!;

    private static async Task<string> FileWith(ProgramRun run, int zloty)
    {
        var company = Company(await File.ReadAllTextAsync(ProgramRun.DemoFile));
        company["limit"] = new JsonObject { ["amount"] = zloty, ["userThresholds"] = new JsonArray(80) };
        var path = Path.Combine(run.Folder, "company.json");
        await File.WriteAllTextAsync(path, company.ToJsonString());
        return path;
    }
}
