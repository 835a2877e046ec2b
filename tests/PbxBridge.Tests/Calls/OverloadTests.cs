using PbxBridge.Calls;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>Messages that waited too long for the loop.</summary>
public sealed class OverloadTests
{
    private const string Piotr = "+48601000202";

    [Fact]
    public void New_calls_that_waited_longer_than_the_limit_get_503()
    {
        using var office = TestOffice.Demo();
        var calls = Enumerable.Range(0, 60).Select(_ => office.Pbx.Dial("sip:202@192.0.2.1", Desk)).ToArray();
        Wait(office, 0.6);
        office.Run(1);
        var refused = calls.Where(call => call.FinalStatus == 503 && call.Responses[^1].Has("Retry-After")).ToArray();
        Assert.Equal(20, refused.Length);
        Assert.All(refused, call => Assert.InRange(int.Parse(call.Responses[^1]["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 2, 10));
    }

    // At a cold start the first call waits for the compiler; to refuse it would help nobody.
    [Fact]
    public void A_handful_of_calls_is_taken_however_long_they_waited()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var call = office.Pbx.Dial("sip:202@192.0.2.1", Desk);
        Wait(office, 2);
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
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
    public void A_lag_that_lasts_for_a_second_costs_calls_until_it_is_over()
    {
        var (now, lag) = (0L, TimeSpan.FromMilliseconds(60));
        List<bool> told = [];
        var overload = new Overload(() => lag, () => 0, TimeSpan.FromMilliseconds(500), new SeededRandom(1), _ => false, () => now) { Changed = told.Add };
        Assert.Equal(0, Refused(1, at => now = at)[0]);
        var refused = Refused(3, at => now = at + 1_000);
        Assert.InRange(refused[0], 10, 100);
        Assert.InRange(refused[2], refused[1], 200);
        Assert.Equal([true], told);
        lag = TimeSpan.Zero;
        Assert.Equal(0, Refused(15, at => now = at + 5_000)[14]);
        Assert.Equal([true, false], told);

        int[] Refused(int seconds, Action<long> at)
        {
            var counts = new int[seconds];
            for (var i = 0; i < seconds * 1000; i++)
            {
                at(i);
                counts[i / 1000] += overload.Judge(Invite(), default).Status == 503 ? 1 : 0;
            }
            return counts;
        }
    }

    [Fact]
    public void Drops_of_the_kernel_cost_calls_although_nothing_waits()
    {
        var (now, drops) = (0L, 0L);
        var overload = new Overload(() => TimeSpan.Zero, () => drops, TimeSpan.FromMilliseconds(500), new SeededRandom(1), digits => digits == "112", () => now);
        var (refused, emergency) = (0, 0);
        for (; now < 2_000; now++)
        {
            drops += 5;
            refused += overload.Judge(Invite(), default).Status == 503 ? 1 : 0;
            emergency += overload.Judge(Invite("112"), default).Status;
            Assert.Equal(IAdmission.Verdict.Admitted, overload.Judge(Invite(toTag: ";tag=2"), default));
        }
        Assert.InRange(refused, 1_000, 1_800);
        Assert.Equal(0, emergency);
    }

    [Theory]
    [InlineData("sip:112@h", true)]
    [InlineData("sip:0112@h", true)]
    [InlineData("sip:+48112@h;user=phone", true)]
    [InlineData("sip:0048112@h", true)]
    [InlineData("sip:112;phone-context=+48@h;user=phone", true)]
    [InlineData("sip:112;phone-context=przyklad.pnp.pbxbridge.example@h;user=phone", true)]
    [InlineData("tel:112;phone-context=+48", true)]
    [InlineData("urn:service:sos.fire", true)]
    [InlineData("sip:202@h", false)]
    [InlineData("sip:+48601112112@h", false)]
    [InlineData("tel:+48601112112", false)]
    public void In_overload_every_form_of_an_emergency_number_passes(string uri, bool passes)
    {
        var now = 0L;
        var overload = new Overload(() => TimeSpan.FromSeconds(2), () => 0, TimeSpan.FromMilliseconds(500), new SeededRandom(1), digits => digits == "112", () => now);
        for (; now < 100; now++)
            overload.Judge(Invite(), default);
        Assert.Equal(503, overload.Judge(Invite(), default).Status);
        Assert.Equal(passes ? 0 : 503, overload.Judge(InviteTo(uri), default).Status);
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

    private static SipMessage Invite(string user = "202", string toTag = "") => InviteTo($"sip:{user}@h", toTag);

    private static SipMessage InviteTo(string uri, string toTag = "")
    {
        var text = $"INVITE {uri} SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>{toTag}\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\n\r\n";
        MessageParser.Parse(System.Text.Encoding.ASCII.GetBytes(text), datagram: true, out var invite, out _);
        return invite ?? throw new InvalidOperationException("does not parse");
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
