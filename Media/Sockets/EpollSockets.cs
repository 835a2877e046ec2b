using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PbxBridge.Media.Sockets;

/// <summary>Linux: epoll over all sockets, <c>recvmmsg</c>/<c>sendmmsg</c> on native buffers.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollSockets : IPacketSockets
{
    private const int Batch = 8;
    private const int PacketLength = 2048;
    private const int MaxReady = 1024;
    private const int WakeTag = -1;
    private const int SocketBuffer = 256 * 1024;

    // epoll_event is packed on x86-64 only.
    private static readonly int s_eventLength = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly PacketAddress _bind;
    private readonly int _epoll;
    private readonly int _wake;
    private readonly byte* _ready;
    private readonly byte* _buffers;
    private readonly byte* _names;
    private readonly byte* _target;
    private readonly Libc.IoVector* _vectors;
    private readonly Libc.Message* _messages;
    private readonly Libc.IoVector* _outVectors;
    private readonly Libc.Message* _outMessages;
    private bool _disposed;

    public EpollSockets(IPAddress bind)
    {
        _bind = PacketAddress.From(bind, 0);
        _epoll = Libc.CreateEpoll(Libc.CloseOnExec);
        _wake = Libc.CreateEvent(0, Libc.NonBlocking | Libc.CloseOnExec);
        if (_epoll < 0 || _wake < 0)
            throw new SocketException(Marshal.GetLastPInvokeError());
        _ready = Zeroed(MaxReady * s_eventLength);
        _buffers = Zeroed(Batch * PacketLength);
        _names = Zeroed(Batch * PacketAddress.SockaddrLength);
        _target = Zeroed(PacketAddress.SockaddrLength);
        _vectors = (Libc.IoVector*)Zeroed(Batch * sizeof(Libc.IoVector));
        _messages = (Libc.Message*)Zeroed(Batch * sizeof(Libc.Message));
        _outVectors = (Libc.IoVector*)Zeroed(Batch * sizeof(Libc.IoVector));
        _outMessages = (Libc.Message*)Zeroed(Batch * sizeof(Libc.Message));
        for (var i = 0; i < Batch; i++)
        {
            _vectors[i] = new Libc.IoVector { Base = _buffers + (i * PacketLength), Length = PacketLength };
            _messages[i] = new Libc.Message { Name = _names + (i * PacketAddress.SockaddrLength), Vectors = _vectors + i, VectorCount = 1 };
            _outMessages[i] = new Libc.Message { Vectors = _outVectors + i, VectorCount = 1 };
        }
        Control(Libc.EpollAdd, _wake, WakeTag);
    }

    public PacketSocket? Open(int port)
    {
        var socket = Libc.OpenSocket(_bind.IsV6 ? Libc.Inet6 : Libc.Inet, Libc.Datagram | Libc.NonBlocking | Libc.CloseOnExec, 0);
        if (socket < 0)
            return null;
        var value = SocketBuffer;
        Libc.SetOption(socket, Libc.SolSocket, Libc.SoRcvBuf, &value, sizeof(int));
        Libc.SetOption(socket, Libc.SolSocket, Libc.SoSndBuf, &value, sizeof(int));
        var address = stackalloc byte[PacketAddress.SockaddrLength];
        var length = _bind.WithPort(port).ToLinux(new Span<byte>(address, PacketAddress.SockaddrLength));
        if (Libc.Bind(socket, address, (uint)length) == 0)
            return new PacketSocket { Descriptor = socket };
        Libc.Close(socket);
        return null;
    }

    public void Close(PacketSocket socket) => Libc.Close(socket.Descriptor);

    public void Listen(PacketSocket socket, int tag)
    {
        for (var count = Batch; count == Batch;)
            count = ReceiveMany(socket);
        socket.Tag = tag;
        Control(Libc.EpollAdd, socket.Descriptor, tag);
    }

    public void Ignore(PacketSocket socket)
    {
        Control(Libc.EpollDelete, socket.Descriptor, 0);
        socket.Tag = -1;
    }

    public void Connect(PacketSocket socket, in PacketAddress peer)
    {
        var length = peer.ToLinux(Target, _bind.IsV6);
        if (Libc.Connect(socket.Descriptor, _target, (uint)length) == 0)
            socket.Peer = peer;
    }

    public void Disconnect(PacketSocket socket)
    {
        if (!socket.IsConnected)
            return;
        // AF_UNSPEC dissolves the association and keeps the bound port.
        Target.Clear();
        Libc.Connect(socket.Descriptor, _target, 16);
        socket.Peer = default;
    }

    public int Wait(int milliseconds)
    {
        var count = Libc.WaitEpoll(_epoll, _ready, MaxReady, milliseconds);
        for (var i = 0; i < count; i++)
        {
            if (Ready(i) != WakeTag)
                continue;
            ulong value;
            Libc.Read(_wake, (byte*)&value, sizeof(ulong));
            count--;
            Buffer.MemoryCopy(_ready + (count * s_eventLength), _ready + (i * s_eventLength), s_eventLength, s_eventLength);
            break;
        }
        return Math.Max(0, count);
    }

    public int Ready(int index) => *(int*)(_ready + (index * s_eventLength) + s_eventLength - 8);

    public void Rest()
    {
        var time = new Libc.Time { Nanoseconds = 1_000_000 };
        Libc.Sleep(&time, null);
    }

    public void Wake()
    {
        ulong one = 1;
        Libc.Write(_wake, (byte*)&one, sizeof(ulong));
    }

    public int Receive(PacketSocket socket)
    {
        var count = ReceiveMany(socket);
        // A pending ICMP error is handed out instead of packets and is gone then.
        if (count < 0 && Marshal.GetLastPInvokeError() == Libc.ConnectionRefused)
            count = ReceiveMany(socket);
        return Math.Max(0, count);
    }

    public ReadOnlySpan<byte> Packet(int index, out PacketAddress source)
    {
        source = PacketAddress.FromLinux(new ReadOnlySpan<byte>(_names + (index * PacketAddress.SockaddrLength), PacketAddress.SockaddrLength));
        return new ReadOnlySpan<byte>(_vectors[index].Base, (int)_messages[index].Length);
    }

    public int Forward(PacketSocket socket, in PacketAddress to, ReadOnlySpan<int> packets)
    {
        if (packets.Length == 1)
            return Send(socket, to, _vectors[packets[0]].Base, _messages[packets[0]].Length) ? 1 : 0;
        var length = socket.IsConnected ? 0 : to.ToLinux(Target, _bind.IsV6);
        for (var i = 0; i < packets.Length; i++)
        {
            _outVectors[i] = new Libc.IoVector { Base = _vectors[packets[i]].Base, Length = _messages[packets[i]].Length };
            _outMessages[i].Name = length == 0 ? null : _target;
            _outMessages[i].NameLength = (uint)length;
        }
        var sent = 0;
        for (var attempts = 0; sent < packets.Length && attempts < 3; attempts++)
            sent += Math.Max(0, Libc.SendMany(socket.Descriptor, _outMessages + sent, (uint)(packets.Length - sent), Libc.DontWait));
        return sent;
    }

    public bool Send(PacketSocket socket, in PacketAddress to, ReadOnlySpan<byte> packet)
    {
        fixed (byte* bytes = packet)
            return Send(socket, to, bytes, (nuint)packet.Length);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Libc.Close(_epoll);
        Libc.Close(_wake);
        foreach (var memory in (ReadOnlySpan<nint>)[(nint)_ready, (nint)_buffers, (nint)_names, (nint)_target, (nint)_vectors, (nint)_messages, (nint)_outVectors, (nint)_outMessages])
            NativeMemory.AlignedFree((void*)memory);
    }

    private Span<byte> Target => new(_target, PacketAddress.SockaddrLength);

    private bool Send(PacketSocket socket, in PacketAddress to, byte* packet, nuint length)
    {
        var named = socket.IsConnected ? 0 : to.ToLinux(Target, _bind.IsV6);
        var name = named == 0 ? null : _target;
        // The first try after an ICMP error only reports it.
        return Libc.Send(socket.Descriptor, packet, length, Libc.DontWait, name, (uint)named) >= 0
            || (Marshal.GetLastPInvokeError() == Libc.ConnectionRefused
                && Libc.Send(socket.Descriptor, packet, length, Libc.DontWait, name, (uint)named) >= 0);
    }

    private int ReceiveMany(PacketSocket socket)
    {
        for (var i = 0; i < Batch; i++)
            _messages[i].NameLength = PacketAddress.SockaddrLength;
        return Libc.ReceiveMany(socket.Descriptor, _messages, Batch, Libc.DontWait, null);
    }

    private void Control(int operation, int descriptor, int tag)
    {
        var change = stackalloc byte[16];
        *(int*)change = Libc.EpollIn;
        *(long*)(change + s_eventLength - 8) = (uint)tag;
        Libc.ControlEpoll(_epoll, operation, descriptor, change);
    }

    private static byte* Zeroed(int length)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, 64);
        NativeMemory.Clear(memory, (nuint)length);
        return memory;
    }
}
