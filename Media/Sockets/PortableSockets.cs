using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Media.Sockets;

/// <summary>Any system: non-blocking sockets asked one after the other once a millisecond. For development machines, not for thousands of calls.</summary>
internal sealed class PortableSockets(IPAddress bind) : IPacketSockets
{
    private const int Batch = 8;
    private const int PacketLength = 2048;

    private readonly bool _isV6 = bind.AddressFamily == AddressFamily.InterNetworkV6;
    private readonly List<PacketSocket> _listening = [];
    private readonly List<int> _ready = [];
    private readonly AutoResetEvent _woken = new(false);
    private readonly byte[][] _buffers = [.. Enumerable.Range(0, Batch).Select(static _ => new byte[PacketLength])];
    private readonly int[] _lengths = new int[Batch];
    private readonly PacketAddress[] _sources = new PacketAddress[Batch];
    private readonly SocketAddress _source = new(bind.AddressFamily);

    public PacketSocket? Open(int port)
    {
        var socket = new Socket(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            if (_isV6)
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(bind, port));
            return new PacketSocket { Managed = socket };
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Close(PacketSocket socket) => socket.Managed?.Dispose();

    public void Listen(PacketSocket socket, int tag)
    {
        while (Receive(socket) == Batch)
        {
        }
        socket.Tag = tag;
        _listening.Add(socket);
    }

    public void Ignore(PacketSocket socket)
    {
        _listening.Remove(socket);
        socket.Tag = -1;
    }

    // Not connected in the kernel: undoing that is not portable. The relay compares the source of every packet anyway.
    public void Connect(PacketSocket socket, in PacketAddress peer) => socket.Peer = peer;

    public void Disconnect(PacketSocket socket) => socket.Peer = default;

    public int Wait(int milliseconds)
    {
        _ready.Clear();
        Gather();
        // While a port is open the longest wait is a millisecond: nothing else tells of packets.
        if (_ready.Count > 0 || _woken.WaitOne(_listening.Count > 0 && milliseconds != 0 ? 1 : milliseconds))
            return _ready.Count;
        Gather();
        return _ready.Count;
    }

    public int Ready(int index) => _ready[index];

    public void Rest() => _woken.WaitOne(1);

    public void Wake() => _woken.Set();

    public int Receive(PacketSocket socket)
    {
        var count = 0;
        while (count < Batch && socket.Managed is { Available: > 0 } managed)
        {
            try
            {
                _lengths[count] = managed.ReceiveFrom(_buffers[count], SocketFlags.None, _source);
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier send, or a packet with a bad checksum: the packets behind it come with the next turn.
                break;
            }
            _sources[count++] = PacketAddress.From(_source);
        }
        return count;
    }

    public ReadOnlySpan<byte> Packet(int index, out PacketAddress source)
    {
        source = _sources[index];
        return _buffers[index].AsSpan(0, _lengths[index]);
    }

    public int Forward(PacketSocket socket, in PacketAddress to, ReadOnlySpan<int> packets)
    {
        var sent = 0;
        foreach (var packet in packets)
            if (Send(socket, to, _buffers[packet].AsSpan(0, _lengths[packet])))
                sent++;
        return sent;
    }

    public bool Send(PacketSocket socket, in PacketAddress to, ReadOnlySpan<byte> packet)
    {
        try
        {
            return socket.Managed is { } managed && managed.SendTo(packet, SocketFlags.None, to.ToEndPoint(_isV6).Serialize()) == packet.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var socket in _listening)
            socket.Managed?.Dispose();
        _woken.Dispose();
    }

    private void Gather()
    {
        foreach (var socket in _listening)
            if (socket.Managed is { Available: > 0 })
                _ready.Add(socket.Tag);
    }
}
