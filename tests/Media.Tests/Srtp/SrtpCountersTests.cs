using System.Buffers.Binary;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Media.Tests.Srtp;

/// <summary>Streams that begin anew, stop for long, are many, or get another key (RFC 3711 §3.3.1, §9.1).</summary>
public sealed class SrtpCountersTests : IDisposable
{
    private const int Length = 20;
    private const uint Theirs = 0xCAFE;

    private readonly SrtpKey _key = SrtpKey.New(SrtpSuite.Sha1Tag80, 1);
    private readonly SrtpDirection _sender;
    private readonly SrtpDirection _receiver;

    public SrtpCountersTests() => (_sender, _receiver) = (new(_key), new(_key));

    [Theory]
    [InlineData(5_000, 1)]
    [InlineData(5_000, 60_536)]
    [InlineData(40_000, 20_000)]
    [InlineData(40_000, 30_000)]
    public void One_who_begins_anew_or_goes_on_after_a_long_hold_with_the_same_SSRC_is_heard_under_another(ushort first, ushort then)
    {
        Hears(first, out var before);
        Hears((ushort)(first + 1), out var same);
        Hears(then, out var after);
        Hears((ushort)(then + 1), out var next);
        Assert.Equal((Theirs, Theirs), (before, same));
        Assert.NotEqual(Theirs, after);
        Assert.Equal(after, next);
        // Reports go with it.
        var buffer = new byte[64];
        byte[] report = [0x80, 201, 0, 1, 0, 0, 0xCA, 0xFE];
        report.CopyTo(buffer, 0);
        Assert.Equal(8, _receiver.OpenRtcp(buffer.AsSpan(0, _sender.SealRtcp(buffer, 8))));
        Assert.Equal(after, BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(4)));
    }

    [Fact]
    public void Going_on_after_a_gap_and_over_the_edge_is_the_same_stream()
    {
        foreach (var sequence in (ushort[])[20_000, 50_000, 65_535, 3, 30_000, 62_000, 10])
        {
            Hears(sequence, out var ssrc);
            Assert.Equal(Theirs, ssrc);
        }
    }

    [Fact]
    public void No_key_stream_is_used_twice_by_one_that_was_pushed_out()
    {
        var first = Sealed(7, Theirs);
        var report = SealedReport();
        for (var ssrc = 1u; ssrc <= 64; ssrc++)
            Sealed(7, ssrc);
        Assert.NotEqual(first[12..], Sealed(7, Theirs)[12..]);
        Assert.NotEqual(report[8..], SealedReport()[8..]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_a_new_key_the_peer_may_go_on_counting_or_begin_anew(bool goesOn)
    {
        Hears(65_535, out _);
        Hears(0, out _);
        var next = SrtpKey.New(SrtpSuite.Sha1Tag80, 1);
        using var receiver = new SrtpDirection(next, _receiver);
        using var sender = new SrtpDirection(next);
        if (goesOn)
        {
            Seal(sender, 65_535, Theirs);
            Seal(sender, 0, Theirs);
        }
        Assert.Equal(Length, receiver.OpenRtp(Seal(sender, 1, Theirs)));
        Assert.Equal(Length, receiver.OpenRtp(Seal(sender, 2, Theirs)));
        Assert.Equal(0, receiver.OpenRtp(Sealed(3, Theirs)));
    }

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
    }

    private void Hears(ushort sequence, out uint ssrc)
    {
        var packet = Sealed(sequence, Theirs);
        Assert.Equal(Length, _receiver.OpenRtp(packet));
        Assert.Equal(new byte[8], packet[12..Length]);
        ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8));
    }

    private byte[] Sealed(ushort sequence, uint ssrc) => Seal(_sender, sequence, ssrc);

    private static byte[] Seal(SrtpDirection sender, ushort sequence, uint ssrc)
    {
        var buffer = new byte[64];
        buffer[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(8), ssrc);
        return buffer[..sender.SealRtp(buffer, Length)];
    }

    private byte[] SealedReport()
    {
        var buffer = new byte[64];
        (buffer[0], buffer[1]) = (0x80, 201);
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(4), Theirs);
        return buffer[.._sender.SealRtcp(buffer, 12)];
    }
}
