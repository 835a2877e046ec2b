using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class EarlyAnswerTests
{
    private const string Malopolskie = "+48600000003";
    private const string Jan = "+48601000401";

    [Fact]
    public void A_member_of_a_line_whose_answer_came_with_a_reliable_183_needs_none_in_the_200()
    {
        using var office = TestOffice.Demo();
        var jan = office.Mobile(Jan).Does(new PhoneScript { RingsAfter = null, AnswersAfter = null, IsReliable = true });
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(1);
        jan.Call.Ring(183, office.MobileNetwork.Sdp);
        office.Run(1);
        jan.Call.Answer("");
        office.Run(1);
        Assert.Equal(200, call.FinalStatus);
        Assert.Contains("m=audio", call.Responses.Single(r => r.Status == 200).Body, StringComparison.Ordinal);
        call.HangUp();
        office.Run(1);
        Assert.Equal(CallCause.Cleared, office.Record.Outcome);
    }

    [Fact]
    public void An_answer_of_another_fork_is_not_taken_for_that_of_the_200()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Waits();
        var call = office.Caller("+48226000000").Dials("+48225558001");
        office.Run(1);
        var invite = office.Desk("8001").Call.Invite;
        office.Pbx.Answer(invite, office.Pbx.NewResponse(invite, 183, "fork").With("Contact", office.Pbx.Contact).WithBody("application/sdp", office.Pbx.Sdp));
        office.Run(1);
        office.Desk("8001").Call.Answer("");
        office.Run(2);
        Assert.Equal(488, call.FinalStatus);
        Assert.Equal(CallCause.Media, office.Record.Outcome);
    }

    [Theory]
    [InlineData("0 101", true)]
    [InlineData("9 8 101", false)]
    [InlineData("8 101", false)]
    public void Who_heard_one_fork_is_offered_the_codec_of_the_one_that_answers(string codecs, bool anew)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Waits();
        var call = office.Caller("+48226000000").Dials("+48225558001", new() { Sdp = office.MobileNetwork.Sdp.Replace("AVP 8", "AVP 9 8", StringComparison.Ordinal) });
        office.Run(1);
        var invite = office.Desk("8001").Call.Invite;
        var ringing = office.Pbx.Sdp.Replace("AVP 8 0 101", "AVP 8 9 101", StringComparison.Ordinal).Replace("audio 4000", "audio 4444", StringComparison.Ordinal);
        office.Pbx.Answer(invite, office.Pbx.NewResponse(invite, 183, "fork").With("Contact", office.Pbx.Contact).WithBody("application/sdp", ringing));
        office.Run(1);
        Assert.Equal(8, office.Media.Ports[0].AudioPayload);
        office.Desk("8001").Call.Answer(office.Pbx.Sdp.Replace("AVP 8 0 101", "AVP " + codecs, StringComparison.Ordinal));
        office.Run(2);

        // One INVITE, one answer: the 200 says what the 183 said, or a variant of it.
        var (early, final) = (call.Responses.Single(r => r.Status == 183).Body, call.Responses.Single(r => r.Status == 200).Body);
        Assert.Equal(anew, early == final);
        Assert.Equal(anew ? 1 : 0, call.Requests.Count(r => r.Method == "INVITE"));
        Assert.Equal(anew, call.Requests.Any(r => r.Method == "INVITE" && r.Body.Contains($"m=audio {office.Media.Ports[0].Port} RTP/AVP {codecs}\r\n", StringComparison.Ordinal)));
        Assert.Equal(4000, office.Media.Ports[1].Remote?.Port);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void A_fork_that_gave_up_does_not_ring()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Waits();
        var call = office.Caller("+48226000000").Dials("+48225558001");
        office.Run(1);
        office.Desk("8001").Call.Ring(199);
        office.Run(1);
        Assert.Equal([100], call.Responses.Select(r => r.Status));
    }

    [Theory]
    [InlineData(420, 480)]
    [InlineData(405, 480)]
    [InlineData(416, 404)]
    [InlineData(484, 484)]
    public void What_a_PBX_has_against_our_request_stays_between_us(int refusal, int told)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Refuses(refusal);
        var call = office.Caller("+48226000000").Dials("+48225558001");
        office.Run(2);
        Assert.Equal(told, call.FinalStatus);
    }
}
