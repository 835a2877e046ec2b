using System.Text.Json.Nodes;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>A number that is given to somebody else in an exported file, with the PIN of its mailbox (docs/decisions/0039).</summary>
public sealed class ImportedPinTests
{
    [Fact]
    public async Task The_PIN_of_who_had_the_number_before_is_refused_and_another_one_is_taken()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("import", ProgramRun.DemoFile));
        Assert.Equal(0, await run.Run("export", "przyklad", "--out", "company.json"));
        var path = Path.Combine(run.Folder, "company.json");
        var company = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        company["plan"]!["quarantineDays"] = 0;
        var jan = company["employees"]!.AsArray().Single(employee => (string?)employee!["id"] == "jan")!;
        (jan["id"], jan["name"]) = ("nowy", "Jan Nowy");
        foreach (var login in company["logins"]!.AsArray().Where(login => (string?)login!["employee"] == "jan"))
            login!["employee"] = "nowy";
        await File.WriteAllTextAsync(path, company.ToJsonString());
        Assert.Equal(1, await run.Run("import", path, "--yes"));
        var boxes = company["voicemail"]!["boxes"]!.AsArray();
        var box = boxes.Single(one => (string?)one!["owner"] is "401" or "+48601000401")!.AsObject();
        Assert.Contains($"$.voicemail.boxes[{boxes.IndexOf(box)}].pinHash: this is the PIN of jan: nowy needs another one, or none (§4.6)", run.Out.ToString() + run.Error);
        box.Remove("pinHash");
        box["pin"] = "9753";
        await File.WriteAllTextAsync(path, company.ToJsonString());
        Assert.True(await run.Run("import", path, "--yes") == 0, run.Error.ToString());
    }
}
