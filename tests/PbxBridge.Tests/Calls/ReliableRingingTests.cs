using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>A caller that requires 100rel.</summary>
public sealed class ReliableRingingTests
{
    private static DialOptions Reliable => new() { Headers = [("Require", "100rel")] };

    [Fact]
    public void Ringing_is_repeated_until_the_caller_acknowledged_it()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000202").Answers(after: 3);
        var call = office.Desk("8001").Dials("202", Reliable);
        office.Run(4);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal([100, 180, 200, 200], call.Responses.Select(r => r.Status));
        Assert.Single(office.Pbx.Responses(180));
    }

    [Fact]
    public void A_caller_who_never_acknowledges_it_is_refused_and_the_callee_cancelled()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Pbx.Script = new() { Pracks = false };
        office.Mobile("+48601000202").RingsOut();
        var call = office.Desk("8001").Dials("202", Reliable);
        office.Run(40);
        Assert.Equal(500, call.FinalStatus);
        Assert.Equal(["CANCEL", "ACK"], office.Mobile("+48601000202").Call.Requests.Select(r => r.Method));
        Assert.Equal(500, office.Record.SipStatus);
    }
}
