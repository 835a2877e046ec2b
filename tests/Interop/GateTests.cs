using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>What strangers get, and what everybody may ask.</summary>
[Collection(OfficeCollection.Name)]
public sealed class GateTests(Office office)
{
    [Fact]
    public Task An_INVITE_from_an_unknown_port_gets_401_and_nothing_reaches_a_trunk() => office.PlayAsync(async stage =>
    {
        await using UdpPeer stranger = new(0), pbx = new(Stage.Pbx), mobile = new(Stage.Mobile);
        foreach (var to in new[] { "8123", "+48601000201", "600", "112", "+48225558000" })
        {
            var invite = SipText.Request("INVITE", to, "+48601000201", stranger.Port, body: SipText.Offer);
            await stranger.SendAsync(invite);
            var refusal = await stranger.FinalAsync("INVITE");
            await stranger.SendAsync(refusal.AckOfRefusal($"sip:{to}@127.0.0.1:5060"));
            Assert.True(refusal.Is("SIP/2.0 401 "), refusal.Text);
            Assert.StartsWith("Digest ", refusal["WWW-Authenticate"], StringComparison.Ordinal);
        }

        // The bridge has handled all of it when it answers what came later.
        await stranger.SendAsync(SipText.Request("OPTIONS", "ping", "ping", stranger.Port));
        await stranger.AnswerAsync(200, "OPTIONS");
        Assert.Empty(pbx.Rest());
        Assert.Empty(mobile.Rest());
        Assert.Equal(0, await stage.Bridge.CallsAsync());
    });

    [Fact]
    public Task OPTIONS_is_answered_with_what_the_bridge_allows() => office.PlayAsync(async _ =>
    {
        await using var pbx = new UdpPeer(Stage.Pbx);
        await pbx.SendAsync(SipText.Request("OPTIONS", "ping", "pbx", Stage.Pbx));
        var answer = await pbx.AnswerAsync(200, "OPTIONS");
        Assert.Equal("INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, REFER, SUBSCRIBE, REGISTER", answer["Allow"]);
        Assert.Equal("application/sdp, multipart/mixed", answer["Accept"]);
    });
}
