using System.Text.Json.Nodes;
using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>Failover between the addresses of a trunk, and supervision (TRK-6, TRK-7).</summary>
[Trait("Time", "waits")]
public sealed class TrunkStateTests
{
    private const int FirstPbx = 5081;

    [Fact]
    public async Task A_call_goes_to_the_second_address_when_the_first_is_dead_or_answers_503()
    {
        await using var bridge = await BridgeProcess.StartAsync(new CompanyFile().WithPbx("udp", "127.0.0.1:5081", "127.0.0.1:5080"));
        await Stage.PlayAsync(bridge, async stage =>
        {
            var second = await stage.PeopleAsync(Stage.Pbx);
            stage.Caller(Stage.Mobile, "+48601000201", "8123");
            await stage.AllSucceededAsync();
            Assert.Single(second.Received, m => m.Is("INVITE "));
        });
        await Stage.PlayAsync(bridge, async stage =>
        {
            await using var first = new UdpPeer(FirstPbx);
            await stage.PeopleAsync(Stage.Pbx);
            stage.Caller(Stage.Mobile, "+48601000201", "8123");
            var invite = await first.RequestAsync("INVITE");
            await first.SendAsync(invite.Response("503 Service Unavailable", FirstPbx));
            await first.RequestAsync("ACK");
            await stage.AllSucceededAsync();
        });
        await bridge.StopAsync();
    }

    [Fact]
    public async Task A_trunk_that_does_not_answer_OPTIONS_is_reported_down()
    {
        await using var mobile = new UdpPeer(Stage.Mobile);
        await using var bridge = await BridgeProcess.StartAsync(new CompanyFile(), settings =>
        {
            settings["Operator"]!["PbxOptionsInterval"] = "00:00:01";
            settings["Operator"]!["Trunks"]!["mobile"]!["OptionsInterval"] = "00:00:01";
        });
        var answering = AnswerOptionsAsync(mobile);
        await Condition.HoldsAsync("the PBX is down and the mobile network is up", async () => (await bridge.HealthAsync())?["trunks"] is { } trunks
            && (bool)trunks["przyklad-pbx"]! == false && (bool)trunks["mobile"]!, TimeSpan.FromSeconds(40));
        await mobile.DisposeAsync();
        await answering;
        await bridge.StopAsync();
    }

    private static async Task AnswerOptionsAsync(UdpPeer peer)
    {
        try
        {
            while (true)
                await peer.SendAsync((await peer.RequestAsync("OPTIONS")).Response("200 OK", Stage.Mobile));
        }
        catch (Exception over) when (over is TimeoutException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            // The test has seen enough.
        }
    }
}
