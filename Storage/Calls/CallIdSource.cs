using System.Buffers.Binary;

namespace PbxBridge.Storage.Calls;

/// <summary>Makes call ids that never repeat and always grow, also within a millisecond and when the clock is set back. Any thread.</summary>
/// <param name="fill">Fills a span with random bytes; 10 are asked for.</param>
public sealed class CallIdSource(TimeProvider time, Action<Span<byte>> fill)
{
    private readonly Lock _gate = new();
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
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        fill(bytes[6..]);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
