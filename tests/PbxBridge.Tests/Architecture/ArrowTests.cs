using System.Text.RegularExpressions;

namespace PbxBridge.Tests.Architecture;

/// <summary>Which project may use which, and what no product source may call.</summary>
public sealed partial class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Charging"] = [],
        ["Sip"] = [],
        ["Media"] = [],
        ["Routing"] = ["Charging"],
        ["Storage"] = ["Charging", "Routing"],
        ["Manager"] = ["Charging", "Routing", "Storage"],
        ["PbxBridge"] = ["Manager", "Media", "Routing", "Sip", "Storage"],
    };

    private static readonly string Root = FindRoot();

    [Fact]
    public void Projects_reference_what_the_architecture_allows()
    {
        foreach (var (project, allowed) in Arrows)
        {
            var text = File.ReadAllText(Path.Combine(Root, project, project + ".csproj"));
            Assert.Equal(allowed, ProjectReference().Matches(text).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("DateTime.Now")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("Task.Delay(")]
    [InlineData("Thread.Sleep(")]
    [InlineData("Random.Shared")]
    [InlineData("Environment.TickCount")]
    public void No_product_source_calls(string word)
    {
        var found = Arrows.Keys.SelectMany(Sources).Where(file => Code(file).Contains(word, StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Root, file));
        Assert.Equal([], found);
    }

    // Codes, keys, tags and nonces come from the system's cryptographic generator (VCH-1); what can be foretold chooses among servers of equal weight.
    [Fact]
    public void Chance_that_can_be_foretold_is_for_the_choice_of_servers_alone()
    {
        var found = Arrows.Keys.SelectMany(Sources).SelectMany(file => File.ReadLines(file).Where(line => PlainRandom().IsMatch(line)).Select(line => (Path.GetRelativePath(Root, file), line.Trim())));
        var (file, line) = Assert.Single(found);
        Assert.Equal(Path.Combine("PbxBridge", "Hosting", "BridgeAssembly.cs"), file);
        Assert.Contains("new SystemNames(", line, StringComparison.Ordinal);
        Assert.All(Arrows.Keys.SelectMany(Sources).SelectMany(File.ReadLines).Where(text => text.Contains("Store.Open(", StringComparison.Ordinal)), text => Assert.DoesNotContain("random", text, StringComparison.OrdinalIgnoreCase));
    }

    // CallService is the telecom word: which service a call used.
    [Fact]
    public void No_type_is_called_by_a_name_that_says_nothing()
    {
        var found = Arrows.Keys.SelectMany(Sources).Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => name != "CallService" && Empty().IsMatch(name));
        Assert.Equal([], found);
    }

    private static IEnumerable<string> Sources(string project) => Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Code(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PbxBridge.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("PbxBridge.sln is above none of the folders of the tests.");
    }

    [GeneratedRegex("""<ProjectReference Include="[^"]*?([A-Za-z]+)\.csproj" """)]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"\bnew (System\.)?Random\(")]
    private static partial Regex PlainRandom();

    [GeneratedRegex("(Helper|Util|Utils|Manager|Service|Processor|Common|Impl)$")]
    private static partial Regex Empty();
}
