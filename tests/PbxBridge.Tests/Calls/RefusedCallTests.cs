using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class RefusedCallTests
{
    [Theory]
    [InlineData(486, null, 486, 17)]
    [InlineData(480, 18, 480, 18)]
    [InlineData(480, 20, 480, 20)]
    [InlineData(404, null, 404, 1)]
    [InlineData(603, null, 603, 21)]
    [InlineData(488, null, 488, 88)]
    [InlineData(480, null, 480, 18)]
    [InlineData(410, null, 410, 22)]
    [InlineData(485, null, 485, 1)]
    [InlineData(400, null, 400, 41)]
    [InlineData(402, null, 402, 21)]
    [InlineData(604, null, 604, 1)]
    [InlineData(500, null, 480, 20)]
    public void The_refusal_of_a_single_phone_goes_back_to_the_caller(int status, int? q850, int told, int reason)
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Refuses(status, q850);
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(1);
        Assert.Equal(told, call.FinalStatus);
        Assert.StartsWith($"Q.850;cause={reason};", call.Responses[^1]["Reason"], StringComparison.Ordinal);
        Assert.Equal((told, reason), (office.Record.SipStatus, office.Record.Q850));
    }

    [Fact]
    public void A_desk_phone_that_gives_no_sign_is_given_up_after_4_seconds()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").IsDead();
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(3.9);
        Assert.Equal(0, call.FinalStatus);
        office.Run(0.7);
        Assert.Equal(480, call.FinalStatus);
        Assert.Equal(CallCause.Unreachable, office.Record.Outcome);
    }

    [Fact]
    public void An_answer_that_cannot_be_used_is_hung_up_and_the_caller_gets_488()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Waits();
        var call = office.Mobile("+48601000202").Dials("8001");
        office.Run(1);
        office.Desk("8001").Call.Answer("v=0\r\no=x 1 1 IN IP4 203.0.113.80\r\ns=-\r\nt=0 0\r\n");
        office.Run(1);
        Assert.Equal(488, call.FinalStatus);
        Assert.True(office.Desk("8001").Call.WasHungUpByPeer);
        Assert.Equal((CallCause.Media, 488), (office.Record.Outcome, office.Record.SipStatus));
    }
}
