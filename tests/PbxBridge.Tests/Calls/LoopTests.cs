using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class LoopTests
{
    private const string Customer = "+48226000000";

    [Theory]
    [InlineData(42, 41)]
    [InlineData(1, 0)]
    [InlineData(70, 69)]
    public void Max_Forwards_is_carried_over_less_one(int incoming, int outgoing)
    {
        using var office = TestOffice.Demo();
        office.Caller(Customer).Dials("+48225558001", new() { Headers = [("Max-Forwards", $"{incoming}")] });
        office.Run(1);
        Assert.Equal($"{outgoing}", office.Desk("8001").Call.Invite["Max-Forwards"]);
    }

    [Fact]
    public void Max_Forwards_0_is_refused_with_483()
    {
        using var office = TestOffice.Demo();
        var call = office.Caller(Customer).Dials("+48225558001", new() { Headers = [("Max-Forwards", "0")] });
        office.Run(1);
        Assert.Equal(483, call.FinalStatus);
        Assert.Empty(office.Desk("8001").Calls);
    }

    [Fact]
    public void A_call_that_was_diverted_by_the_called_number_already_is_a_loop()
    {
        using var office = TestOffice.Demo();
        var call = office.Caller(Customer).Dials("+48600000003", new()
        {
            Headers = [("History-Info", "<sip:+48600000003@ims.example;user=phone>;index=1, <sip:+48600000003@ims.example;user=phone;cause=302>;index=1.1;mp=1")],
        });
        office.Run(2);
        Assert.Equal(482, call.FinalStatus);
        Assert.Equal(CallCause.Loop, office.Record.Outcome);
    }

    [Fact]
    public void A_call_diverted_five_times_is_not_hunted_with()
    {
        using var office = TestOffice.Demo();
        var call = office.Caller(Customer).Dials("+48600000003", new()
        {
            Headers = [("Diversion", "<sip:+48502111222@ims.example>;reason=no-answer;counter=6")],
        });
        office.Run(2);
        Assert.Equal(480, call.FinalStatus);
        Assert.Empty(office.Mobile("+48601000401").Calls);
    }

    [Fact]
    public void A_PBX_that_sends_every_call_back_is_stopped()
    {
        using var office = TestOffice.Demo();
        office.Pbx.Called = call =>
        {
            if (office.Pbx.Calls.Count < 40)
                office.Pbx.Dial("sip:+48225558001@192.0.2.1", new() { From = "<sip:8001@203.0.113.80>" });
        };
        office.Desk("8001").Waits();
        office.Desk("8002").Dials("8001");
        office.Run(2);
        Assert.Equal(2, office.Pbx.Calls.Count(c => !c.IsOutgoing));
        Assert.Equal(482, office.Pbx.Calls.Last(c => c.IsOutgoing).FinalStatus);
    }

    [Fact]
    public void A_network_that_returns_a_members_call_to_the_line_is_stopped()
    {
        using var office = TestOffice.Demo();
        office.MobileNetwork.Called = _ =>
        {
            if (office.MobileNetwork.Calls.Count < 40)
                office.Caller(Customer).Phone.Dial("sip:+48600000003@192.0.2.1", new()
                {
                    From = $"<sip:{Customer}@ims.example>",
                    Headers = [("P-Asserted-Identity", $"<sip:{Customer}@ims.example;user=phone>")],
                });
        };
        office.Mobile("+48601000401").Waits();
        office.Mobile("+48601000402").Waits();
        office.Caller(Customer).Dials("+48600000003");
        office.Run(2);
        Assert.Equal(3, office.MobileNetwork.Calls.Count(c => !c.IsOutgoing));
    }
}
