using PbxBridge.Media.Relay;

namespace PbxBridge.Media.Tests.Relay;

public sealed class RtpHeaderTests
{
    [Fact]
    public void Sources_extension_and_padding_are_not_payload()
    {
        byte[] packet = [0xB2, 0x88, 0x12, 0x34, 0, 0, 0, 160, 0, 0, 0, 7, 1, 1, 1, 1, 2, 2, 2, 2, 0xBE, 0xDE, 0, 1, 9, 9, 9, 9, 0xD5, 0xD4, 0, 2];
        Assert.True(RtpHeader.TryRead(packet, out var header));
        Assert.Equal(new RtpHeader(8, true, 0x1234, 160, 7, 28, 30), header);
    }

    [Fact]
    public void Random_packets_never_throw_and_never_point_outside()
    {
        var random = new Random(3);
        var accepted = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var packet = new byte[random.Next(64)];
            random.NextBytes(packet);
            if (packet.Length > 0 && random.Next(2) == 0)
                packet[0] = (byte)(0x80 | (packet[0] & 0x3F));
            if (!RtpHeader.TryRead(packet, out var header))
                continue;
            accepted++;
            Assert.InRange(header.PayloadStart, 12, header.PayloadEnd);
            Assert.InRange(header.PayloadEnd, header.PayloadStart, packet.Length);
        }
        Assert.InRange(accepted, 5_000, 150_000);
    }
}
