using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PbxBridge.Media.Srtp;

/// <summary>SRTP and SRTCP in one direction (RFC 3711): opens what comes, or seals what goes, packet by packet in place.</summary>
/// <remarks>The relay's thread. A key stream is used once (§9.1): each SSRC has a rollover counter and a replay window of its own, and a stream that would be sealed with
/// what was used goes on under another SSRC.</remarks>
internal sealed class SrtpDirection : IDisposable
{
    /// <summary>So much longer may a packet become.</summary>
    public const int Growth = 4 + RtcpTag;

    private const int RtcpTag = 10;
    private const int RtcpHead = 8;
    private const uint Encrypted = 0x8000_0000;

    private readonly SrtpKeys _rtp;
    private readonly SrtpKeys _rtcp;
    private readonly int _tag;
    private readonly SrtpStreams _streams = new();
    private readonly SrtpStreams? _former;
    private uint _nextRtcp;

    /// <param name="former">The direction before this key: its counters may go on (§3.3.1), or begin anew, as most do.</param>
    public SrtpDirection(SrtpKey key, SrtpDirection? former = null)
    {
        var secret = Convert.FromBase64String(key.Inline);
        _rtp = new(secret.AsSpan(0, SrtpKeys.KeyLength), secret.AsSpan(SrtpKeys.KeyLength), 0);
        _rtcp = new(secret.AsSpan(0, SrtpKeys.KeyLength), secret.AsSpan(SrtpKeys.KeyLength), 3);
        _tag = key.Suite.RtpTag;
        _former = former?._streams;
    }

    /// <summary>Checks and decrypts.</summary>
    /// <returns>Length of the RTP packet; 0 when it is not authentic, or came before (§3.3).</returns>
    public int OpenRtp(Span<byte> packet)
    {
        var end = packet.Length - _tag;
        if (HeaderLength(packet[..Math.Max(0, end)]) is not (> 0 and var head))
            return 0;
        var (ssrc, sequence) = (Ssrc(packet, 8), Sequence(packet));
        var known = _streams.Find(ssrc);
        if ((known?.Rtp ?? default).IndexOf(sequence) is not { } index || known?.Rtp.Allows(index) == false)
            return 0;
        if (!IsAuthentic(packet, end, index))
        {
            if (known is not null || _former?.Find(ssrc)?.Rtp.IndexOf(sequence) is not { } continued || !IsAuthentic(packet, end, continued))
                return 0;
            index = continued;
        }
        (known ?? _streams.Add(ssrc)).Rtp.Take(index);
        _rtp.Apply(ssrc, index, packet[head..end]);
        return end;
    }

    /// <summary>Encrypts and signs; the buffer has room for <see cref="Growth"/> more.</summary>
    /// <returns>Length of the SRTP packet; 0 for one that must not be sent: none, or one that was sent already.</returns>
    public int SealRtp(Span<byte> buffer, int length)
    {
        var packet = buffer[..length];
        if (HeaderLength(packet) is not (> 0 and var head))
            return 0;
        var (ssrc, sequence) = (Ssrc(packet, 8), Sequence(packet));
        var stream = _streams.Find(ssrc) ?? _streams.Add(ssrc);
        if (stream.Rtp.IndexOf(sequence) is not { } index || stream.Rtp.IsPast(index))
        {
            // Somebody else with the same SSRC, one who began anew, or one who went on counting through a long hold.
            _streams.BeginAnew(stream);
            index = sequence;
        }
        else if (!stream.Rtp.Allows(index))
        {
            return 0;
        }
        stream.Rtp.Take(index);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], stream.Told);
        _rtp.Apply(stream.Told, index, packet[head..]);
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
        var known = _streams.Find(ssrc);
        if (known?.Rtcp.Allows(index) == false)
            return 0;
        Span<byte> tag = stackalloc byte[RtcpTag];
        _rtcp.Tag(packet[..(end + 4)], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, packet[(end + 4)..]))
            return 0;
        (known ?? _streams.Add(ssrc)).Rtcp.Take(index);
        if ((word & Encrypted) != 0)
            _rtcp.Apply(ssrc, index, packet[RtcpHead..end]);
        return end;
    }

    /// <summary>The same for a report. Its index counts for all SSRCs together, so that none needs to be remembered.</summary>
    public int SealRtcp(Span<byte> buffer, int length)
    {
        if (length < RtcpHead)
            return 0;
        var ssrc = Ssrc(buffer, 4);
        if (_streams.Find(ssrc) is { } stream)
            BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], ssrc = stream.Told);
        var index = _nextRtcp++ & ~Encrypted;
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

    private bool IsAuthentic(ReadOnlySpan<byte> packet, int end, ulong index)
    {
        Span<byte> tag = stackalloc byte[_tag];
        _rtp.Tag(packet[..end], (uint)(index >> 16), tag);
        return CryptographicOperations.FixedTimeEquals(tag, packet[end..]);
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

    private static ushort Sequence(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
}
