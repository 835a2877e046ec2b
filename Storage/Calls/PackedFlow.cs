namespace PbxBridge.Storage.Calls;

/// <summary>Messages of one call, gathered in one buffer. Filled by one thread, then handed over whole.</summary>
/// <remarks>Per message: milliseconds since the start of the call; its end × 4, + 2 when only the first line is there, + 1 when it was sent; length; octets. Numbers are
/// 7 bits an octet (LEB128).</remarks>
public sealed class PackedFlow : IDisposable
{
    // The messages of a plain call of two legs.
    private const int FirstSize = 8 * 1024;

    private readonly PackedFlowPool _pool;
    private readonly List<FlowEnd> _ends = [];
    private byte[] _buffer = new byte[FirstSize];
    private int _length;

    internal PackedFlow(PackedFlowPool pool) => _pool = pool;

    /// <summary>Messages in it.</summary>
    public int Count { get; private set; }

    /// <summary>Octets used; grows with every message by its size and a little more.</summary>
    public int Size => _length;

    /// <summary>The legs and peers that the messages name by their place.</summary>
    internal IReadOnlyList<FlowEnd> Ends => _ends;

    /// <param name="milliseconds">Since the start of the call.</param>
    public void Add(long milliseconds, string leg, bool sent, string peer, ReadOnlySpan<byte> message) => Add(milliseconds, leg, sent, peer, message, firstLineOnly: false);

    /// <summary>Empties it and gives it back to its pool: once, by its owner.</summary>
    public void Dispose()
    {
        Clear();
        _pool.Return(this, _buffer.Length);
    }

    /// <summary>Hides numbers in the messages, which keep their length.</summary>
    internal void Mask(NumberMask mask) => mask.Apply(_buffer.AsSpan(0, _length));

    internal void Clear()
    {
        (_length, Count) = (0, 0);
        _ends.Clear();
    }

    internal void Add(FlowEvent message)
    {
        var isWhole = message.Raw.Length > 0;
        Add((long)message.At.TotalMilliseconds, message.Leg, message.Sent, message.Peer, isWhole ? message.Raw.Span : System.Text.Encoding.UTF8.GetBytes(message.FirstLine), !isWhole);
    }

    internal Messages Read() => new(_buffer.AsSpan(0, _length));

    private void Add(long milliseconds, string leg, bool sent, string peer, ReadOnlySpan<byte> message, bool firstLineOnly)
    {
        if (_length + message.Length + 30 > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_length + message.Length + 30, _buffer.Length * 2));
        Number((ulong)Math.Max(0, milliseconds));
        Number(((ulong)EndOf(leg, peer) << 2) | (firstLineOnly ? 2u : 0) | (sent ? 1u : 0));
        Number((ulong)message.Length);
        message.CopyTo(_buffer.AsSpan(_length));
        _length += message.Length;
        Count++;
    }

    private int EndOf(string leg, string peer)
    {
        for (var i = 0; i < _ends.Count; i++)
        {
            if (_ends[i].Leg == leg && _ends[i].Peer == peer)
                return i;
        }
        _ends.Add(new FlowEnd(leg, peer));
        return _ends.Count - 1;
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _buffer[_length++] = (byte)(value | 0x80);
        _buffer[_length++] = (byte)value;
    }

    /// <summary>Goes through the messages in order.</summary>
    internal ref struct Messages(ReadOnlySpan<byte> packed)
    {
        private ReadOnlySpan<byte> _rest = packed;

        public long Milliseconds { get; private set; }

        public int End { get; private set; }

        public bool Sent { get; private set; }

        public bool FirstLineOnly { get; private set; }

        public ReadOnlySpan<byte> Octets { get; private set; }

        public bool Next()
        {
            if (_rest.IsEmpty)
                return false;
            Milliseconds = (long)Number();
            var flags = Number();
            (End, FirstLineOnly, Sent) = ((int)(flags >> 2), (flags & 2) != 0, (flags & 1) != 0);
            var length = (int)Number();
            Octets = _rest[..length];
            _rest = _rest[length..];
            return true;
        }

        private ulong Number()
        {
            var (value, shift) = (0UL, 0);
            while (true)
            {
                var octet = _rest[0];
                _rest = _rest[1..];
                value |= (ulong)(octet & 0x7f) << shift;
                if (octet < 0x80)
                    return value;
                shift += 7;
            }
        }
    }
}

/// <summary>Where messages of a call come from or go to.</summary>
/// <param name="Leg"><c>A</c>, <c>B1</c> …</param>
/// <param name="Peer">The other side.</param>
internal readonly record struct FlowEnd(string Leg, string Peer);
