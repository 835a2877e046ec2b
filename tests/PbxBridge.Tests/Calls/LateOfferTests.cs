using PbxBridge.Media.Sdp;
using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>An INVITE without an offer that requires reliable provisional responses: the first of them has one, and its PRACK the answer (RFC 3262 §5).</summary>
public sealed class LateOfferTests
{
    private const string Customer = "+48226000000";
    private const string Piotr = "+48601000202";
    private static readonly string[] s_bothWays = ["m=audio 20002 RTP/AVP 8 101", "m=audio 20004 RTP/AVP 8 101"];

    private static DialOptions Late => new() { Sdp = "", Headers = [("Require", "100rel")] };

    [Fact]
    public void The_180_has_an_offer_the_PRACK_its_answer_and_the_200_nothing()
    {
        using var office = TestOffice.Demo();
        var desk = office.Desk("8001").Answers(after: 3);
        var call = office.Caller(Customer).Dials("+48225558001", Late);
        office.Run(4);
        Assert.Equal([("INVITE", 100), ("INVITE", 180), ("PRACK", 200), ("INVITE", 200)], call.Responses.Select(r => (r.Method, r.Status)));
        Assert.Equal(s_bothWays, new[] { call.Responses[1], desk.Call.Invite }.Select(Audio));
        Assert.Equal("", call.Responses[3].Body);
        Assert.Equal("", desk.Call.Requests.Single(r => r.Method == "ACK").Body);
        var (caller, callee) = (office.Media.Ports[0], office.Media.Ports[1]);
        Assert.Same(callee, caller.Partner);
        Assert.Equal((TestOffice.MobileHost, TestOffice.PbxHost), (caller.Remote?.Address.ToString(), callee.Remote?.Address.ToString()));
        Assert.Equal("", office.Network.Log.Last(m => m.Message.StartLine.StartsWith("ACK", StringComparison.Ordinal) && m.From.HostText() == TestOffice.MobileHost).Message.Body);
        call.HangUp();
        office.Run(1);
        Assert.Equal(CallCause.Cleared, office.Record.Outcome);
    }

    [Fact]
    public void An_answer_before_any_ringing_brings_the_offer_in_the_200()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Does(new() { RingsAfter = null, AnswersAfter = TimeSpan.FromSeconds(1) });
        var call = office.Caller(Customer).Dials("+48225558001", Late);
        office.Run(2);
        Assert.Equal([100, 200], call.Responses.Select(r => r.Status));
        Assert.Equal(s_bothWays[0], Audio(call.Responses[1]));
        Assert.Equal(TestOffice.MobileHost, office.Media.Ports[0].Remote?.Address.ToString());
        Assert.Same(office.Media.Ports[1], office.Media.Ports[0].Partner);
    }

    [Fact]
    public void Ringing_again_makes_no_second_offer()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").Declines(after: 3);
        office.Mobile("+48601000402").RingsOut();
        var call = office.Caller(Customer).Dials("+48600000003", Late);
        office.Run(65);
        Assert.Equal([true, false], call.Responses.Where(r => r.Status == 180).Select(r => r.Body.Length > 0));
    }

    [Fact]
    public void Voicemail_that_was_held_offers_to_talk_again_and_hears_the_answer_in_the_ACK()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000202").IsBusy();
        var call = office.Caller("+48226000000").Dials("+48601000202");
        office.Run(1);
        call.Reinvite(Offer.Hold(office.MobileNetwork));
        office.Run(1);
        Assert.Contains("a=recvonly", call.Responses[^1].Body, StringComparison.Ordinal);
        Assert.Equal(MediaDirection.SendOnly, office.Media.OpenPorts.Single().Direction);
        call.Reinvite("");
        office.Run(1);
        Assert.DoesNotContain("a=recvonly", call.Responses[^1].Body, StringComparison.Ordinal);
        Assert.Contains(" 3 IN IP4 ", call.Responses[^1].Body, StringComparison.Ordinal);
        Assert.Equal(MediaDirection.SendRecv, office.Media.OpenPorts.Single().Direction);
    }

    [Fact]
    public void Voicemail_after_the_ringing_speaks_at_once()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Declines(after: 2);
        var call = office.Caller(Customer).Dials(Piotr, Late);
        office.Run(4);
        Assert.Equal([100, 180, 200, 200], call.Responses.Select(r => r.Status));
        Assert.Equal("", call.Responses[3].Body);
        Assert.True(office.Media.OpenPorts.Single().IsPlaying);
    }

    [Fact]
    public void A_PRACK_without_the_answer_ends_the_call_with_488()
    {
        using var office = TestOffice.Demo();
        office.MobileNetwork.Script = new() { AnswersInPrack = false };
        office.Desk("8001").RingsOut();
        var call = office.Caller(Customer).Dials("+48225558001", Late);
        office.Run(1);
        Assert.Equal([("INVITE", 100), ("INVITE", 180), ("PRACK", 200), ("INVITE", 488)], call.Responses.Select(r => (r.Method, r.Status)));
        Assert.Equal(["CANCEL", "ACK"], office.Desk("8001").Call.Requests.Select(r => r.Method));
        Assert.Equal(CallCause.Media, office.Record.Outcome);
    }

    [Fact]
    public void Early_media_of_the_callee_is_heard_once_the_PRACK_came()
    {
        using var office = TestOffice.Demo();
        var desk = office.Desk("8001").Waits();
        var call = office.Caller(Customer).Dials("+48225558001", Late);
        office.Run(1);
        desk.Call.Ring(183, office.Pbx.Sdp);
        office.Run(1);
        Assert.Equal(s_bothWays[0], Audio(call.Responses.Single(r => r.Status == 183)));
        Assert.Same(office.Media.Ports[1], office.Media.Ports[0].Partner);
        Assert.Equal((TestOffice.MobileHost, TestOffice.PbxHost), (office.Media.Ports[0].Remote?.Address.ToString(), office.Media.Ports[1].Remote?.Address.ToString()));
        desk.Call.Answer();
        office.Run(1);
        Assert.Equal((200, ""), (call.FinalStatus, call.Responses[^1].Body));
    }

    [Fact]
    public void A_caller_who_only_supports_100rel_gets_the_offer_with_the_200()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Answers();
        var call = office.Caller(Customer).Dials("+48225558001", new() { Sdp = "" });
        office.Run(2);
        Assert.Equal([(100, false), (180, false), (200, true)], call.Responses.Select(r => (r.Status, r.Body.Length > 0)));
        Assert.False(call.Responses[1].Has("RSeq"));
    }

    private static string Audio(WireMessage message) => message.Body.Split("\r\n").Single(line => line.StartsWith("m=audio", StringComparison.Ordinal));
}
