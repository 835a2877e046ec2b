using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Sip.Transport;

/// <summary>One datagram a call through Socket and SocketAddress, without garbage: for systems without recvmmsg.</summary>
internal sealed class PortableDatagramSocket(Socket socket) : IDatagramSocket
{
    private readonly byte[] _buffer = new byte[65_536];
    private readonly SocketAddress _source = new(socket.AddressFamily);
    private readonly SocketAddress _target = new(socket.AddressFamily);
    private readonly bool _ipv6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
    private readonly Queue<IpEndpoint> _unreachable = new();
    private int _length;

    public Socket Socket { get; } = socket;

    public int BatchSize => 1;

    public long DroppedSends { get; private set; }

    public long? FirstStamp => null;

    public int Receive()
    {
        // A poll costs less than the exception of an empty socket.
        if (!Socket.Poll(0, SelectMode.SelectRead))
            return 0;
        try
        {
            _length = Socket.ReceiveFrom(_buffer, SocketFlags.None, _source);
            return 1;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.MessageSize or SocketError.ConnectionReset
                                            or SocketError.ConnectionRefused)
        {
            // A datagram that was cut, or an ICMP error without its peer: nothing to deliver, go on with the next.
            _length = 0;
            return 1;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.Interrupted)
        {
            return 0;
        }
    }

    public ReadOnlySpan<byte> Datagram(int index, out IpEndpoint source) =>
        SocketAddresses.TryRead(_source.Buffer.Span[.._source.Size], _ipv6, out source) ? _buffer.AsSpan(0, _length) : default;

    public void Send(ReadOnlySpan<byte> datagram, IpEndpoint to)
    {
        var family = (_target.Buffer.Span[0], _target.Buffer.Span[1]);
        _target.Size = SocketAddresses.Write(_target.Buffer.Span, to, _ipv6);
        // The number of the family is the system's own.
        (_target.Buffer.Span[0], _target.Buffer.Span[1]) = family;
        try
        {
            Socket.SendTo(datagram, SocketFlags.None, _target);
        }
        catch (SocketException e)
        {
            DroppedSends++;
            if (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable)
                _unreachable.Enqueue(to);
        }
    }

    public void Flush()
    {
    }

    public bool TryReadError(out IpEndpoint peer) => _unreachable.TryDequeue(out peer);

    public void Dispose() => Socket.Dispose();
}
