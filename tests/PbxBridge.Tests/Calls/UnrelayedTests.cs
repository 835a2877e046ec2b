using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary><c>Media:Enabled=false</c>: the sound goes between the phones.</summary>
public sealed class UnrelayedTests
{
    private const string Piotr = "+48601000202";

    [Fact]
    public void The_media_passes_word_for_word_and_the_origin_is_ours()
    {
        using var office = TestOffice.Demo(new() { Relays = false });
        office.Mobile(Piotr).Answers();
        var caller = office.Desk("8001").Dials("202", new() { Sdp = office.Pbx.Sdp + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n" });
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        var callee = office.Mobile(Piotr).Call;
        var offered = callee.Invite.Body;
        Assert.EndsWith($"s=-\r\nc=IN IP4 {TestOffice.PbxHost}\r\nt=0 0\r\n{caller.Invite.Body[caller.Invite.Body.IndexOf("m=audio", StringComparison.Ordinal)..]}", offered, StringComparison.Ordinal);
        Assert.Matches("^v=0\r\no=- [0-9]+ 1 IN IP4 0\\.0\\.0\\.0\r\n", offered);

        caller.Reinvite(Offer.Hold(office.Pbx));
        office.Run(1);
        var held = callee.Requests.Single(r => r.Method == "INVITE").Body;
        Assert.Equal(OriginOf(offered).Replace(" 1 IN", " 2 IN", StringComparison.Ordinal), OriginOf(held));
        Assert.Contains("a=sendonly", held, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fork_that_answers_elsewhere_than_the_one_that_was_heard_is_offered_anew()
    {
        using var office = TestOffice.Demo(new() { Relays = false });
        office.Desk("8001").Waits();
        var call = office.Caller("+48226000000").Dials("+48225558001");
        office.Run(1);
        var invite = office.Desk("8001").Call.Invite;
        office.Pbx.Answer(invite, office.Pbx.NewResponse(invite, 183, "fork").With("Contact", office.Pbx.Contact)
            .WithBody("application/sdp", office.Pbx.Sdp.Replace("audio 4000", "audio 4444", StringComparison.Ordinal)));
        office.Run(1);
        office.Desk("8001").Call.Answer();
        office.Run(2);
        Assert.Contains("m=audio 4444 ", call.Responses.Single(r => r.Status == 200).Body, StringComparison.Ordinal);
        Assert.Contains("m=audio 4000 ", call.Requests.Single(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    private static string OriginOf(string sdp) => sdp.Split("\r\n")[1];
}
