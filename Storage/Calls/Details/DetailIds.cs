using System.Buffers.Binary;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>Ids of blobs of details: they grow with time, and two writers do not make the same. Any thread.</summary>
/// <param name="fill">Fills a span with random bytes.</param>
internal sealed class DetailIds(TimeProvider time, Action<Span<byte>> fill)
{
    // 41 bits of milliseconds are in use until 2039, 43 leave room beyond 2200.
    private const int ChanceBits = 20;

    private readonly Lock _gate = new();
    private long _last;

    public long Next()
    {
        Span<byte> chance = stackalloc byte[4];
        fill(chance);
        var id = (time.GetUtcNow().ToUnixTimeMilliseconds() << ChanceBits) | (BinaryPrimitives.ReadUInt32LittleEndian(chance) >> (32 - ChanceBits));
        lock (_gate)
            return _last = Math.Max(id, _last + 1);
    }
}
