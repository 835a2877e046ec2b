using System.Text.Json.Nodes;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

/// <summary>A short number that an import frees rests before another import gives it to somebody else (PPN-8).</summary>
public sealed class QuarantineTests
{
    [Fact]
    public async Task The_import_keeps_what_it_frees_and_refuses_to_give_it_to_another_line()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("import", ProgramRun.DemoFile));
        Assert.True(await run.Run("import", await FileWith(run, "601")) == 0, run.Error.ToString());
        Assert.Equal(0, await run.Run("export", "przyklad", "--out", "after.json"));
        var freed = Assert.Single(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(run.Folder, "after.json")))!["freedExtensions"]!.AsArray())!;
        Assert.Equal(("602", "+48600000003"), (freed["extension"]!.GetValue<string>(), freed["owner"]!.GetValue<string>()));

        Assert.Equal(1, await run.Run("import", await FileWith(run, "602")));
        Assert.Contains(run.Faults, fault => fault.StartsWith("$.lines[1].extension: ", StringComparison.Ordinal) && fault.Contains("602", StringComparison.Ordinal));
        Assert.True(await run.Run("import", ProgramRun.DemoFile) == 0, run.Error.ToString());
    }

    // The third line has no short number.
    private static async Task<string> FileWith(ProgramRun run, string second)
    {
        var company = JsonNode.Parse(await File.ReadAllTextAsync(ProgramRun.DemoFile))!;
        company["lines"]![1]!["extension"] = second;
        company["lines"]![2]!.AsObject().Remove("extension");
        foreach (var box in company["voicemail"]!["boxes"]!.AsArray())
        {
            if (box!["owner"]!.GetValue<string>() is "601" or "602")
                box["owner"] = box["owner"]!.GetValue<string>() == "601" ? "+48600000002" : "+48600000003";
        }
        var path = Path.Combine(run.Folder, "company.json");
        await File.WriteAllTextAsync(path, company.ToJsonString());
        return path;
    }
}
