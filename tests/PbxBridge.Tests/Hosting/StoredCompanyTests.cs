using System.Text;
using System.Text.Json.Nodes;
using PbxBridge.Storage;

namespace PbxBridge.Tests.Hosting;

/// <summary>A company that is in the store always comes up: what a newer rule has against it is told by <c>check</c>, and asked to be mended by the next change.</summary>
public sealed class StoredCompanyTests : IDisposable
{
    private readonly ProgramRun _run = new();

    [Fact]
    public async Task A_threshold_that_is_not_allowed_any_more_is_left_out_and_told()
    {
        await Change(company => company["limit"]!["userThresholds"] = new JsonArray(50, 110));
        Assert.Equal(1, await _run.Run("check"));
        Assert.Contains(_run.Faults, fault => fault.Contains("Company przyklad, revision 2, $.limit.userThresholds[1]", StringComparison.Ordinal));
        Assert.Equal(0, await _run.Run("limits", "przyklad"));
        // An export has it as it is stored: who takes the file in again is told what to mend.
        var file = Path.Combine(_run.Folder, "out.json");
        Assert.Equal(0, await _run.Run("export", "przyklad", "--out", file));
        Assert.Equal(1, await _run.Run("import", file));
        var mended = await File.ReadAllTextAsync(file);
        Assert.Contains("110", mended, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, mended.Replace("110", "100", StringComparison.Ordinal));
        Assert.Equal(0, await _run.Run("import", file));
        Assert.Equal(0, await _run.Run("check"));
    }

    [Fact]
    public async Task What_single_values_may_not_make_together_stays_and_is_told()
    {
        await Change(company => company["limit"]!["userThresholds"] = new JsonArray([.. Enumerable.Range(1, 11).Select(n => JsonValue.Create(n))]));
        Assert.Equal(1, await _run.Run("check"));
        Assert.Contains(_run.Faults, fault => fault.Contains("Company przyklad, revision 2, $.limit", StringComparison.Ordinal));
        Assert.Equal(0, await _run.Run("explain", "--from", "201", "--to", "202"));
    }

    [Fact]
    public async Task What_is_no_company_is_told_and_left_out()
    {
        await Change(company => company["employees"]![0]!.AsObject().Remove("mobile"));
        Assert.Equal(1, await _run.Run("check"));
        Assert.Contains(_run.Faults, fault => fault.Contains("Company przyklad, revision 2, $.employees[0].mobile", StringComparison.Ordinal));
        Assert.Equal(1, await _run.Run("limits", "przyklad"));
    }

    public void Dispose() => _run.Dispose();

    private async Task Change(Action<JsonObject> change)
    {
        Assert.Equal(0, await _run.Run("import", ProgramRun.DemoFile));
        using var store = Store.Open(new StoreOptions { Path = Path.Combine(_run.Folder, "data", "pbxbridge.db") }, TimeProvider.System);
        var company = (JsonObject)JsonNode.Parse(store.Companies.Load("przyklad")!.Json.Span)!;
        change(company);
        store.Companies.Save(new("przyklad", Encoding.UTF8.GetBytes(company.ToJsonString()), [], [], "test", "by earlier rules"));
    }
}
