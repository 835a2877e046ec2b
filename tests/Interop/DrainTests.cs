using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>SIGTERM in the middle of a call.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task The_running_call_may_end_and_a_new_one_gets_503()
    {
        await using var bridge = await BridgeProcess.StartAsync(new CompanyFile());
        await using UdpPeer mobile = new(Stage.Mobile), pbx = new(Stage.Pbx), other = new(Stage.MobileCaller);
        await mobile.SendAsync(SipText.Request("INVITE", "8123", "+48601000201", Stage.Mobile, body: SipText.Offer));
        var invite = await pbx.RequestAsync("INVITE");
        await pbx.SendAsync(invite.Response("200 OK", Stage.Pbx, body: SipText.Offer));
        var answer = await mobile.AnswerAsync(200, "INVITE");
        await mobile.SendAsync(answer.InDialog("ACK", 1, Stage.Mobile));
        await pbx.RequestAsync("ACK");

        bridge.Terminate();
        await Condition.HoldsAsync("the bridge drains", async () => (string?)(await bridge.HealthAsync())?["status"] == "draining", TimeSpan.FromSeconds(5));
        await other.SendAsync(SipText.Request("INVITE", "8123", "+48601000301", Stage.MobileCaller, body: SipText.Offer));
        var refusal = await other.FinalAsync("INVITE");
        await other.SendAsync(refusal.AckOfRefusal("sip:8123@127.0.0.1:5060"));
        Assert.StartsWith("SIP/2.0 503", refusal.FirstLine, StringComparison.Ordinal);
        Assert.Equal(1, await bridge.CallsAsync());

        await mobile.SendAsync(answer.InDialog("BYE", 2, Stage.Mobile));
        await mobile.AnswerAsync(200, "BYE");
        var bye = await pbx.RequestAsync("BYE");
        await pbx.SendAsync(bye.Response("200 OK", Stage.Pbx));
        await bridge.EndedAsync();
        Assert.Contains("0 calls were cut off", bridge.Log, StringComparison.Ordinal);
    }
}
