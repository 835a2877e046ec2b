using System.Text;

namespace PbxBridge.Storage.Calls;

/// <summary>Messages of one call in the form in which the store keeps them, gathered in one buffer. Filled by one thread, then handed over whole.</summary>
/// <remarks>Per message: milliseconds since the start of the call, sent or not, leg, peer, message; numbers are 7 bits a byte (LEB128), texts and messages have
/// their length before them.</remarks>
public sealed class PackedFlow : IDisposable
{
    // The messages of a plain call of two legs.
    private const int FirstSize = 12 * 1024;

    private readonly PackedFlowPool _pool;
    private byte[] _buffer = new byte[FirstSize];
    private int _length;

    internal PackedFlow(PackedFlowPool pool) => _pool = pool;

    /// <summary>Messages in it.</summary>
    public int Count { get; private set; }

    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Octets used; grows with every message by its size and a little more.</summary>
    public int Size => _length;

    /// <param name="milliseconds">Since the start of the call.</param>
    public void Add(long milliseconds, string leg, bool sent, string peer, ReadOnlySpan<byte> message)
    {
        Reserve(message.Length + (3 * (leg.Length + peer.Length)) + 32);
        Number((ulong)Math.Max(0, milliseconds));
        Number(sent ? 1u : 0);
        Text(leg);
        Text(peer);
        Number((ulong)message.Length);
        message.CopyTo(_buffer.AsSpan(_length));
        _length += message.Length;
        Count++;
    }

    /// <summary>Empties it and gives it back to its pool: once, by its owner.</summary>
    public void Dispose()
    {
        (_length, Count) = (0, 0);
        _pool.Return(this, _buffer.Length);
    }

    /// <summary>Hides numbers in the messages, which keep their length.</summary>
    internal void Mask(NumberMask mask) => mask.Apply(_buffer.AsSpan(0, _length));

    private void Reserve(int more)
    {
        if (_length + more > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_length + more, _buffer.Length * 2));
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _buffer[_length++] = (byte)(value | 0x80);
        _buffer[_length++] = (byte)value;
    }

    // Names of legs and peers are short: their length fits one octet.
    private void Text(string text)
    {
        var length = Encoding.UTF8.GetBytes(text.AsSpan(0, Math.Min(text.Length, 40)), _buffer.AsSpan(_length + 1));
        _buffer[_length] = (byte)length;
        _length += length + 1;
    }
}
