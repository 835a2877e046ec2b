using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>Messages that waited too long for the loop.</summary>
public sealed class OverloadTests
{
    private const string Piotr = "+48601000202";

    [Fact]
    public void A_new_call_that_waited_longer_than_the_limit_gets_503()
    {
        using var office = TestOffice.Demo();
        var call = office.Pbx.Dial("sip:202@192.0.2.1", Desk);
        Wait(office, 0.6);
        office.Run(1);
        Assert.Equal(503, call.FinalStatus);
        Assert.InRange(int.Parse(call.Responses[^1]["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 2, 10);
        Assert.Empty(office.Records);
    }

    [Fact]
    public void A_new_call_that_waited_a_little_is_taken()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var call = office.Pbx.Dial("sip:202@192.0.2.1", Desk);
        Wait(office, 0.04);
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void An_emergency_call_is_taken_however_long_it_waited()
    {
        using var office = TestOffice.Demo();
        office.Mobile("112").Answers();
        var call = office.Pbx.Dial("sip:112@192.0.2.1", Desk);
        Wait(office, 5);
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void A_request_of_a_running_call_is_always_served()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var call = office.Desk("8001").Dials("202");
        office.Run(2);
        call.HangUp();
        Wait(office, 5);
        office.Run(1);
        Assert.True(office.Mobile(Piotr).Call.WasHungUpByPeer);
    }

    private static DialOptions Desk => new() { From = "<sip:8001@203.0.113.80>" };

    // It is delivered, and the loop does not come to it.
    private static void Wait(TestOffice office, double seconds)
    {
        office.Agenda.RunDue();
        office.Time.Advance(TimeSpan.FromSeconds(seconds));
        office.Pump.Settle();
    }
}
