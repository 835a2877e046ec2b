using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Calls;

/// <summary>The messages of one call as they passed the socket, copied into one buffer until the store takes them.</summary>
internal sealed class CallFlow(long startedAt) : IDisposable
{
    /// <summary>What one call may keep; later messages are counted, not kept.</summary>
    private const int MostBytes = 64 * 1024;

    private readonly List<Entry> _entries = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _used;

    public void Add(long now, string leg, bool sent, string peer, ReadOnlySpan<byte> message)
    {
        if (_used + message.Length > MostBytes)
            return;
        if (_used + message.Length > _buffer.Length)
            Grow(_used + message.Length);
        message.CopyTo(_buffer.AsSpan(_used));
        _entries.Add(new Entry(now - startedAt, leg, sent, peer, _used, message.Length));
        _used += message.Length;
    }

    /// <summary>What was kept so far, as the store takes it. The flow is empty afterwards.</summary>
    public ImmutableArray<FlowEvent> Take()
    {
        var events = ImmutableArray.CreateBuilder<FlowEvent>(_entries.Count);
        foreach (var entry in _entries)
        {
            var raw = _buffer.AsSpan(entry.At, entry.Length);
            events.Add(new FlowEvent(TimeSpan.FromMilliseconds(entry.Time), entry.Leg, entry.Sent, entry.Peer, FirstLine(raw), raw.ToArray()));
        }
        _entries.Clear();
        _used = 0;
        return events.MoveToImmutable();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _entries.Clear();
    }

    private static string FirstLine(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n"u8);
        return Encoding.UTF8.GetString(end < 0 ? message : message[..end]);
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, _buffer.Length * 2));
        _buffer.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private readonly record struct Entry(long Time, string Leg, bool Sent, string Peer, int At, int Length);
}
