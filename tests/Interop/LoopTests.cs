using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>A mobile that forwards its calls back to the bridge: the call ends instead of going round (LOOP-1…7).</summary>
[Collection(OfficeCollection.Name)]
public sealed class LoopTests(Office office)
{
    [Theory]
    [InlineData("Diversion: <sip:+48601000202@127.0.0.1>;reason=unconditional;counter=1\r\n")]
    [InlineData("")]
    public Task A_mobile_that_forwards_to_itself_ends_the_call(string diversion) => office.PlayAsync(async stage =>
    {
        await using var mobile = new UdpPeer(Stage.Mobile);
        var desk = stage.Refused(Stage.Pbx, "+48225558123", "202", 480);
        var first = await mobile.RequestAsync("INVITE");
        var forwarded = SipText.Request("INVITE", "+48601000202", "+48225558123", Stage.Mobile, headers: diversion, body: SipText.Offer);
        await mobile.SendAsync(forwarded);
        var end = await mobile.FinalAsync("INVITE");
        await mobile.SendAsync(end.AckOfRefusal("sip:+48601000202@127.0.0.1:5060"));
        Assert.Equal("SIP/2.0 482", end.FirstLine[..11]);
        await mobile.SendAsync(first.Response("482 Loop Detected", Stage.Mobile));
        await mobile.RequestAsync("ACK");
        await stage.AllSucceededAsync();
        Assert.DoesNotContain(mobile.Seen.Concat(mobile.Rest()), m => m.Is("INVITE ") && m["Call-ID"] != first["Call-ID"]);
        Assert.Contains(desk.Received, m => m.Answers(480, "INVITE"));
    });
}
