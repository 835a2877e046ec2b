using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>Hold, resume and session refresh within a call (RFC 3264 §8.4, RFC 4028).</summary>
[Collection(OfficeCollection.Name)]
public sealed class InDialogTests(Office office)
{
    [Fact]
    public Task The_caller_holds_and_resumes() => office.PlayAsync(async stage =>
    {
        var pbx = await stage.CalleeAsync("callee-held", Stage.Pbx);
        var mobile = stage.Caller(Stage.Mobile, "+48601000201", "8123", "caller-holds");
        await stage.AllSucceededAsync();
        Assert.Equal(["sendrecv", "sendonly", "sendrecv"], pbx.Received.Where(m => m.Is("INVITE ")).Select(Direction));
        Assert.Equal(["sendrecv", "recvonly", "sendrecv"], mobile.Received.Where(m => m.Answers(200, "INVITE")).Select(Direction));
    });

    [Fact]
    public Task The_called_side_holds_and_resumes() => office.PlayAsync(async stage =>
    {
        var pbx = await stage.CalleeAsync("callee-holds", Stage.Pbx);
        var mobile = stage.Caller(Stage.Mobile, "+48601000201", "8123", "caller-held");
        await stage.AllSucceededAsync();
        Assert.Equal(["sendonly", "sendrecv"], mobile.Received.Where(m => m.Is("INVITE ")).Select(Direction));
        Assert.Equal(["recvonly", "sendrecv"], pbx.Received.Where(m => m.Answers(200, "INVITE")).Select(Direction));
    });

    [Fact]
    public Task A_session_too_short_gets_422_and_a_good_one_is_refreshed_by_UPDATE_and_by_INVITE() => office.PlayAsync(async stage =>
    {
        await stage.PeopleAsync(Stage.Pbx);
        var mobile = stage.Caller(Stage.Mobile, "+48601000201", "8123", "caller-refreshes");
        await stage.AllSucceededAsync();
        Assert.Equal("90", mobile.Received.Single(m => m.Answers(422, "INVITE"))["Min-SE"]);
        var refreshed = mobile.Received.Where(m => m.Is("SIP/2.0 200 ") && m["CSeq"]?.EndsWith("BYE", StringComparison.Ordinal) == false).ToArray();
        Assert.Equal(["2 INVITE", "3 UPDATE", "4 INVITE"], refreshed.Select(m => m["CSeq"]));
        Assert.All(refreshed, m => Assert.Equal("90;refresher=uac", m["Session-Expires"]));
    });

    private static string Direction(SipText message) =>
        message.Body.Split("\r\n").Select(line => line.Trim()).FirstOrDefault(line => line is "a=sendrecv" or "a=sendonly" or "a=recvonly" or "a=inactive")?[2..] ?? "sendrecv";
}
