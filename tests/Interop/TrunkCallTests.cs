using PbxBridge.Interop.Rig;

namespace PbxBridge.Interop;

/// <summary>Plain calls between the PBX and the mobile network.</summary>
[Collection(OfficeCollection.Name)]
public sealed class TrunkCallTests(Office office)
{
    [Fact]
    public Task A_mobile_reaches_a_desk_by_its_short_number() => office.PlayAsync(async stage =>
    {
        var pbx = await stage.PeopleAsync(Stage.Pbx);
        stage.Caller(Stage.Mobile, "+48601000201", "8123");
        await stage.AllSucceededAsync();
        Assert.StartsWith("INVITE sip:+48225558123@127.0.0.1:5080", pbx.Received.First().FirstLine, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_mobile_reaches_a_desk_by_its_full_number() => office.PlayAsync(async stage =>
    {
        var pbx = await stage.PeopleAsync(Stage.Pbx);
        stage.Caller(Stage.Mobile, "+48601000201", "+48225558123");
        await stage.AllSucceededAsync();
        Assert.StartsWith("INVITE sip:+48225558123@127.0.0.1:5080", pbx.Received.First().FirstLine, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_desk_that_dials_a_short_number_reaches_the_mobile_and_shows_its_extension() => office.PlayAsync(async stage =>
    {
        var mobile = await stage.PeopleAsync(Stage.Mobile, 1);
        stage.Caller(Stage.Pbx, "+48225558123", "202");
        await stage.AllSucceededAsync();
        var invite = mobile.Received.First();
        Assert.StartsWith("INVITE sip:+48601000202@127.0.0.1:5070", invite.FirstLine, StringComparison.Ordinal);
        Assert.Contains("+48225558123", invite["P-Asserted-Identity"], StringComparison.Ordinal);
        Assert.Contains("8123", invite["From"], StringComparison.Ordinal);
    });

    [Fact]
    public Task Neither_side_sees_the_address_or_the_call_id_of_the_other() => office.PlayAsync(async stage =>
    {
        var pbx = await stage.PeopleAsync(Stage.Pbx);
        var mobile = stage.Caller(Stage.Mobile, "+48601000201", "8123");
        await stage.AllSucceededAsync();
        var (sent, received) = (mobile.Trace.First(m => m.Sent), pbx.Received.First());
        Assert.NotEqual(sent["Call-ID"], received["Call-ID"]);
        Assert.DoesNotContain("5070", received.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("User-Agent: sipp", received.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("5080", mobile.Received.First(m => m.Answers(200, "INVITE")).Text, StringComparison.Ordinal);
    });

    [Fact]
    public Task A_late_offer_is_answered_in_the_ACK() => office.PlayAsync(async stage =>
    {
        var pbx = await stage.PeopleAsync(Stage.Pbx);
        var mobile = stage.Caller(Stage.Mobile, "+48601000201", "8123", "caller-late-offer");
        await stage.AllSucceededAsync();
        Assert.Equal("", pbx.Received.First().Body);
        Assert.Contains("m=audio", mobile.Received.First(m => m.Answers(200, "INVITE")).Body, StringComparison.Ordinal);
        Assert.Contains("m=audio", pbx.Received.First(m => m.Is("ACK ")).Body, StringComparison.Ordinal);
    });

    [Fact]
    public Task The_called_side_may_hang_up() => office.PlayAsync(async stage =>
    {
        await stage.CalleeAsync("callee-holds", Stage.Pbx);
        var mobile = stage.Caller(Stage.Mobile, "+48601000201", "8123", "caller-held");
        await stage.AllSucceededAsync();
        Assert.Contains(mobile.Received, m => m.Is("BYE "));
    });
}
