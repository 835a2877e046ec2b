using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>The caller gets the answer that his offer asks for, whatever the callee answers (RFC 3264 §6).</summary>
public sealed class AnswerFormTests
{
    private const string Piotr = "+48601000202";
    private const string Outside = "+48226000001";
    private const string Video = "m=video 4002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";

    [Theory]
    [InlineData(false, "audio,video 0")]
    [InlineData(true, "video 0,audio")]
    public void A_callee_that_knows_one_line_answers_an_offer_of_sound_and_video(bool videoFirst, string lines)
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var caller = office.Desk("8001").Dials("202", new() { Sdp = WithVideo(office.Pbx, videoFirst) });
        office.Run(2);
        Assert.Equal(lines, Lines(Answered(caller)));
    }

    [Fact]
    public void A_description_in_183_is_the_same()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Outside).Waits();
        var caller = office.Desk("8001").Dials("0226000001", new() { Sdp = WithVideo(office.Pbx, videoFirst: true) });
        office.Run(1);
        office.Mobile(Outside).Call.Ring(183, office.MobileNetwork.Sdp);
        office.Run(1);
        Assert.Equal("video 0,audio", Lines(caller.Responses.Single(response => response.Status == 183)));
    }

    [Fact]
    public void In_a_call_it_is_the_same()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var caller = office.Desk("8001").Dials("202");
        office.Run(2);
        caller.Reinvite(WithVideo(office.Pbx, videoFirst: false));
        office.Run(1);
        Assert.Equal("audio,video 0", Lines(caller.Responses[^1]));
    }

    [Theory]
    [InlineData("a=sendonly\r\n", "recvonly")]
    [InlineData("a=inactive\r\n", "inactive")]
    [InlineData("a=recvonly\r\n", "sendonly")]
    [InlineData("", "sendrecv")]
    public void A_callee_that_does_not_say_how_he_is_held_is_heard_as_the_offer_says(string offered, string answered)
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var caller = office.Desk("8001").Dials("202");
        office.Run(2);
        caller.Reinvite(office.Pbx.Sdp.Replace("1 1 IN", "1 2 IN", StringComparison.Ordinal) + offered);
        office.Run(1);
        Assert.Contains($"a={answered}\r\n", caller.Responses[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_profile_with_feedback_is_answered_with_itself()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var caller = office.Desk("8001").Dials("202", new() { Sdp = office.Pbx.Sdp.Replace("RTP/AVP", "RTP/AVPF", StringComparison.Ordinal) });
        office.Run(2);
        Assert.Contains(" RTP/AVPF 8", Answered(caller).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_transferred_is_offered_as_many_lines_as_he_had()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        office.Mobile("+48601000201").Answers();
        var caller = office.Desk("8001").Dials("202", new() { Sdp = WithVideo(office.Pbx, videoFirst: true) });
        office.Run(2);
        office.Mobile(Piotr).Call.Refer($"<sip:201@{TestOffice.BridgeHost}>");
        office.Run(5);
        Assert.Equal("video 0,audio", Lines(caller.Requests.Last(request => request.Method == "INVITE")));
        Assert.Equal(CallCause.Cleared, Ended(office));
    }

    private static CallCause Ended(TestOffice office)
    {
        office.End();
        return office.Records[^1].Outcome;
    }

    private static WireMessage Answered(PhoneCall call) => call.Responses.Single(response => response.Status == 200);

    private static string WithVideo(SipPhone phone, bool videoFirst)
    {
        var sdp = phone.Sdp.Replace("1 1 IN", "1 2 IN", StringComparison.Ordinal);
        return videoFirst ? sdp.Replace("m=audio", Video + "m=audio", StringComparison.Ordinal) : sdp + Video;
    }

    // The media of each line, with the port where it is 0.
    private static string Lines(WireMessage message) => string.Join(',', message.Body.Split("\r\n").Where(line => line.StartsWith("m=", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[..2]).Select(words => words[1] == "0" ? words[0][2..] + " 0" : words[0][2..]));
}
