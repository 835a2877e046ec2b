using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Relay;

/// <summary>Loopback has many addresses: 127.0.0.1 is the phone's host, 127.0.0.66 the thief's.</summary>
public sealed class HijackTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_thief_who_is_first_gets_and_sends_nothing(bool epoll)
    {
        using var fixture = new RelayFixture(epoll);
        using Phone anna = new(), piotr = new(), thief = new("127.0.0.66");
        using IMediaPort a = fixture.Relay.Open()!, p = fixture.PortOf(piotr);
        a.SetRemote(anna.Address, MediaDirection.SendRecv, 101, 8, IPAddress.Loopback);
        a.Join(p);
        fixture.Settle();
        thief.Send(a, 66);
        anna.Send(a, 1);
        Assert.Equal(1, piotr.Receive()[12]);
        piotr.Send(p, 2);
        Assert.Equal(2, anna.Receive()[12]);
        Assert.True(thief.HasNothing);
        Assert.Equal(1, a.Activity.Strangers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Once_latched_nobody_else_is_heard_even_from_the_same_host_with_the_same_SSRC(bool epoll)
    {
        using var fixture = new RelayFixture(epoll);
        using Phone anna = new(), piotr = new(), thief = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        anna.Send(a, 1);
        Assert.Equal(1, piotr.Receive()[12]);
        for (var i = 0; i < 20; i++)
        {
            // With a connected socket the kernel answers the thief with "port unreachable".
            try
            {
                thief.Send(a, 66);
            }
            catch (System.Net.Sockets.SocketException)
            {
            }
        }
        anna.Send(a, 2);
        Assert.Equal(2, piotr.Receive()[12]);
        piotr.Send(p, 3);
        Assert.Equal(3, anna.Receive()[12]);
        Assert.True(thief.HasNothing);
        Assert.Equal(2, a.Activity.PacketsIn);
    }

    [Fact]
    public void A_phone_behind_NAT_is_heard_from_where_its_SIP_comes_from()
    {
        using var fixture = new RelayFixture();
        using Phone behindNat = new("127.0.0.5"), piotr = new(), thief = new("127.0.0.66");
        using IMediaPort a = fixture.Relay.Open()!, p = fixture.PortOf(piotr);
        a.SetRemote(new IPEndPoint(IPAddress.Parse("192.168.1.20"), 4000), MediaDirection.SendRecv, 101, 8, IPAddress.Parse("127.0.0.5"));
        a.Join(p);
        fixture.Settle();
        thief.Send(a, 66);
        behindNat.Send(a, 1);
        Assert.Equal(1, piotr.Receive()[12]);
        piotr.Send(p, 2);
        Assert.Equal(2, behindNat.Receive()[12]);
        Assert.Equal(1, a.Activity.Strangers);
    }

    [Fact]
    public void A_phone_that_comes_back_from_another_port_after_a_pause_is_heard_again()
    {
        using var fixture = new RelayFixture();
        using Phone anna = new(), moved = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        anna.Send(a, 1);
        Assert.Equal(1, piotr.Receive()[12]);
        fixture.Time.Advance(4000);
        var stream = ((RtpPort)a).Stream;
        fixture.Until(() => !stream.Pair.Rtp.IsConnected);
        moved.Send(a, 2);
        Assert.Equal(2, piotr.Receive()[12]);
        piotr.Send(p, 3);
        Assert.Equal(3, moved.Receive()[12]);
    }

    [Fact]
    public void A_changed_description_moves_the_sound_at_once()
    {
        using var fixture = new RelayFixture();
        using Phone anna = new(), softphone = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(anna), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        anna.Send(a, 1);
        Assert.Equal(1, piotr.Receive()[12]);
        a.SetRemote(softphone.Address, MediaDirection.SendRecv, 101, 8);
        fixture.Settle();
        piotr.Send(p, 2);
        Assert.Equal(2, softphone.Receive()[12]);
        softphone.Send(a, 3);
        Assert.Equal(3, piotr.Receive()[12]);
    }

    [Fact]
    public void A_repeated_description_keeps_the_latched_source()
    {
        using var fixture = new RelayFixture();
        using Phone sdp = new(), real = new(), piotr = new();
        using IMediaPort a = fixture.PortOf(sdp), p = fixture.PortOf(piotr);
        a.Join(p);
        fixture.Settle();
        real.Send(a, 1);
        Assert.Equal(1, piotr.Receive()[12]);
        a.SetRemote(sdp.Address, MediaDirection.SendRecv, 101, 8);
        fixture.Settle();
        piotr.Send(p, 2);
        Assert.Equal(2, real.Receive()[12]);
    }
}
