using PbxBridge.Configuration;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Configuration;

/// <summary>Calls that are allowed and ports that there are.</summary>
public sealed class CallRoomTests
{
    [Theory]
    [InlineData(20_000, 29_999, 64, 2468)]
    [InlineData(41_000, 41_999, 25, 237)]
    [InlineData(20_001, 20_011, 0, 2)]
    public void A_twentieth_of_the_ports_is_kept_for_emergency_calls(int first, int last, int kept, int calls)
    {
        var media = new MediaOptions { PortMin = first, PortMax = last };
        Assert.Equal((kept, calls), (CallRoom.EmergencyPairs(media), CallRoom.CallsWithSound(media)));
    }

    [Fact]
    public void Without_a_word_in_the_settings_as_many_calls_are_allowed_as_have_ports()
    {
        Assert.Equal(2468, CallRoom.MostCalls(new(), new()));
        Assert.Equal(1, CallRoom.MostCalls(new(), new() { PortMin = 20_000, PortMax = 20_001 }));
        Assert.Equal(50_000, CallRoom.MostCalls(new(), new() { Enabled = false }));
        Assert.Equal(7, CallRoom.MostCalls(new() { MaxCalls = 7 }, new()));
    }

    [Fact]
    public void More_calls_than_ports_are_named_with_both_keys()
    {
        Assert.Equal("Sip:MaxCalls allows 2469 calls, but Media:PortMin=20000 to Media:PortMax=29999 are ports for 2468: the others get 503.",
            CallRoom.Shortage(new() { MaxCalls = 2469 }, new()));
        Assert.Null(CallRoom.Shortage(new() { MaxCalls = 2468 }, new()));
        Assert.Null(CallRoom.Shortage(new(), new()));
        Assert.Null(CallRoom.Shortage(new() { MaxCalls = 50_000 }, new() { Enabled = false }));
    }

    [Fact]
    public async Task Check_says_how_many_calls_have_sound_and_finds_fault_with_more()
    {
        using var run = new ProgramRun();
        Assert.Equal(0, await run.Run("check"));
        Assert.Contains("Sound: ports 20000 to 29999, for 2468 calls and 32 emergency calls beside them.", run.Out.ToString());
        Assert.Equal(1, await run.Run("check", "Sip:MaxCalls=3000"));
        Assert.Contains(run.Faults, fault => fault.StartsWith("Sip:MaxCalls allows 3000 calls", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_start_warns_of_more()
    {
        using var run = new ProgramRun();
        run.Stop.Request();
        Assert.Equal(0, await run.RunBridge(new FakeBridge.Watcher(), "Sip:MaxCalls=238", "Log:Folder=logs"));
        var log = string.Concat(Directory.GetFiles(Path.Combine(run.Folder, "logs")).Select(File.ReadAllText));
        Assert.Contains("Sip:MaxCalls allows 238 calls, but Media:PortMin=41000 to Media:PortMax=41999 are ports for 237", log, StringComparison.Ordinal);
    }
}
