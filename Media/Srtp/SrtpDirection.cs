using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PbxBridge.Media.Srtp;

/// <summary>SRTP and SRTCP in one direction (RFC 3711): opens what comes, or seals what goes, packet by packet in place.</summary>
/// <remarks>The relay's thread. Each SSRC has a rollover counter and a replay window of its own; more than <see cref="MostStreams"/> in one leg push
/// the oldest out.</remarks>
internal sealed class SrtpDirection : IDisposable
{
    /// <summary>So much longer may a packet become.</summary>
    public const int Growth = 4 + RtcpTag;

    private const int MostStreams = 64;
    private const int RtcpTag = 10;
    private const int RtcpHead = 8;
    private const uint Encrypted = 0x8000_0000;

    private readonly SrtpKeys _rtp;
    private readonly SrtpKeys _rtcp;
    private readonly int _tag;
    private readonly List<Stream> _streams = new(2);

    public SrtpDirection(SrtpKey key)
    {
        var secret = Convert.FromBase64String(key.Inline);
        _rtp = new(secret.AsSpan(0, SrtpKeys.KeyLength), secret.AsSpan(SrtpKeys.KeyLength), 0);
        _rtcp = new(secret.AsSpan(0, SrtpKeys.KeyLength), secret.AsSpan(SrtpKeys.KeyLength), 3);
        _tag = key.Suite.RtpTag;
    }

    /// <summary>Checks and decrypts.</summary>
    /// <returns>Length of the RTP packet; 0 when it is not authentic, or came before (§3.3).</returns>
    public int OpenRtp(Span<byte> packet)
    {
        var end = packet.Length - _tag;
        if (HeaderLength(packet[..Math.Max(0, end)]) is not (> 0 and var head))
            return 0;
        var ssrc = Ssrc(packet, 8);
        var known = Find(ssrc);
        if (IndexOf(known?.Rtp ?? default, packet) is not { } index || known?.Rtp.Allows(index) == false)
            return 0;
        Span<byte> tag = stackalloc byte[_tag];
        _rtp.Tag(packet[..end], (uint)(index >> 16), tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[end..]))
            return 0;
        (known ?? Add(ssrc)).Rtp.Take(index);
        _rtp.Apply(ssrc, index, packet[head..end]);
        return end;
    }

    /// <summary>Encrypts and signs; the buffer has room for <see cref="Growth"/> more.</summary>
    /// <returns>Length of the SRTP packet; 0 for one that must not be sent: none, or one whose key stream was used already.</returns>
    public int SealRtp(Span<byte> buffer, int length)
    {
        var packet = buffer[..length];
        if (HeaderLength(packet) is not (> 0 and var head))
            return 0;
        var ssrc = Ssrc(packet, 8);
        var stream = Find(ssrc) ?? Add(ssrc);
        if (IndexOf(stream.Rtp, packet) is not { } index || !stream.Rtp.Allows(index))
            return 0;
        stream.Rtp.Take(index);
        _rtp.Apply(ssrc, index, packet[head..]);
        _rtp.Tag(packet, (uint)(index >> 16), buffer.Slice(length, _tag));
        return length + _tag;
    }

    /// <inheritdoc cref="OpenRtp"/>
    public int OpenRtcp(Span<byte> packet)
    {
        var end = packet.Length - RtcpTag - 4;
        if (end < RtcpHead)
            return 0;
        var word = BinaryPrimitives.ReadUInt32BigEndian(packet[end..]);
        var (ssrc, index) = (Ssrc(packet, 4), word & ~Encrypted);
        var known = Find(ssrc);
        if (known?.Rtcp.Allows(index) == false)
            return 0;
        Span<byte> tag = stackalloc byte[RtcpTag];
        _rtcp.Tag(packet[..(end + 4)], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[(end + 4)..]))
            return 0;
        (known ?? Add(ssrc)).Rtcp.Take(index);
        if ((word & Encrypted) != 0)
            _rtcp.Apply(ssrc, index, packet[RtcpHead..end]);
        return end;
    }

    /// <inheritdoc cref="SealRtp"/>
    public int SealRtcp(Span<byte> buffer, int length)
    {
        if (length < RtcpHead)
            return 0;
        var ssrc = Ssrc(buffer, 4);
        var stream = Find(ssrc) ?? Add(ssrc);
        var index = stream.NextRtcp++ & ~Encrypted;
        _rtcp.Apply(ssrc, index, buffer[RtcpHead..length]);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[length..], index | Encrypted);
        _rtcp.Tag(buffer[..(length + 4)], buffer.Slice(length + 4, RtcpTag));
        return length + Growth;
    }

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    // §3.3.1: the index nearest to the highest one so far. Null: before the first.
    private static ulong? IndexOf(in ReplayWindow window, ReadOnlySpan<byte> packet)
    {
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (!window.HasAny)
            return sequence;
        var (rollover, last) = (window.Highest >> 16, (ushort)window.Highest);
        if (last < 0x8000 && sequence - last > 0x8000)
            return rollover == 0 ? null : ((rollover - 1) << 16) | sequence;
        return last >= 0x8000 && last - 0x8000 > sequence ? ((rollover + 1) << 16) | sequence : (rollover << 16) | sequence;
    }

    // Where the payload begins; 0 when this is no RTP. Padding is inside what is encrypted.
    private static int HeaderLength(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 12 || packet[0] >> 6 != 2)
            return 0;
        var length = 12 + ((packet[0] & 0x0F) * 4);
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < length + 4)
                return 0;
            length += 4 + (BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]) * 4);
        }
        return length <= packet.Length ? length : 0;
    }

    private static uint Ssrc(ReadOnlySpan<byte> packet, int at) => BinaryPrimitives.ReadUInt32BigEndian(packet[at..]);

    private Stream? Find(uint ssrc)
    {
        foreach (var stream in _streams)
        {
            if (stream.Ssrc == ssrc)
                return stream;
        }
        return null;
    }

    private Stream Add(uint ssrc)
    {
        if (_streams.Count == MostStreams)
            _streams.RemoveAt(0);
        var stream = new Stream(ssrc);
        _streams.Add(stream);
        return stream;
    }

    private sealed class Stream(uint ssrc)
    {
        public readonly uint Ssrc = ssrc;
        public ReplayWindow Rtp;
        public ReplayWindow Rtcp;
        public uint NextRtcp;
    }
}
