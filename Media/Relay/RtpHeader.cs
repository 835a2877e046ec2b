using System.Buffers.Binary;

namespace PbxBridge.Media.Relay;

/// <summary>The fixed part of an RTP packet (RFC 3550 §5.1) and where its payload lies.</summary>
internal readonly record struct RtpHeader(byte PayloadType, bool Marker, ushort Sequence, uint Timestamp, uint Ssrc, int PayloadStart, int PayloadEnd)
{
    public const int MinLength = 12;

    /// <summary>False when the packet is not RTP version 2, or its lists and padding do not fit into it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < MinLength || packet[0] >> 6 != 2)
            return false;
        var start = MinLength + ((packet[0] & 0x0F) * 4);
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < start + 4)
                return false;
            start += 4 + (BinaryPrimitives.ReadUInt16BigEndian(packet[(start + 2)..]) * 4);
        }
        var end = packet.Length;
        if ((packet[0] & 0x20) != 0)
            end -= packet[^1];
        if (start > end)
            return false;
        header = new RtpHeader((byte)(packet[1] & 0x7F), (packet[1] & 0x80) != 0, BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[4..]), BinaryPrimitives.ReadUInt32BigEndian(packet[8..]), start, end);
        return true;
    }

    public static void Write(Span<byte> packet, byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc)
    {
        packet[0] = 0x80;
        packet[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc);
    }
}
