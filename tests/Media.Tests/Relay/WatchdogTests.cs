using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Relay;

public sealed class WatchdogTests
{
    [Fact]
    public void A_dead_peer_is_told_for_each_minute_of_silence()
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        using var port = fixture.PortOf(anna);
        var told = 0;
        port.Silent = () => Interlocked.Increment(ref told);
        fixture.Settle();
        anna.Send(port, 1);
        fixture.Until(() => port.Activity.PacketsIn == 1);
        Pass(fixture, 59);
        Assert.Equal(0, told);
        Pass(fixture, 2);
        fixture.Until(() => told == 1);
        Pass(fixture, 57);
        Assert.Equal(1, told);
        Pass(fixture, 3);
        fixture.Until(() => told == 2);
        anna.SendRtcp(port, [0x80, 201, 0, 1, 0, 0, 0x12, 0x34]);
        fixture.Until(() => port.Activity.RtcpIn == 1);
        Pass(fixture, 59);
        Assert.Equal(2, told);
        Pass(fixture, 2);
        fixture.Until(() => told == 3);
    }

    [Theory]
    [InlineData(MediaDirection.RecvOnly)]
    [InlineData(MediaDirection.Inactive)]
    public void A_held_peer_may_be_silent(MediaDirection direction)
    {
        using var fixture = new RelayFixture();
        using var anna = new Phone();
        using var port = fixture.PortOf(anna, direction);
        var told = 0;
        port.Silent = () => Interlocked.Increment(ref told);
        fixture.Settle();
        Pass(fixture, 600);
        Assert.Equal(0, told);
        port.SetRemote(anna.Address, MediaDirection.SendRecv, 101, 8);
        fixture.Settle();
        Pass(fixture, 59);
        Assert.Equal(0, told);
        Pass(fixture, 2);
        fixture.Until(() => told == 1);
    }

    /// <summary>Second by second, and the relay has seen each of them.</summary>
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
