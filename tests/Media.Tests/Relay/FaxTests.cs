using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Relay;

/// <summary>T.38: UDPTL over the ports of a call that began as sound.</summary>
public sealed class FaxTests
{
    // Sequence number 7, an indicator, no error recovery.
    private static readonly byte[] s_signal = [0, 7, 1, 4, 0, 0];
    private static readonly byte[] s_answer = [0, 0, 1, 6, 0, 0];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Packets_of_a_fax_pass_both_ways_as_they_are_and_sound_passes_again_afterwards(bool epoll)
    {
        using var fixture = new RelayFixture(epoll);
        using Phone anna = new(), machine = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        anna.Send(a, 1);
        Assert.Equal(1, piotr.Receive()[12]);

        a.SetFax(machine);
        p.SetFax(piotr);
        fixture.Settle();
        machine.SendRaw(a, s_signal);
        Assert.Equal(s_signal, piotr.Receive());
        piotr.SendRaw(p, s_answer);
        Assert.Equal(s_answer, machine.Receive());
        Assert.Equal((2, 0), (a.Activity.PacketsIn, a.Activity.Malformed));

        a.SetRemote(anna.Address, MediaDirection.SendRecv, 101, 8);
        p.SetRemote(piotr.Address, MediaDirection.SendRecv, 101, 8);
        fixture.Settle();
        anna.Send(a, 2);
        Assert.Equal(2, piotr.Receive()[12]);
    }

    [Fact]
    public void While_one_side_has_changed_and_the_other_has_not_nothing_passes()
    {
        using var fixture = new RelayFixture();
        using Phone anna = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        a.SetFax(anna);
        fixture.Settle();
        anna.SendRaw(a, s_signal);
        piotr.Send(p, 1);
        fixture.Until(() => (a.Activity.PacketsIn, p.Activity.PacketsIn) == (1, 1));
        fixture.Settle();
        Assert.Equal((0, 0), (a.Activity.PacketsOut, p.Activity.PacketsOut));
    }

    [Fact]
    public void A_stub_is_no_packet_of_a_fax()
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        using var a = fixture.Relay.Open()!;
        a.SetFax(anna);
        fixture.Settle();
        anna.SendRaw(a, [0, 1, 0]);
        fixture.Until(() => a.Activity.Malformed == 1);
        Assert.Equal(0, a.Activity.PacketsIn);
    }

    [Fact]
    public void A_thief_gets_and_sends_nothing_not_even_while_the_machine_pauses()
    {
        using var fixture = new RelayFixture();
        using Phone machine = new(), piotr = new(), thief = new("127.0.0.66");
        using IMediaPort a = fixture.Relay.Open()!, p = fixture.Relay.Open()!;
        // The machine is heard from where its SIP comes from; the thief sits on the host that was described, and comes too late.
        a.SetRemote(new PeerTerms(new(IPAddress.Parse("127.0.0.66"), 4000), MediaDirection.SendRecv, -1, MediaDescription.NoG711) { IsFax = true }, IPAddress.Loopback);
        p.SetFax(piotr);
        a.Join(p);
        fixture.Settle();
        machine.SendRaw(a, s_signal);
        Assert.Equal(s_signal, piotr.Receive());
        fixture.Time.Advance(30_000);
        var stream = ((RtpPort)a).Stream;
        fixture.Until(() => !stream.Pair.Rtp.IsConnected);
        thief.SendRaw(a, s_answer);
        fixture.Until(() => a.Activity.Strangers == 1);
        piotr.SendRaw(p, s_answer);
        Assert.Equal(s_answer, machine.Receive());
        Assert.True(thief.HasNothing);
    }

    [Fact]
    public void One_machine_may_be_silent_while_the_other_sends_a_long_page()
    {
        using var fixture = new RelayFixture();
        using Phone sender = new(), receiver = new();
        using IMediaPort a = fixture.Relay.Open()!, p = fixture.Relay.Open()!;
        a.SetFax(sender);
        p.SetFax(receiver);
        a.Join(p);
        var told = 0;
        a.Silent = p.Silent = () => Interlocked.Increment(ref told);
        fixture.Settle();
        for (var minute = 1; minute <= 3; minute++)
        {
            Pass(fixture, 58);
            sender.SendRaw(a, s_signal);
            fixture.Until(() => a.Activity.PacketsIn == minute);
        }
        Pass(fixture, 58);
        Assert.Equal(0, told);
        // Both: the call may be dead.
        Pass(fixture, 3);
        fixture.Until(() => told == 2);
    }

    private static void Pass(RelayFixture fixture, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            fixture.Settle();
            fixture.Settle();
        }
    }
}
