using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>CANCEL at every moment (RFC 3261 §9, §13.2.2.4).</summary>
[Collection(OfficeCollection.Name)]
public sealed class GivingUpTests(Office office)
{
    private const string Desk = "8123";

    [Fact]
    public Task A_caller_gives_up_while_it_rings() => office.PlayAsync(async stage =>
    {
        await stage.PeopleAsync(Stage.Pbx, silent: "48225558123");
        stage.Caller(Stage.Mobile, "+48601000201", Desk, "caller-gives-up", words: ("patience", "200"));
        await stage.AllSucceededAsync();
    });

    [Fact]
    public Task A_caller_gives_up_before_it_rings_and_the_CANCEL_waits_for_the_called_side() => office.PlayAsync(async stage =>
    {
        var pbx = await stage.CalleeAsync("callee-slow", Stage.Pbx, ("slow", "300"));
        stage.Caller(Stage.Mobile, "+48601000201", Desk, "caller-gives-up-early");
        await stage.AllSucceededAsync();
        var order = pbx.Trace.Select(m => m.FirstLine.Split(' ')).Select(words => words[0] == "SIP/2.0" ? words[1] : words[0]).ToArray();
        Assert.True(Array.IndexOf(order, "CANCEL") > Array.IndexOf(order, "100"), string.Join(' ', order));
    });

    [Fact]
    public Task A_caller_gives_up_before_he_is_told_anything() => office.PlayAsync(async stage =>
    {
        await using var mobile = new UdpPeer(Stage.Mobile);
        await stage.CalleeAsync("callee-slow", Stage.Pbx, ("slow", "100"));
        var invite = SipText.Request("INVITE", Desk, "+48601000201", Stage.Mobile, body: SipText.Offer);
        await mobile.SendAsync(invite);
        await mobile.SendAsync(SipText.CancelOf(invite));
        await mobile.AnswerAsync(200, "CANCEL");
        var end = await mobile.AnswerAsync(487, "INVITE");
        await mobile.SendAsync(end.AckOfRefusal($"sip:{Desk}@127.0.0.1:5060"));
        await stage.AllSucceededAsync();
    });

    [Fact]
    public Task A_200_that_crosses_the_CANCEL_is_acknowledged_and_hung_up() => office.PlayAsync(async stage =>
    {
        var pbx = await stage.CalleeAsync("callee-late", Stage.Pbx);
        var mobile = stage.Caller(Stage.Mobile, "+48601000201", Desk, "caller-gives-up", words: ("patience", "200"));
        await stage.AllSucceededAsync();
        Assert.Single(pbx.Received, m => m.Is("ACK "));
        Assert.Single(pbx.Received, m => m.Is("BYE "));
        Assert.DoesNotContain(mobile.Received, m => m.Answers(200, "INVITE"));
    });
}
