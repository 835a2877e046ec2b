using PbxBridge.Calls;
using PbxBridge.Sip.Messages;
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
    public void A_burst_that_is_worked_off_within_a_second_loses_no_call()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var calls = Enumerable.Range(0, 40).Select(i => office.Pbx.Dial("sip:+48501112" + (100 + i) + "@192.0.2.1", Desk)).ToArray();
        Wait(office, 0.45);
        office.Run(3);
        Assert.All(calls, call => Assert.Equal(PhoneCallState.Answered, call.State));
    }

    [Fact]
    public void A_lag_that_lasts_for_a_second_costs_its_share_of_the_calls()
    {
        var now = 0L;
        var overload = new Overload(() => TimeSpan.FromMilliseconds(275), TimeSpan.FromMilliseconds(500), new SeededRandom(1), _ => false, () => now);
        MessageParser.Parse("INVITE sip:202@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n\r\n"u8.ToArray(), datagram: true, out var invite, out _);
        Assert.NotNull(invite);
        var refused = new int[3];
        for (; now < 3000; now++)
            refused[now / 1000] += overload.Judge(invite, default).Status == 503 ? 1 : 0;
        Assert.Equal(0, refused[0]);
        Assert.InRange(refused[1], 450, 550);
        Assert.InRange(refused[2], 450, 550);
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
