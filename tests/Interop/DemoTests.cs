using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

[Trait("Time", "waits")]
public sealed class DemoTests
{
    /// <summary>What the demo promises, its bridge's start included.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(75);

    [Fact]
    public async Task Demo_command_ends_with_exit_code_0()
    {
        var folder = Directory.CreateTempSubdirectory("pbxbridge-").FullName;
        try
        {
            await using var demo = new Child("dotnet", [BridgeProgram.Dll, "demo", "--lang", "en"], folder);
            Assert.True(await demo.ExitedAsync(Longest), demo.Output);
            Assert.True(demo.ExitCode == 0, demo.Output);
            Assert.Contains("All 12 calls went as expected", demo.Output, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
