using PbxBridge.Media.Sdp;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>A second offer before the call is answered, in a PRACK or an UPDATE (RFC 3262 §5, RFC 3311): answered by the bridge, as the callee answered the first.</summary>
public sealed class EarlyOfferTests
{
    private const string Customer = "+48226000000";

    private static DialOptions Reliable => new() { Headers = [("Require", "100rel")] };

    [Fact]
    public void The_callers_PRACK_may_bring_one()
    {
        var (office, call, desk) = EarlyMedia();
        using var _ = office;
        office.MobileNetwork.Script = new() { Pracks = false };
        desk.Ring(183, office.Pbx.Sdp);
        office.Run(0.1);
        var progress = call.Responses.Single(r => r.Status == 183);
        call.Send(call.NewRequest("PRACK").With("RAck", $"{progress["RSeq"]} {progress["CSeq"]}").WithBody("application/sdp", Moved(office)));
        office.Run(0.1);
        var answer = call.Responses[^1];
        Assert.Equal(("PRACK", 200), (answer.Method, answer.Status));
        Assert.Contains("m=audio 20002 RTP/AVP 8", answer.Body, StringComparison.Ordinal);
        Assert.Contains("a=recvonly", answer.Body, StringComparison.Ordinal);
        Assert.Equal(("198.51.100.99", MediaDirection.SendOnly), (office.Media.Ports[0].Remote?.Address.ToString(), office.Media.Ports[0].Direction));
        desk.Answer();
        office.Run(1);
        Assert.Equal(200, call.FinalStatus);
        Assert.Equal("198.51.100.99", office.Media.Ports[0].Remote?.Address.ToString());
    }

    [Fact]
    public void The_callers_UPDATE_may_bring_one()
    {
        var (office, call, desk) = EarlyMedia();
        using var _ = office;
        desk.Ring(183, office.Pbx.Sdp);
        office.Run(0.1);
        call.Update(Moved(office));
        office.Run(0.1);
        Assert.Equal(("UPDATE", 200), (call.Responses[^1].Method, call.Responses[^1].Status));
        Assert.Equal("198.51.100.99", office.Media.Ports[0].Remote?.Address.ToString());
        Assert.DoesNotContain(desk.Requests, r => r.Method is "UPDATE" or "INVITE");
    }

    [Fact]
    public void One_without_the_codec_that_was_agreed_on_is_refused_with_488()
    {
        var (office, call, desk) = EarlyMedia();
        using var _ = office;
        desk.Ring(183, office.Pbx.Sdp);
        office.Run(0.1);
        call.Update(Moved(office).Replace("RTP/AVP 8", "RTP/AVP 18", StringComparison.Ordinal));
        office.Run(0.1);
        Assert.Equal(("UPDATE", 488), (call.Responses[^1].Method, call.Responses[^1].Status));
        Assert.Equal(TestOffice.MobileHost, office.Media.Ports[0].Remote?.Address.ToString());
    }

    [Fact]
    public void The_callees_UPDATE_moves_his_media_and_a_200_without_a_description_stands_for_his_first_answer()
    {
        var (office, call, desk) = EarlyMedia(new() { RingsAfter = null, AnswersAfter = null, IsReliable = true });
        using var _ = office;
        desk.Ring(183, office.Pbx.Sdp);
        office.Run(0.1);
        desk.Update(office.Pbx.Sdp.Replace("c=IN IP4 203.0.113.80", "c=IN IP4 203.0.113.99", StringComparison.Ordinal));
        office.Run(0.1);
        Assert.Equal(("UPDATE", 200), (desk.Responses[^1].Method, desk.Responses[^1].Status));
        Assert.Contains("m=audio 20004 RTP/AVP 8", desk.Responses[^1].Body, StringComparison.Ordinal);
        Assert.Equal("203.0.113.99", office.Media.Ports[1].Remote?.Address.ToString());
        desk.Answer("");
        office.Run(1);
        Assert.Equal(200, call.FinalStatus);
        Assert.Equal("203.0.113.99", office.Media.Ports[1].Remote?.Address.ToString());
        Assert.Contains("m=audio 20002 RTP/AVP 8", call.Responses[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_callees_UPDATE_before_a_reliable_answer_is_glare()
    {
        var (office, _, desk) = EarlyMedia();
        using var _2 = office;
        desk.Ring(183, office.Pbx.Sdp);
        office.Run(0.1);
        desk.Update(office.Pbx.Sdp);
        office.Run(0.1);
        Assert.Equal(491, desk.Responses[^1].Status);
    }

    // One destination, whose early media reaches the caller.
    private static (TestOffice Office, PhoneCall Caller, PhoneCall Callee) EarlyMedia(PhoneScript? script = null)
    {
        var office = TestOffice.Demo();
        office.Desk("8001").Does(script ?? new() { RingsAfter = null, AnswersAfter = null });
        var call = office.Caller(Customer).Dials("+48225558001", Reliable);
        office.Run(0.1);
        return (office, call, office.Desk("8001").Call);
    }

    private static string Moved(TestOffice office) => Offer.Hold(office.MobileNetwork).Replace("c=IN IP4 198.51.100.70", "c=IN IP4 198.51.100.99", StringComparison.Ordinal);
}
