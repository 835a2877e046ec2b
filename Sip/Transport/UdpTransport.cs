using System.Net;
using System.Net.Sockets;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Transport;

/// <summary>One UDP listener. The loop reads it inline; what is sent in a turn leaves as one batch.</summary>
/// <remarks>The socket is never shared (no SO_REUSEADDR, no SO_REUSEPORT): a second process would silently get half the datagrams.</remarks>
public sealed class UdpTransport : IStartedTransport, IPolledSocket
{
    /// <summary>The longest datagram payload over IPv4 (65,535 octets less both headers).</summary>
    public const int MaxDatagram = 65_507;

    private const int BufferBytes = 8 * 1024 * 1024;
    private const int DatagramsPerTurn = 128;

    private readonly SignallingLoop _loop;
    private readonly byte _listener;
    private readonly IDatagramSocket _socket;
    private IMessageSink? _sink;
    private long _unsendable;

    /// <summary>Binds the listener; nothing is delivered before <see cref="Start"/>.</summary>
    /// <param name="listener">The index of the listener in the transport table.</param>
    /// <param name="advertised">The address for Via and Contact; null = the bound one. Port 0 stands for the bound port.</param>
    /// <exception cref="ListenerException">The port is taken or the address is not ours.</exception>
    public UdpTransport(SignallingLoop loop, byte listener, ListenerAddress address, IpEndpoint? advertised = null)
        : this(loop, listener, address, advertised, portable: !Libc.IsSupported)
    {
    }

    internal UdpTransport(SignallingLoop loop, byte listener, ListenerAddress address, IpEndpoint? advertised, bool portable)
    {
        _loop = loop;
        _listener = listener;
        var socket = ListenerSocket.Bind(address);
        SetBuffers(socket);
        socket.Blocking = false;
        Local = IpEndpoint.From((IPEndPoint)socket.LocalEndPoint!);
        AdvertisedOption = ListenerSocket.WithPort(advertised, Local);
        Advertised = AdvertisedOption ?? LocalRoute.Usable(Local);
        _socket = portable ? new PortableDatagramSocket(socket) : new NativeDatagramSocket(socket);
    }

    public TransportKind Kind => TransportKind.Udp;

    public IpEndpoint Advertised { get; }

    public IpEndpoint? AdvertisedOption { get; }

    public IpEndpoint Local { get; }

    /// <summary>Messages given to <see cref="Send"/>.</summary>
    public long Sent { get; private set; }

    /// <summary>Datagrams read.</summary>
    public long Received { get; private set; }

    /// <summary>Messages that did not leave: too long, or the kernel's buffer stayed full.</summary>
    public long DroppedSends => _socket.DroppedSends + _unsendable;

    bool IPolledSocket.IsReady { get; set; }

    Socket IPolledSocket.Socket => _socket.Socket;

    public void Start(IMessageSink sink)
    {
        _sink = sink;
        _loop.Attach(this);
    }

    /// <summary>Datagrams that the kernel dropped because the loop was too slow, of the socket's life; null where the system does not say. One call of the
    /// system: a few times a second is nothing. May be called from any thread.</summary>
    public long? ReadDrops() => UdpDrops.Read(_socket.Socket);

    public void Send(ReadOnlySpan<byte> message, in Flow to)
    {
        Sent++;
        if (message.Length > MaxDatagram || to.Remote.IsIPv4 != Local.IsIPv4)
        {
            _unsendable++;
            Fail(to);
            return;
        }
        _socket.Send(message, to.Remote);
    }

    public void Flush()
    {
        _socket.Flush();
        ReadErrors();
    }

    bool IPolledSocket.Drain()
    {
        for (var read = 0; read < DatagramsPerTurn;)
        {
            var count = _socket.Receive();
            if (count > 0 && _socket.FirstStamp is { } stamp)
                _loop.SetAge(new TimeSpan(_loop.Time.GetUtcNow().UtcTicks - stamp));
            for (var i = 0; i < count; i++)
            {
                var datagram = _socket.Datagram(i, out var source);
                Received++;
                // Four octets or less are keepalives (RFC 5626 §3.5.2 aside, phones send CRLF, zeros or nothing).
                if (datagram.Length > 4 && _sink is not null)
                    _loop.Deliver(_sink, datagram.ToArray(), new Flow(TransportKind.Udp, _listener, source));
            }
            if (count < _socket.BatchSize)
            {
                ReadErrors();
                return true;
            }
            read += count;
        }
        return false;
    }

    public void Dispose()
    {
        _loop.Detach(this);
        _socket.Dispose();
    }

    private void ReadErrors()
    {
        while (_socket.TryReadError(out var peer))
            Fail(new Flow(TransportKind.Udp, _listener, peer));
    }

    // Later, never from within Send: the sender is in the middle of its own step.
    private void Fail(Flow to)
    {
        if (_sink is { } sink)
            _loop.Post(() => sink.TransportFailed(to));
    }

    private static void SetBuffers(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                // SO_RCVBUFFORCE: above the system's limit, for the privileged.
                socket.SetRawSocketOption(1, 33, BitConverter.GetBytes(BufferBytes));
            }
            catch (SocketException)
            {
                // Not privileged: the kernel cuts the ordinary option to net.core.rmem_max.
                socket.ReceiveBufferSize = BufferBytes;
            }
        }
        else
        {
            socket.ReceiveBufferSize = BufferBytes;
        }
        socket.SendBufferSize = BufferBytes / 2;
    }
}
