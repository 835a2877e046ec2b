using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Transport;

/// <summary>One TCP or TLS connection: a reader, a writer, and the messages that wait on both sides.</summary>
/// <remarks>The loop calls <see cref="Send"/> and the members named so; reader, writer, connect and handshake run on the pool.</remarks>
internal sealed class StreamConnection : ITimerOwner
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly StreamTransport _owner;
    private readonly StreamInbox _inbox;
    private readonly Channel<Outgoing> _writes;
    private readonly List<Flow> _unsent = [];
    private readonly CancellationTokenSource _stop;
    private readonly LoopTimer _idle;
    private long _activeAt;
    private bool _isOpen;
    private volatile bool _isClosing;

    public StreamConnection(StreamTransport owner, Flow flow)
    {
        _owner = owner;
        Flow = flow;
        _inbox = new StreamInbox(this, owner);
        _idle = new LoopTimer(this);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(owner.Stopping);
        _writes = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(owner.Options.WriteQueue) { SingleReader = true });
    }

    public Flow Flow { get; }

    /// <summary>It takes no more messages.</summary>
    public bool IsClosing => _isClosing;

    /// <summary>Queues one message; when the queue is full the peer does not read and the connection is closed. On the loop.</summary>
    public void Send(ReadOnlySpan<byte> message, in Flow to)
    {
        if (_writes.Writer.TryWrite(new Outgoing(message.ToArray(), to, IsMessage: true)))
        {
            MarkActive();
            return;
        }
        _owner.Fail(to);
        Close();
    }

    /// <summary>Closes once what is queued is written. On the loop.</summary>
    public void CloseAfterWrites()
    {
        _isClosing = true;
        _owner.Forget(this);
        _writes.Writer.TryComplete();
    }

    public void StartIdleTimer()
    {
        MarkActive();
        _owner.Loop.Timers.Arm(_idle, _owner.Options.IdleTimeout);
    }

    public void StopIdleTimer() => _owner.Loop.Timers.Cancel(_idle);

    public void TimerFired(LoopTimer timer)
    {
        var left = _owner.Options.IdleTimeout - _owner.Loop.Time.GetElapsedTime(Volatile.Read(ref _activeAt));
        if (left > TimeSpan.Zero)
            _owner.Loop.Timers.Arm(timer, left);
        else
            Close();
    }

    /// <summary>The peer is alive. Partial messages do not count: a peer that trickles octets is idle.</summary>
    public void MarkActive() => Volatile.Write(ref _activeAt, _owner.Loop.Time.GetTimestamp());

    /// <summary>Answers a CRLF keepalive (RFC 5626 §4.4.1). From the reader.</summary>
    public void Pong() => _writes.Writer.TryWrite(new Outgoing(StreamInbox.Pong, Flow, IsMessage: false));

    /// <summary>The life of the connection, from connect or accept to its end.</summary>
    /// <param name="accepted">The accepted socket; null = connect to the flow's remote.</param>
    /// <param name="left">Called at the end.</param>
    public async Task RunAsync(Socket? accepted, Action? left)
    {
        // Nothing of this may run on the loop's thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Stream? stream = null;
        var socket = accepted;
        try
        {
            socket ??= await ConnectAsync().ConfigureAwait(false);
            socket.NoDelay = true;
            stream = await SecureAsync(new NetworkStream(socket, ownsSocket: true), accepted is null).ConfigureAwait(false);
            _isOpen = true;
            _owner.Loop.Post(() => _owner.Opened(this));
            await PumpAsync(stream).ConfigureAwait(false);
            if (_inbox.HasFailed)
                await LingerAsync(socket).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // The peer went, refused, or speaks no TLS: Ended tells the sink.
        }
        catch (Exception e)
        {
            _owner.Loop.Fault(e);
        }
        finally
        {
            if (stream is not null)
                await DisposeQuietlyAsync(stream).ConfigureAwait(false);
            socket?.Dispose();
            left?.Invoke();
            _owner.Loop.Post(End);
        }
    }

    private static bool IsBroken(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or AuthenticationException or ObjectDisposedException
            or System.ComponentModel.Win32Exception;

    private static async Task DisposeQuietlyAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // The close_notify of a broken TLS connection cannot be sent.
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var family = Flow.Remote.IsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using var limit = new CancellationTokenSource(_owner.Options.ConnectTimeout, _owner.Loop.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
            if (!_owner.Local.IsAny)
                socket.Bind(_owner.Local.WithPort(0).ToIPEndPoint());
            await socket.ConnectAsync(Flow.Remote.ToIPEndPoint(), either.Token).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream plain, bool isClient)
    {
        if (Flow.Transport != TransportKind.Tls || _owner.Tls is not { } tls)
            return plain;
        using var limit = new CancellationTokenSource(_owner.Options.HandshakeTimeout, _owner.Loop.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        return isClient
            ? await tls.ConnectAsync(plain, Flow.Remote, either.Token).ConfigureAwait(false)
            : await tls.AcceptAsync(plain, either.Token).ConfigureAwait(false);
    }

    private async Task PumpAsync(Stream stream)
    {
        var reading = _inbox.ReadAsync(stream, _stop.Token);
        var writing = WriteAsync(stream, _stop.Token);
        var first = await Task.WhenAny(reading, writing).ConfigureAwait(false);
        if (ReferenceEquals(first, reading))
        {
            // After a framing fault the answer is still to be written; CloseAfterWrites ends the writer.
            if (!_inbox.HasFailed)
            {
                _isClosing = true;
                _writes.Writer.TryComplete();
            }
            _stop.CancelAfter(_owner.Options.HandshakeTimeout);
        }
        else
        {
            _isClosing = true;
            await _stop.CancelAsync().ConfigureAwait(false);
        }
        await Task.WhenAll(reading, writing).ConfigureAwait(false);
    }

    // Closing with unread octets would reset the connection and take the answer with it: read on until the peer has closed.
    private async Task LingerAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Linger, _owner.Loop.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _owner.Stopping);
        socket.Shutdown(SocketShutdown.Send);
        var discarded = new byte[4096];
        while (await socket.ReceiveAsync(discarded, either.Token).ConfigureAwait(false) > 0)
        {
        }
    }

    private async Task WriteAsync(Stream stream, CancellationToken stop)
    {
        var batch = new WriteBatch();
        var reader = _writes.Reader;
        while (await reader.WaitToReadAsync(stop).ConfigureAwait(false))
        {
            _unsent.Clear();
            batch.Clear();
            while (batch.HasRoom && reader.TryRead(out var next))
            {
                batch.Add(next.Bytes);
                NoteUnsent(next);
            }
            await stream.WriteAsync(batch.Written, stop).ConfigureAwait(false);
            _unsent.Clear();
        }
    }

    private void NoteUnsent(in Outgoing item)
    {
        if (item.IsMessage && !_unsent.Contains(item.To))
            _unsent.Add(item.To);
    }

    private void Close()
    {
        _isClosing = true;
        _owner.Forget(this);
        _stop.Cancel();
    }

    // On the loop.
    private void End()
    {
        _isClosing = true;
        _writes.Writer.TryComplete();
        while (_writes.Reader.TryRead(out var next))
            NoteUnsent(next);
        _owner.Ended(this, _isOpen, _unsent);
        _stop.Dispose();
    }

    private readonly record struct Outgoing(byte[] Bytes, Flow To, bool IsMessage);
}
