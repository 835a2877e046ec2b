using PbxBridge.Commands;
using PbxBridge.Configuration;
using PbxBridge.Tests.Hosting;

namespace PbxBridge.Tests.Configuration;

public sealed class BridgeSettingsTests
{
    [Fact]
    public void Shipped_file_says_what_the_defaults_are()
    {
        using var run = new ProgramRun();
        var shipped = Read(run);
        var defaults = BridgeSettings.Read(new Dictionary<string, SettingValue>());
        Assert.Equal(defaults.Sip.Listeners.AsEnumerable(), shipped.Sip.Listeners.AsEnumerable());
        Assert.Equal(defaults.Operator.Trunks["mobile"].Peers.AsEnumerable(), shipped.Operator.Trunks["mobile"].Peers.AsEnumerable());
        Assert.Equal(defaults.Drain, shipped.Drain);
        Assert.Empty(shipped.Web.Proxies);
        Assert.Equal(defaults.Web with { Proxies = shipped.Web.Proxies }, shipped.Web);
        Assert.Equal(defaults.Log, shipped.Log);
        Assert.Equal(defaults.Store, shipped.Store);
        Assert.Equal(defaults.Media, shipped.Media);
    }

    [Fact]
    public void One_listener_on_the_command_line_is_the_only_one()
    {
        using var run = new ProgramRun();
        var listener = Assert.Single(Read(run, "Sip:Listeners:0=udp://127.0.0.1:5099").Sip.Listeners);
        Assert.Equal("udp://127.0.0.1:5099", listener.ToString());
    }

    [Fact]
    public void Command_line_wins_over_environment_and_that_over_the_file()
    {
        using var run = new ProgramRun();
        File.WriteAllText(Path.Combine(run.Folder, "pbxbridge.json"), """{ "Drain": { "Seconds": 1 }, "Web": { "Url": "http://localhost:1" }, "Log": { "KeepDays": 5 } }""");
        run.Environment["PBXBRIDGE_Drain__Seconds"] = "2";
        run.Environment["PBXBRIDGE__WEB__URL"] = "http://localhost:2";
        var settings = Read(run, "--Drain:Seconds=3");
        Assert.Equal((3, "http://localhost:2", 5), (settings.Drain.Seconds, settings.Web.Url, settings.Log.KeepDays));
    }

    [Fact]
    public void Peer_of_the_mobile_trunk_is_changed_without_the_rest()
    {
        using var run = new ProgramRun();
        var trunk = Read(run, "--Operator:Trunks:mobile:Peers:0=sip.example:5071;priority=1").Operator.Trunks["mobile"];
        var peer = Assert.Single(trunk.Peers);
        Assert.Equal(("sip.example", 5071, 1, true), (peer.Host, peer.Port, peer.Priority, trunk.Trusted));
    }

    [Fact]
    public void Variables_of_a_container_platform_are_left_alone()
    {
        using var run = new ProgramRun();
        run.Environment["PBXBRIDGE_PORT"] = "tcp://10.0.0.1:5060";
        Assert.Equal(30, Read(run).Drain.Seconds);
    }

    private static BridgeSettings Read(ProgramRun run, params string[] args) => Entry.SettingsOf(CommandLine.Read(args), run.Edge);
}
