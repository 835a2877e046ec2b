using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class PersonalLineTests
{
    private const string Anna = "+48601000201";
    private const string Maria = "+48601000200";

    [Fact]
    public void Nobody_answers_first_second_then_voicemail()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Anna).RingsOut();
        office.Mobile(Maria).RingsOut();
        var call = office.Desk("8001").Dials("201");
        office.Run(42);
        Assert.Equal(PhoneCallState.Answered, call.State);
        office.Run(20);
        call.HangUp();
        office.Run(1);
        office.Ladder.Is("personal-line-voicemail.txt");
        Assert.Equal((CallService.VoicemailDeposit, "voicemail"), (office.Record.Service, office.Record.AnsweredBy));
        Assert.Equal([(Anna, CallCause.NoAnswer), (Maria, CallCause.NoAnswer)], office.Record.Attempts.Select(a => (a.Target, a.Outcome)));
        Assert.Equal(1, office.Store.Voicemail.Counts(MailboxId.OfEmployee("przyklad", "anna")).New);
    }

    [Theory]
    [InlineData(486, null, "user-busy", 486)]
    [InlineData(480, 20, "unavailable", 503)]
    [InlineData(603, null, "deflection", 487)]
    public void The_second_number_is_told_why_the_call_came_to_it(int status, int? q850, string reason, int cause)
    {
        using var office = TestOffice.Demo();
        office.Mobile(Anna).Refuses(status, q850);
        office.Mobile(Maria).Answers();
        var call = office.Caller("+48226000000").Dials(Anna);
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        var invite = office.Mobile(Maria).Call.Invite;
        Assert.Equal($"<sip:{Anna}@192.0.2.1;user=phone>;reason={reason};counter=1;privacy=off;screen=yes", invite["Diversion"]);
        Assert.Equal($"<sip:{Anna}@192.0.2.1;user=phone>;index=1, <sip:{Maria}@192.0.2.1;user=phone;cause={cause}>;index=1.1;mp=1", invite["History-Info"]);
        Assert.Equal([181], call.Responses.Select(r => r.Status).Where(s => s is > 180 and < 200));
    }

    [Fact]
    public void The_second_number_takes_the_call_and_the_first_phone_is_cancelled_for_no_answer()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Anna).RingsOut();
        office.Mobile(Maria).Answers(after: 5);
        var call = office.Caller("+48226000000").Dials(Anna);
        office.Run(26);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal("Q.850;cause=19;text=\"No answer\"", office.Mobile(Anna).Call.Requests.Single(r => r.Method == "CANCEL")["Reason"]);
        call.HangUp();
        office.Run(1);
        Assert.Equal((CallService.PersonalLine, Maria), (office.Record.Service, office.Record.AnsweredBy));
    }
}
