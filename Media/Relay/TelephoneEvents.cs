using System.Buffers.Binary;

namespace PbxBridge.Media.Relay;

/// <summary>Finds key presses in telephone events (RFC 4733). All packets of one press carry the RTP timestamp of its start; the press is reported
/// with the first of them that arrives, be it the first, a middle one or only a repeated end.</summary>
internal struct TelephoneEvents
{
    private const string Keys = "0123456789*#ABCD";

    private bool _started;
    private uint _ssrc;
    private uint _timestamp;
    private byte _event;
    private bool _ended;
    private ushort _duration;

    /// <summary>The key whose press this packet tells of for the first time; null = nothing new.</summary>
    public char? On(uint ssrc, uint timestamp, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 4 || payload[0] >= Keys.Length)
            return null;
        var code = payload[0];
        var ended = (payload[1] & 0x80) != 0;
        var duration = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        if (_started && ssrc == _ssrc)
        {
            var ahead = (int)(timestamp - _timestamp);
            if (ahead < 0)
                return null;
            // A press longer than 0xFFFF units goes on in a new segment, whose timestamp follows the full one (§2.5.1.3).
            var goesOn = ahead > 0 && !_ended && code == _event && _duration == 0xFFFF && ahead == 0xFFFF;
            if (ahead == 0 || goesOn)
            {
                _timestamp = timestamp;
                _ended |= ended;
                _duration = ahead == 0 ? Math.Max(_duration, duration) : duration;
                return null;
            }
        }
        (_started, _ssrc, _timestamp, _event, _ended, _duration) = (true, ssrc, timestamp, code, ended, duration);
        return Keys[code];
    }
}
