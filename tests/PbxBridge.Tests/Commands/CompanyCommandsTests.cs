using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Commands;

public sealed class CompanyCommandsTests
{
    [Fact]
    public async Task Export_imported_again_gives_the_same_file()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("import", ProgramRun.DemoFile));
        Assert.Equal(0, await run.Run("export", "przyklad", "--out", "one.json"));
        Assert.Equal(0, await run.Run("import", "one.json"));
        Assert.Equal(0, await run.Run("export", "przyklad", "--out", "two.json"));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(run.Folder, "one.json")), await File.ReadAllTextAsync(Path.Combine(run.Folder, "two.json")));
        Assert.DoesNotContain("anna-demo-2026", await File.ReadAllTextAsync(Path.Combine(run.Folder, "two.json")));
        Assert.Contains("revision 2", run.Out.ToString());
    }

    [Theory]
    [InlineData("en", "$.lines[0].members[1]: ", "Nothing was changed")]
    [InlineData("pl", "$.lines[0].members[1]: ", "Nic nie zmieniono")]
    public async Task Faulty_file_changes_nothing_and_names_the_places(string language, string place, string end)
    {
        using var run = new ProgramRun();
        var file = Path.Combine(run.Folder, "faulty.json");
        var text = await File.ReadAllTextAsync(ProgramRun.DemoFile);
        await File.WriteAllTextAsync(file, text.Replace("""["201", "202", "203"]""", """["201", "999", "203"]"""));
        Assert.Equal(1, await run.Run("import", file, "--lang", language));
        Assert.StartsWith(place, run.Faults[0]);
        Assert.StartsWith(end, run.Faults[^1]);
        Assert.Equal(1, await run.Run("export", "przyklad"));
    }

    [Fact]
    public async Task Missing_file_is_one_sentence()
    {
        using var run = new ProgramRun();
        Assert.Equal(1, await run.Run("import", "nowhere.json"));
        Assert.Contains("nowhere.json", Assert.Single(run.Faults));
    }

    [Fact]
    public async Task Check_of_the_example_company_finds_nothing_wrong()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("import", ProgramRun.DemoFile));
        Assert.Equal(0, await run.Run("check"));
        Assert.Contains("All is well.", run.Out.ToString());
        Assert.Contains("Company przyklad", run.Out.ToString());
    }

    [Fact]
    public async Task Check_of_a_broken_store_says_so()
    {
        using var run = new ProgramRun();
        Directory.CreateDirectory(Path.Combine(run.Folder, "data", "pbxbridge.db"));
        Assert.Equal(1, await run.Run("check"));
        Assert.Contains("pbxbridge.db", Assert.Single(run.Faults));
    }
}
