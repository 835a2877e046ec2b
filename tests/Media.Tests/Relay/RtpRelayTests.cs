using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Relay;

public sealed class RtpRelayTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Joined_legs_hear_each_other_unchanged(bool epoll)
    {
        using var fixture = new RelayFixture(epoll);
        using Phone anna = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        for (byte i = 1; i <= 5; i++)
        {
            var packet = anna.Packet(i, payloadType: 107);
            anna.SendRaw(a, packet);
            Assert.Equal(packet, piotr.Receive());
            packet = piotr.Packet(i);
            piotr.SendRaw(p, packet);
            Assert.Equal(packet, anna.Receive());
        }
        Assert.Equal(5, a.Activity.PacketsIn);
        Assert.Equal(5 * 172, a.Activity.BytesIn);
        fixture.Until(() => a.Activity.PacketsOut == 5);
        Assert.Equal(0, a.Activity.SinceLastMs);
        Assert.Equal(0, a.Activity.Lost + a.Activity.Strangers + a.Activity.SendFailures);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_burst_passes_whole_and_in_order(bool epoll)
    {
        using var fixture = new RelayFixture(epoll);
        using Phone anna = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        for (byte i = 0; i < 50; i++)
            anna.Send(a, i);
        for (byte i = 0; i < 50; i++)
            Assert.Equal(i, piotr.Receive()[12]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RTCP_passes_on_the_port_above(bool epoll)
    {
        using var fixture = new RelayFixture(epoll);
        using Phone anna = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr, MediaDirection.Inactive);
        a.Join(p);
        fixture.Settle();
        byte[] report = [0x80, 201, 0, 1, 0, 0, 0x12, 0x34];
        anna.SendRtcp(a, [1, 2, 3, 4, 5, 6, 7, 8]);
        anna.SendRtcp(a, report);
        Assert.Equal(report, piotr.ReceiveRtcp());
        Assert.Equal((1, 1), (a.Activity.RtcpIn, a.Activity.Malformed));
    }

    [Theory]
    [InlineData(MediaDirection.SendOnly)]
    [InlineData(MediaDirection.Inactive)]
    public void A_peer_that_does_not_want_to_receive_gets_nothing(MediaDirection direction)
    {
        using var fixture = new RelayFixture();
        using Phone anna = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr, direction);
        a.Join(p);
        fixture.Settle();
        anna.Send(a, 1);
        fixture.Until(() => a.Activity.PacketsIn == 1);
        fixture.Settle();
        p.SetRemote(piotr.Address, MediaDirection.SendRecv, 101, 8);
        fixture.Settle();
        anna.Send(a, 2);
        Assert.Equal(2, piotr.Receive()[12]);
        fixture.Settle();
        Assert.Equal(1, p.Activity.PacketsOut);
    }

    [Fact]
    public void The_old_hold_stops_sending_and_does_not_forget_the_peer()
    {
        using var fixture = new RelayFixture();
        using Phone anna = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        p.SetRemote(new IPEndPoint(IPAddress.Any, 4000), MediaDirection.SendOnly, 101, 8);
        fixture.Settle();
        anna.Send(a, 1);
        fixture.Until(() => a.Activity.PacketsIn == 1);
        piotr.Send(p, 7);
        Assert.Equal(7, anna.Receive()[12]);
        p.SetRemote(piotr.Address, MediaDirection.SendRecv, 101, 8);
        fixture.Settle();
        anna.Send(a, 2);
        Assert.Equal(2, piotr.Receive()[12]);
    }

    [Fact]
    public void Leaving_and_joining_another_moves_the_sound()
    {
        using var fixture = new RelayFixture();
        using Phone anna = new(), piotr = new(), maria = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr), m = fixture.PortOf(maria);
        a.Join(p);
        fixture.Settle();
        anna.Send(a, 1);
        Assert.Equal(1, piotr.Receive()[12]);
        a.Join(m);
        fixture.Settle();
        anna.Send(a, 2);
        piotr.Send(p, 9);
        Assert.Equal(2, maria.Receive()[12]);
        m.Leave();
        fixture.Settle();
        anna.Send(a, 3);
        fixture.Until(() => a.Activity.PacketsIn == 3 && p.Activity.PacketsIn == 1);
        Assert.True(maria.HasNothing && piotr.HasNothing && anna.HasNothing);
    }

    [Fact]
    public void What_is_not_RTP_goes_nowhere()
    {
        using var fixture = new RelayFixture();
        using Phone anna = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        anna.SendRaw(a, []);
        anna.SendRaw(a, [0, 1, 0, 0]);
        anna.SendRaw(a, new byte[200]);
        anna.Send(a, 5);
        Assert.Equal(5, piotr.Receive()[12]);
        Assert.Equal(3, a.Activity.Malformed);
    }

    [Fact]
    public void Ports_run_out_and_come_back()
    {
        using var fixture = new RelayFixture(pairs: 3);
        var ports = Enumerable.Range(0, 3).Select(_ => fixture.Relay.Open()!).ToArray();
        Assert.Equal(3, ports.Select(port => port.Port).Distinct().Count());
        Assert.All(ports, port => Assert.Equal(0, port.Port % 2));
        Assert.Null(fixture.Relay.Open());
        Assert.Equal(0, fixture.Relay.PortsFree);
        ports[1].Dispose();
        ports[1].Dispose();
        fixture.Until(() => fixture.Relay.PortsFree == 1);
        using var again = fixture.Relay.Open()!;
        Assert.Equal(ports[1].Port, again.Port);
        Assert.Null(fixture.Relay.Open());
    }

    [Fact]
    public void A_restarted_process_gets_the_ports_that_its_calls_had()
    {
        using var fixture = new RelayFixture(pairs: 50);
        var first = fixture.Relay.Options.PortMin;
        Assert.Equal(first + 60, fixture.Relay.OpenAt(first + 60)!.Port);
        Assert.Equal(first + 2, fixture.Relay.OpenAt(first + 2)!.Port);
        Assert.Null(fixture.Relay.OpenAt(first + 2));
        Assert.Null(fixture.Relay.OpenAt(first + 3));
        Assert.Null(fixture.Relay.OpenAt(first + 100));
        var others = Enumerable.Range(0, 48).Select(_ => fixture.Relay.Open()!.Port).ToHashSet();
        Assert.Equal(48, others.Count);
        Assert.DoesNotContain(first + 60, others);
        Assert.Null(fixture.Relay.Open());
    }

    [Fact]
    public void A_used_port_brings_nothing_of_its_last_call_to_the_next()
    {
        using var fixture = new RelayFixture(pairs: 1);
        using Phone anna = new(), piotr = new();
        var old = fixture.PortOf(anna);
        fixture.Settle();
        anna.Send(old, 1);
        fixture.Until(() => old.Activity.PacketsIn == 1);
        old.Dispose();
        fixture.Until(() => fixture.Relay.PortsFree == 1);
        anna.Send(old, 2);
        using var next = fixture.PortOf(piotr);
        fixture.Settle();
        piotr.Send(next, 3);
        fixture.Until(() => next.Activity.PacketsIn == 1);
        Assert.Equal((172, 0), (next.Activity.BytesIn, next.Activity.Strangers));
    }

    [Fact]
    public void Two_thousand_legs_are_open_at_once()
    {
        var address = RelayFixture.OwnAddress();
        using var relay = new RtpRelay(new RtpRelayOptions { AdvertisedAddress = address, BindAddress = address, PortMin = 11_000, PortMax = 17_999 }, TimeProvider.System);
        var ports = Enumerable.Range(0, 2000).Select(_ => relay.Open()!).ToArray();
        Assert.Equal(2000, ports.Select(port => port.Port).Distinct().Count());
        using Phone anna = new(), piotr = new();
        ports[0].SetRemote(anna.Address, MediaDirection.SendRecv, 101, 8);
        ports[1999].SetRemote(piotr.Address, MediaDirection.SendRecv, 101, 8);
        ports[0].Join(ports[1999]);
        using var settled = new ManualResetEventSlim();
        relay.Post(settled.Set);
        Assert.True(settled.Wait(TimeSpan.FromSeconds(30)));
        anna.Send(ports[0], 77);
        Assert.Equal(77, piotr.Receive()[12]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Peers_of_two_families_hear_each_other_and_each_is_told_an_address_of_its_own(bool epoll)
    {
        using var relay = new RtpRelay(
            new RtpRelayOptions
            {
                AdvertisedAddress = IPAddress.Loopback,
                OtherAddress = IPAddress.IPv6Loopback,
                BindAddress = IPAddress.IPv6Any,
                PortMin = 18_100,
                PortMax = 18_199,
                PairsAhead = 2,
                UseEpoll = epoll,
            },
            TimeProvider.System);
        using Phone four = new(), six = new("::1");
        using IMediaPort a = relay.Open()!, b = relay.Open()!;
        Assert.Equal((IPAddress.Loopback, IPAddress.IPv6Loopback), (a.AddressTowards(four.Address.Address), a.AddressTowards(six.Address.Address)));
        a.SetRemote(four.Address, MediaDirection.SendRecv, 101, 8);
        b.SetRemote(six.Address, MediaDirection.SendRecv, 101, 8);
        a.Join(b);
        using var settled = new ManualResetEventSlim();
        relay.Post(settled.Set);
        Assert.True(settled.Wait(TimeSpan.FromSeconds(30)));
        four.Send(a, 77);
        Assert.Equal(77, six.Receive()[12]);
        six.Send(b, 78);
        Assert.Equal(78, four.Receive()[12]);
    }

    [Fact]
    public void A_broken_callback_is_told_and_the_relay_goes_on()
    {
        using var fixture = new RelayFixture();
        var faults = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        fixture.Relay.Faulted = faults.Enqueue;
        using var anna = new Phone();
        using var a = fixture.PortOf(anna);
        a.KeyPressed = _ => throw new InvalidOperationException("broken");
        fixture.Settle();
        anna.SendEvent(a, 1, end: false, 160, 1000);
        fixture.Until(() => !faults.IsEmpty);
        anna.Send(a, 1);
        fixture.Until(() => a.Activity.PacketsIn == 2);
        Assert.Equal("broken", Assert.Single(faults).Message);
    }
}
