using System.Collections.Concurrent;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Transport;

/// <summary>The reading half of a connection: octets to whole messages, and the bounded queue of those that wait for the loop.</summary>
internal sealed class StreamInbox
{
    private const int SmallBuffer = 4096;
    private const int LargeBuffer = 65_536;
    private const int DeliveredAtOnce = 64;

    public static readonly byte[] Pong = "\r\n"u8.ToArray();

    private readonly StreamConnection _connection;
    private readonly StreamTransport _owner;
    private readonly ConcurrentQueue<byte[]> _waiting = new();
    private readonly SemaphoreSlim _room;
    private readonly Action _deliver;
    private int _isPosted;

    public StreamInbox(StreamConnection connection, StreamTransport owner)
    {
        _connection = connection;
        _owner = owner;
        _room = new SemaphoreSlim(owner.Options.ReceiveQueue);
        _deliver = Deliver;
    }

    /// <summary>The octets could not be framed; nothing more is read.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Reads to the end of the stream, or to the first framing fault.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken stop)
    {
        var framer = new StreamFramer();
        var buffer = new byte[SmallBuffer];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, stop).ConfigureAwait(false);
            if (count == 0)
                return;
            framer.Append(buffer.AsSpan(0, count));
            if (!await TakeAsync(framer, stop).ConfigureAwait(false))
                return;
            if (count == buffer.Length && count < LargeBuffer)
                buffer = new byte[count * 4];
        }
    }

    private async ValueTask<bool> TakeAsync(StreamFramer framer, CancellationToken stop)
    {
        while (true)
        {
            var verdict = framer.TryNext(out var message, out _);
            if (verdict == FrameVerdict.NeedMore)
                return true;
            if (verdict == FrameVerdict.KeepAlivePing)
            {
                _connection.MarkActive();
                _connection.Pong();
                continue;
            }
            HasFailed = verdict == FrameVerdict.Failed;
            if (message is not null)
            {
                _connection.MarkActive();
                await _room.WaitAsync(stop).ConfigureAwait(false);
                _waiting.Enqueue(message);
                Post();
            }
            if (!HasFailed)
                continue;
            // Behind the deliveries in the loop's queue: the answer to the fault is written first.
            _owner.Loop.Post(CloseWhenDelivered);
            return false;
        }
    }

    private void CloseWhenDelivered()
    {
        if (_waiting.IsEmpty)
            _connection.CloseAfterWrites();
        else
            _owner.Loop.Post(CloseWhenDelivered);
    }

    private void Post()
    {
        if (Interlocked.Exchange(ref _isPosted, 1) == 0)
            _owner.Loop.Post(_deliver);
    }

    // On the loop. A full connection takes turns with the others.
    private void Deliver()
    {
        Volatile.Write(ref _isPosted, 0);
        for (var i = 0; i < DeliveredAtOnce; i++)
        {
            if (!_waiting.TryDequeue(out var message))
                return;
            _room.Release();
            if (_owner.Sink is { } sink)
                _owner.Loop.Deliver(sink, message, _connection.Flow);
        }
        Post();
    }
}
