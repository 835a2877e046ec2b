using System.Net;
using System.Net.Sockets;
using PbxBridge.Media.Relay;

namespace PbxBridge.Media.Tests.Relay;

public sealed class PortPoolTests
{
    private static readonly IPAddress s_address = RelayFixture.OwnAddress();

    [Fact]
    public void The_last_port_is_given_while_others_are_still_being_opened()
    {
        for (var round = 0; round < 10; round++)
        {
            using var relay = new RtpRelay(new RtpRelayOptions { BindAddress = s_address, PortMin = 15_000, PortMax = 15_199 }, TimeProvider.System);
            Assert.Equal(100, relay.PortsFree);
            for (var i = 0; i < 100; i++)
                Assert.NotNull(relay.Open());
            Assert.Null(relay.Open());
            Assert.Equal(0, relay.PortsFree);
        }
    }

    [Fact]
    public void A_port_that_another_program_holds_is_passed_over()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(s_address, 15_203));
        using var relay = new RtpRelay(new RtpRelayOptions { BindAddress = s_address, PortMin = 15_200, PortMax = 15_205 }, TimeProvider.System);
        Assert.Equal([15_200, 15_204], new[] { relay.Open()!.Port, relay.Open()!.Port }.Order());
        Assert.Null(relay.Open());
    }

    [Fact]
    public void The_last_pairs_are_for_emergency_calls()
    {
        using var relay = new RtpRelay(new RtpRelayOptions { BindAddress = s_address, PortMin = 15_220, PortMax = 15_229, EmergencyPairs = 2 }, TimeProvider.System);
        var taken = Enumerable.Range(0, 3).Select(_ => relay.Open()!).ToArray();
        Assert.Null(relay.Open());
        Assert.NotNull(relay.Open(emergency: true));
        Assert.NotNull(relay.Open(emergency: true));
        Assert.Null(relay.Open(emergency: true));
        taken[0].Dispose();
        Assert.True(SpinWait.SpinUntil(() => relay.PortsFree == 1, TimeSpan.FromSeconds(10)));
        Assert.Null(relay.Open());
        Assert.NotNull(relay.Open(emergency: true));
    }

    [Fact]
    public void Odd_and_short_ranges_hold_whole_pairs_only()
    {
        using var relay = new RtpRelay(new RtpRelayOptions { BindAddress = s_address, PortMin = 15_211, PortMax = 15_214 }, TimeProvider.System);
        Assert.Equal(15_212, relay.Open()!.Port);
        Assert.Null(relay.Open());
    }
}
