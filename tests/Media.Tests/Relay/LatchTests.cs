using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sockets;

namespace PbxBridge.Media.Tests.Relay;

public sealed class LatchTests
{
    private readonly Latch _latch = new(3000);

    [Theory]
    [InlineData("203.0.113.5:4000", null, "203.0.113.5:4000", true)]
    [InlineData("203.0.113.5:4000", null, "203.0.113.5:9999", true)]
    [InlineData("203.0.113.5:4000", null, "198.51.100.66:4000", false)]
    [InlineData("203.0.113.5:4000", "198.51.100.1", "198.51.100.1:7000", true)]
    [InlineData("192.168.1.20:4000", null, "198.51.100.66:4000", false)]
    [InlineData("192.168.1.20:4000", "198.51.100.1", "198.51.100.66:4000", false)]
    [InlineData("192.168.1.20:4000", "198.51.100.1", "198.51.100.1:61000", true)]
    [InlineData("[fd00::1]:4000", "2001:db8::66", "[2001:db8::66]:4000", true)]
    [InlineData("[fd00::1]:4000", null, "[2001:db8::66]:4000", false)]
    [InlineData("[2001:db8::1]:4000", null, "[2001:db8::66]:4000", false)]
    public void The_first_source_must_belong_to_the_peer(string described, string? signalling, string source, bool accepted)
    {
        _latch.Describe(Address(described), signalling is null ? null : IPAddress.Parse(signalling));
        Assert.Equal(accepted, _latch.Accepts(Address(source), 1, 0));
        Assert.Equal(Address(accepted ? source : described), _latch.Target);
    }

    [Fact]
    public void Without_a_description_nobody_is_heard() => Assert.False(_latch.Accepts(Address("203.0.113.5:4000"), 1, 0));

    [Theory]
    [InlineData(2999, 1u, "203.0.113.5:5000", false)]
    [InlineData(3000, 1u, "203.0.113.5:5000", true)]
    [InlineData(3000, 2u, "203.0.113.5:5000", false)]
    [InlineData(3000, 1u, "198.51.100.66:5000", false)]
    [InlineData(3000, 2u, "203.0.113.5:4000", true)]
    public void After_a_pause_only_the_same_stream_or_the_described_address_takes_over(long pause, uint ssrc, string source, bool accepted)
    {
        _latch.Describe(Address("203.0.113.5:4000"), null);
        Assert.True(_latch.Accepts(Address("203.0.113.5:4444"), 1, 0));
        Assert.Equal(accepted, _latch.Accepts(Address(source), ssrc, pause));
    }

    private static PacketAddress Address(string text) => PacketAddress.From(IPEndPoint.Parse(text));
}
