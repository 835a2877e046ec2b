using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class CancelTests
{
    private const string Customer = "+48226000000";

    [Theory]
    [InlineData(0, "at once")]
    [InlineData(30, "before the callee's 100")]
    [InlineData(200, "after 100")]
    [InlineData(1_200, "while it rings")]
    [InlineData(3_030, "the answer on its way")]
    public void A_caller_may_give_up_at_any_moment(int milliseconds, string moment)
    {
        _ = moment;
        using var office = TestOffice.Demo(new() { Faults = new() { Delay = TimeSpan.FromMilliseconds(20) } });
        office.Desk("8001").Does(new() { RingsAfter = TimeSpan.FromSeconds(1), AnswersAfter = TimeSpan.FromSeconds(3) });
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(milliseconds / 1000.0);
        call.Cancel();
        office.Run(5);
        var callee = office.Desk("8001").Calls.SingleOrDefault();
        Assert.Equal(487, call.FinalStatus);
        Assert.Equal(200, call.CancelStatus);
        Assert.Equal(PhoneCallState.Ended, callee?.State ?? PhoneCallState.Ended);
        Assert.Equal((CallCause.CallerGone, 487, ReleasedBy.Caller), (office.Record.Outcome, office.Record.SipStatus, office.Record.ReleasedBy));
    }

    [Fact]
    public void The_callers_own_Reason_goes_with_the_CANCEL()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").RingsOut();
        var call = office.Caller("+48226000000").Dials("+48225558001");
        office.Run(1);
        office.MobileNetwork.Send(new WireMessage($"CANCEL {call.Invite.RequestUri} SIP/2.0").With("Via", call.Invite["Via"]).With("Max-Forwards", "70")
            .With("From", call.Invite["From"]).With("To", call.Invite["To"]).With("Call-ID", call.CallId).With("CSeq", $"{call.Invite.CSeq} CANCEL")
            .With("Reason", "SIP;cause=200;text=\"Call completed elsewhere\""));
        office.Run(1);
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", office.Desk("8001").Call.Requests.Single(r => r.Method == "CANCEL")["Reason"]);
    }

    [Fact]
    public void A_late_200_after_CANCEL_is_acknowledged_and_hung_up()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Does(new() { AnswersAfter = null, AnswersInSpiteOfCancel = true });
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(2);
        call.Cancel();
        office.Run(1);
        Assert.Equal(487, call.FinalStatus);
        Assert.Equal(["CANCEL", "ACK", "BYE"], office.Desk("8001").Call.Requests.Select(r => r.Method));
        office.Ladder.Is("late-200-after-cancel.txt");
    }

    [Fact]
    public void A_late_answer_of_a_member_while_the_next_one_rings_is_hung_up()
    {
        using var office = TestOffice.Demo();
        var jan = office.Mobile("+48601000401").Does(new() { AnswersAfter = null, AnswersInSpiteOfCancel = true });
        office.Mobile("+48601000402").Answers(after: 5);
        var call = office.Caller(Customer).Dials("+48600000003");
        office.Run(22);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal(["CANCEL", "ACK", "BYE"], jan.Call.Requests.Select(r => r.Method));
        Assert.Equal("Q.850;cause=16;text=\"Normal call clearing\"", jan.Call.Requests[^1]["Reason"]);
    }

    [Fact]
    public void A_CANCEL_waits_until_the_callee_gave_a_sign()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Does(new() { Tries = false, RingsAfter = TimeSpan.FromSeconds(2), AnswersAfter = null });
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(1);
        call.Cancel();
        office.Run(0.5);
        Assert.Equal(487, call.FinalStatus);
        Assert.Empty(office.Desk("8001").Call.Requests);
        office.Run(1);
        Assert.Equal(["CANCEL", "ACK"], office.Desk("8001").Call.Requests.Select(r => r.Method));
    }

    [Fact]
    public void BYE_of_the_caller_in_the_early_dialog_ends_the_call()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").RingsOut();
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(2);
        call.Send(call.NewRequest("BYE"));
        office.Run(1);
        Assert.Equal(487, call.FinalStatus);
        Assert.Equal(["CANCEL", "ACK"], office.Desk("8001").Call.Requests.Select(r => r.Method));
    }

    [Fact]
    public void A_forked_answer_is_acknowledged_and_the_second_one_hung_up()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Does(new() { Forks = 2 });
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal(["ACK", "ACK", "BYE"], office.Desk("8001").Call.Requests.Select(r => r.Method).Order());
    }
}
