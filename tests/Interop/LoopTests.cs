using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>A mobile that forwards its calls back to the bridge: the call ends instead of going round (LOOP-4, LOOP-5).</summary>
[Collection(OfficeCollection.Name)]
public sealed class LoopTests(Office office)
{
    private const string Desk = "+48225558123";
    private const string Person = "+48602000001";

    [Fact]
    public Task A_mobile_that_forwards_to_itself_and_says_so_ends_the_call_at_once() => office.PlayAsync(async stage =>
    {
        await using var mobile = new UdpPeer(Stage.Mobile);
        stage.Refused(Stage.Pbx, Desk, "311", 482);
        var leg = await mobile.RequestAsync("INVITE");
        await mobile.SendAsync(Forwarded($"Diversion: <sip:{Person}@127.0.0.1>;reason=unconditional;counter=1\r\n"));
        await TakeRefusalAsync(mobile);
        await RefuseAsync(mobile, leg);
        await stage.AllSucceededAsync();
        Assert.Equal(1, Legs(mobile));
    });

    [Fact]
    public Task A_mobile_that_forwards_to_itself_and_hides_it_ends_the_call_in_the_second_round() => office.PlayAsync(async stage =>
    {
        await using var mobile = new UdpPeer(Stage.Mobile);
        stage.Refused(Stage.Pbx, Desk, "311", 482);
        var first = await mobile.RequestAsync("INVITE");
        await mobile.SendAsync(Forwarded());
        var second = await mobile.RequestAsync("INVITE");
        await mobile.SendAsync(Forwarded());
        await TakeRefusalAsync(mobile);
        await RefuseAsync(mobile, second);
        await TakeRefusalAsync(mobile);
        await RefuseAsync(mobile, first);
        await stage.AllSucceededAsync();
        Assert.Equal(2, Legs(mobile));
    });

    private static string Forwarded(string headers = "") => SipText.Request("INVITE", Person, Desk, Stage.Mobile, headers: headers, body: SipText.Offer);

    private static async Task TakeRefusalAsync(UdpPeer mobile)
    {
        var end = await mobile.FinalAsync("INVITE");
        await mobile.SendAsync(end.AckOfRefusal($"sip:{Person}@127.0.0.1:5060"));
        Assert.StartsWith("SIP/2.0 482 ", end.FirstLine, StringComparison.Ordinal);
    }

    private static async Task RefuseAsync(UdpPeer mobile, SipText leg)
    {
        await mobile.SendAsync(leg.Response("482 Loop Detected", Stage.Mobile));
        await mobile.NextAsync("ACK of the refused leg", m => m.Is("ACK ") && m["Call-ID"] == leg["Call-ID"]);
    }

    private static int Legs(UdpPeer mobile) => mobile.Seen.Concat(mobile.Rest()).Where(m => m.Is("INVITE ")).Select(m => m["Call-ID"]).Distinct().Count();
}
