using System.Net;
using System.Net.Sockets;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Transport;

/// <summary>One TCP or TLS listener with its connections, accepted and made by us.</summary>
/// <remarks>A flow with a connection number goes out on that connection. When it is gone, a response goes to the address of the
/// request and the port of its top Via (RFC 3261 §18.2.2) and a request fails. A flow without a number takes the connection that
/// exists to the peer, else one is made; messages queue meanwhile. A stream that cannot be framed is delivered as it is, so that
/// the parser judges it and the answer is written; then the connection is closed.</remarks>
public sealed class StreamTransport : IStartedTransport
{
    private readonly byte _listener;
    private readonly Socket _socket;
    private readonly ConnectionLimits _limits;
    private readonly Dictionary<int, StreamConnection> _byNumber = [];
    private readonly Dictionary<IpEndpoint, StreamConnection> _byRemote = [];
    private readonly CancellationTokenSource _stop = new();
    private int _lastNumber;
    private long _refused;

    /// <summary>Binds the listener; nothing is accepted before <see cref="Start"/>.</summary>
    /// <exception cref="ListenerException">The port is taken, the address is not ours, or TLS has no certificate.</exception>
    public StreamTransport(SignallingLoop loop, byte listener, ListenerAddress address, TransportOptions options)
    {
        Loop = loop;
        _listener = listener;
        Options = options;
        Kind = address.Kind;
        if (Kind == TransportKind.Tls && options.Tls is null)
            throw new ListenerException(address, $"The listener {address} cannot be opened: it has no certificate.");
        if (options.Tls is not null)
            Tls = new TlsHandshake(options.Tls);
        _limits = new ConnectionLimits(options.MaxConnections, options.MaxConnectionsPerSource);
        _socket = ListenerSocket.Bind(address);
        Local = IpEndpoint.From((IPEndPoint)_socket.LocalEndPoint!);
        AdvertisedOption = ListenerSocket.WithPort(options.AdvertisedOn(Local), Local);
        Advertised = AdvertisedOption ?? LocalRoute.Usable(Local);
    }

    public TransportKind Kind { get; }

    public IpEndpoint Advertised { get; }

    public IpEndpoint? AdvertisedOption { get; }

    public IpEndpoint Local { get; }

    /// <summary>Open connections and those being made. Read on the loop.</summary>
    public int Connections => _byNumber.Count;

    /// <summary>Connections turned away by a limit.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    internal SignallingLoop Loop { get; }

    internal TransportOptions Options { get; }

    internal TlsHandshake? Tls { get; }

    internal IMessageSink? Sink { get; private set; }

    internal CancellationToken Stopping => _stop.Token;

    public void Start(IMessageSink sink)
    {
        Sink = sink;
        _ = AcceptAsync(_stop.Token);
    }

    public void Send(ReadOnlySpan<byte> message, in Flow to)
    {
        var target = to.Remote;
        if (to.Connection != 0)
        {
            if (_byNumber.TryGetValue(to.Connection, out var own) && !own.IsClosing)
            {
                own.Send(message, to);
                return;
            }
            if (ResponseReturn.Port(message, Kind) is not { } port)
            {
                Fail(to);
                return;
            }
            target = target.WithPort(port);
        }
        if (!_byRemote.TryGetValue(target, out var connection) || connection.IsClosing)
            connection = Connect(target);
        connection.Send(message, to);
    }

    /// <summary>Nothing to do: connections are written by their own writers.</summary>
    public void Flush()
    {
    }

    public void Dispose()
    {
        if (_stop.IsCancellationRequested)
            return;
        _stop.Cancel();
        _socket.Dispose();
    }

    /// <summary>An accepted connection begins to deliver, or one of ours stands. On the loop.</summary>
    internal void Opened(StreamConnection connection)
    {
        _byNumber[connection.Flow.Connection] = connection;
        _byRemote.TryAdd(connection.Flow.Remote, connection);
        connection.StartIdleTimer();
    }

    /// <summary>The connection has ended; <paramref name="unsent"/> are the flows of messages that did not leave. On the loop.</summary>
    internal void Ended(StreamConnection connection, bool wasOpen, IReadOnlyList<Flow> unsent)
    {
        _byNumber.Remove(connection.Flow.Connection);
        Forget(connection);
        connection.StopIdleTimer();
        if (_stop.IsCancellationRequested || Sink is null)
            return;
        foreach (var flow in unsent)
            Sink.TransportFailed(flow);
        if (wasOpen)
            Sink.ConnectionClosed(connection.Flow);
    }

    /// <summary>New requests no longer take this connection.</summary>
    internal void Forget(StreamConnection connection)
    {
        if (_byRemote.TryGetValue(connection.Flow.Remote, out var known) && ReferenceEquals(known, connection))
            _byRemote.Remove(connection.Flow.Remote);
    }

    internal void Fail(Flow to)
    {
        if (Sink is { } sink)
            Loop.Post(() => sink.TransportFailed(to));
    }

    private StreamConnection Connect(IpEndpoint remote)
    {
        var connection = new StreamConnection(this, NextFlow(remote));
        _byNumber[connection.Flow.Connection] = connection;
        _byRemote[remote] = connection;
        _ = connection.RunAsync(null, null);
        return connection;
    }

    private Flow NextFlow(IpEndpoint remote) => new(Kind, _listener, remote, Interlocked.Increment(ref _lastNumber));

    private async Task AcceptAsync(CancellationToken stop)
    {
        // The descriptors of the process may be used up: try again each second.
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1), Loop.Time);
        try
        {
            while (true)
            {
                try
                {
                    Take(await _socket.AcceptAsync(stop).ConfigureAwait(false));
                }
                catch (SocketException e) when (!stop.IsCancellationRequested)
                {
                    if (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
                        await pause.WaitForNextTickAsync(stop).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The listener was closed.
        }
        catch (Exception e)
        {
            Loop.Fault(e);
        }
    }

    private void Take(Socket accepted)
    {
        if (accepted.RemoteEndPoint is not IPEndPoint from)
        {
            accepted.Dispose();
            return;
        }
        var remote = IpEndpoint.From(from);
        if (!_limits.TryEnter(remote))
        {
            Interlocked.Increment(ref _refused);
            accepted.Dispose();
            return;
        }
        _ = new StreamConnection(this, NextFlow(remote)).RunAsync(accepted, () => _limits.Leave(remote));
    }
}
