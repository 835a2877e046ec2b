using System.Buffers.Binary;

namespace PbxBridge.Storage.Calls;

/// <summary>Makes call ids that never repeat and always grow, also within a millisecond and when the clock is set back. Any thread.</summary>
/// <param name="fill">Fills a span with random bytes. What it costs hardly grows with their number: many calls' worth is asked for at once.</param>
public sealed class CallIdSource(TimeProvider time, Action<Span<byte>> fill)
{
    private const int Drawn = 10;

    private readonly Lock _gate = new();
    private readonly byte[] _random = new byte[64 * Drawn];
    private int _used = 64 * Drawn;
    private DateTimeOffset _lastAt = DateTimeOffset.MinValue;
    private UInt128 _lastRandom;

    public string Next()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        lock (_gate)
        {
            if (now > _lastAt)
            {
                _lastAt = now;
                _lastRandom = Draw();
            }
            else if (++_lastRandom > CallId.RandomMask)
            {
                _lastAt = _lastAt.AddMilliseconds(1);
                _lastRandom = Draw();
            }

            return CallId.Format(_lastAt, _lastRandom);
        }
    }

    private UInt128 Draw()
    {
        if (_used == _random.Length)
        {
            fill(_random);
            _used = 0;
        }
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        _random.AsSpan(_used, Drawn).CopyTo(bytes[6..]);
        _used += Drawn;
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
