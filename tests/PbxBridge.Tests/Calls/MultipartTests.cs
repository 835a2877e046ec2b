using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>A description beside other parts passes on alone (RFC 5621): what the other parts say is of no concern to the next network.</summary>
public sealed class MultipartTests
{
    private const string Mixed = "multipart/mixed;boundary=\"part-1\"";
    private const string Secret = "ul. Tajna 7";

    [Theory]
    [InlineData("+48501112233")]
    [InlineData("+48601000202")]
    public void A_desk_phones_offer_beside_its_location_reaches_the_mobile_network_alone(string number)
    {
        using var office = TestOffice.Demo();
        office.Mobile(number).Answers();
        var call = office.Desk("8001").Dials(number, new() { Sdp = BesideLocation(office.Pbx), BodyType = Mixed, Headers = [("Geolocation", "<cid:8001@pbx>")] });
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        AssertPlain(office.Mobile(number).Call.Invite);
        AssertPlain(call.Responses.Single(r => r.Status == 200));
    }

    [Fact]
    public void An_answer_beside_ISUP_reaches_the_caller_alone()
    {
        using var office = TestOffice.Demo();
        var jan = office.Mobile("+48601000202").Waits();
        var call = office.Desk("8001").Dials("+48601000202");
        office.Run(1);
        jan.Call.Answer(BesideIsup(office.MobileNetwork), "multipart/alternative; boundary=part-1");
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, call.State);
        AssertPlain(call.Responses.Single(r => r.Status == 200));
    }

    [Fact]
    public void Hold_in_a_multipart_body_holds_the_other_side()
    {
        using var office = TestOffice.Demo();
        var jan = office.Mobile("+48601000202").Answers();
        var call = office.Desk("8001").Dials("+48601000202");
        office.Run(2);
        call.Send(call.NewRequest("INVITE").WithBody(Mixed, Beside("application/pidf+xml", Secret, Offer.Hold(office.Pbx))));
        office.Run(1);
        var reinvite = office.MobileNetwork.Requests("INVITE").Last();
        Assert.NotEqual(jan.Call.Invite.CSeq, reinvite.CSeq);
        AssertPlain(reinvite);
        Assert.Contains("a=sendonly", reinvite.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_may_be_passed_over_leaves_an_INVITE_without_an_offer()
    {
        using var office = TestOffice.Demo();
        office.Mobile("112").Answers();
        var call = office.Desk("8001").Dials("112", new()
        {
            Sdp = $"<presence>{Secret}</presence>",
            BodyType = "application/pidf+xml",
            Headers = [("Content-Disposition", "render;handling=optional")],
        });
        office.Run(2);
        Assert.Equal("", office.Mobile("112").Call.Invite.Body);
        AssertPlain(call.Responses.Single(r => r.Status == 200));
    }

    [Fact]
    public void A_multipart_body_without_a_description_is_refused_with_what_is_understood()
    {
        using var office = TestOffice.Demo();
        var call = office.Desk("8001").Dials("+48601000202", new() { Sdp = "--part-1\r\n\r\nhello\r\n--part-1--\r\n", BodyType = Mixed });
        office.Run(2);
        Assert.Equal("application/sdp, multipart/mixed", call.Responses.Single(r => r.Status == 415)["Accept"]);
    }

    private static string BesideLocation(SipPhone phone) =>
        Beside("application/pidf+xml\r\nContent-ID: <8001@pbx>", $"<presence entity=\"pres:8001@{TestOffice.PbxHost}\">{Secret}</presence>", phone.Sdp);

    private static string BesideIsup(SipPhone phone) =>
        Beside("application/ISUP;version=itu-t92+\r\nContent-Disposition: signal;handling=optional", Secret, phone.Sdp);

    private static string Beside(string type, string content, string sdp) =>
        $"--part-1\r\nContent-Type: {type}\r\n\r\n{content}\r\n--part-1\r\nContent-Type: application/sdp\r\n\r\n{sdp}\r\n--part-1--\r\n";

    private static void AssertPlain(WireMessage message)
    {
        Assert.Equal("application/sdp", message["Content-Type"]);
        Assert.StartsWith("v=0\r\n", message.Body, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", message.Body, StringComparison.Ordinal);
        Assert.Contains("m=audio", message.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("part-1", message.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, message.Body, StringComparison.Ordinal);
    }
}
