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
