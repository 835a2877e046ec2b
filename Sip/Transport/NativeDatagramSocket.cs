using System.Net.Sockets;
using System.Runtime.InteropServices;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Sip.Transport;

/// <summary>recvmmsg and sendmmsg on native memory. Nothing is allocated after the constructor.</summary>
internal sealed unsafe class NativeDatagramSocket : IDatagramSocket
{
    private const int Batch = 32;
    private const int ReceiveSize = 65_536;
    private const int SendArena = 512 * 1024;
    private const int ControlSize = 64;
    private const int SolSocket = 1;
    private const int SoTimestampNs = 35;
    private const int ErrorsPerCall = 64;

    private readonly int _fd;
    private readonly bool _ipv6;
    private readonly byte* _memory;
    private readonly Libc.BatchHeader* _in;
    private readonly Libc.BatchHeader* _out;
    private readonly byte* _inNames;
    private readonly byte* _outNames;
    private readonly byte* _controls;
    private readonly byte* _inData;
    private readonly byte* _outData;
    private int _outCount;
    private int _outBytes;
    private int _errorsRead;

    // The kernel reports an ICMP error once in place of data or of a send; only then is the error queue worth a call.
    private bool _hasErrors;
    private bool _disposed;

    /// <param name="socket">Bound; owned from now on.</param>
    public NativeDatagramSocket(Socket socket)
    {
        Socket = socket;
        _fd = (int)socket.Handle;
        _ipv6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
        socket.SetRawSocketOption(SolSocket, SoTimestampNs, [1, 0, 0, 0]);
        // Without it an unconnected socket never hears of ICMP errors.
        socket.SetRawSocketOption(_ipv6 ? 41 : 0, _ipv6 ? 25 : 11, [1, 0, 0, 0]);

        var headers = Batch * (sizeof(Libc.BatchHeader) + sizeof(Libc.IoVector));
        var names = Batch * 32;
        var total = (2 * headers) + (2 * names) + (Batch * ControlSize) + (Batch * ReceiveSize) + SendArena;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)total, 64);
        var at = _memory;
        _in = (Libc.BatchHeader*)Take(ref at, Batch * sizeof(Libc.BatchHeader));
        _out = (Libc.BatchHeader*)Take(ref at, Batch * sizeof(Libc.BatchHeader));
        var inVectors = (Libc.IoVector*)Take(ref at, Batch * sizeof(Libc.IoVector));
        var outVectors = (Libc.IoVector*)Take(ref at, Batch * sizeof(Libc.IoVector));
        _inNames = Take(ref at, names);
        _outNames = Take(ref at, names);
        _controls = Take(ref at, Batch * ControlSize);
        _inData = Take(ref at, Batch * ReceiveSize);
        _outData = at;
        NativeMemory.Clear(_memory, (nuint)(_inData - _memory));
        for (var i = 0; i < Batch; i++)
        {
            inVectors[i] = new Libc.IoVector { Base = _inData + (i * ReceiveSize), Length = ReceiveSize };
            _in[i].Header.Vectors = &inVectors[i];
            _in[i].Header.VectorCount = 1;
            _in[i].Header.Name = _inNames + (i * 32);
            _in[i].Header.Control = _controls + (i * ControlSize);
            _out[i].Header.Vectors = &outVectors[i];
            _out[i].Header.VectorCount = 1;
            _out[i].Header.Name = _outNames + (i * 32);
        }
    }

    public Socket Socket { get; }

    public int BatchSize => Batch;

    public long DroppedSends { get; private set; }

    public long? FirstStamp
    {
        get
        {
            // cmsghdr: length (8), level (4), type (4), then timespec.
            if (_in[0].Header.ControlLength < 32 || *(int*)(_controls + 12) != SoTimestampNs)
                return null;
            return DateTime.UnixEpoch.Ticks + (*(long*)(_controls + 16) * TimeSpan.TicksPerSecond) + (*(long*)(_controls + 24) / 100);
        }
    }

    public int Receive()
    {
        for (var i = 0; i < Batch; i++)
        {
            _in[i].Header.NameLength = SocketAddresses.MaxLength;
            _in[i].Header.ControlLength = ControlSize;
        }
        // A pending ICMP error is reported once in place of data; the peers are in the error queue.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var count = Libc.ReceiveBatch(_fd, _in, Batch, Libc.DontWait, null);
            if (count >= 0)
                return count;
            if (Marshal.GetLastPInvokeError() == Libc.Again)
                return 0;
            _hasErrors = true;
        }
        return 0;
    }

    public ReadOnlySpan<byte> Datagram(int index, out IpEndpoint source)
    {
        ref var header = ref _in[index];
        var name = new ReadOnlySpan<byte>(_inNames + (index * 32), (int)Math.Min(header.Header.NameLength, 28));
        if (!SocketAddresses.TryRead(name, _ipv6, out source) || (header.Header.Flags & Libc.Truncated) != 0)
            return default;
        return new ReadOnlySpan<byte>(_inData + (index * ReceiveSize), (int)header.Length);
    }

    public void Send(ReadOnlySpan<byte> datagram, IpEndpoint to)
    {
        if (_outCount == Batch || _outBytes + datagram.Length > SendArena)
            Flush();
        var data = _outData + _outBytes;
        datagram.CopyTo(new Span<byte>(data, datagram.Length));
        ref var header = ref _out[_outCount].Header;
        header.NameLength = (uint)SocketAddresses.Write(new Span<byte>(header.Name, SocketAddresses.MaxLength), to, _ipv6);
        header.Vectors->Base = data;
        header.Vectors->Length = (nuint)datagram.Length;
        _outBytes += datagram.Length;
        _outCount++;
    }

    public void Flush()
    {
        var sent = 0;
        var refused = 0;
        while (sent < _outCount)
        {
            var count = Libc.SendBatch(_fd, _out + sent, (uint)(_outCount - sent), Libc.DontWait);
            if (count > 0)
            {
                sent += count;
                refused = 0;
                continue;
            }
            var error = Marshal.GetLastPInvokeError();
            if (error == Libc.Again && refused++ == 0)
            {
                WaitForRoom();
                continue;
            }
            _hasErrors |= error != Libc.Again;
            // An ICMP error of an earlier datagram is reported in place of sending this one: try it again.
            if (error is Libc.ConnectionRefused or Libc.Interrupted && refused++ < 3)
                continue;
            DroppedSends++;
            sent++;
            if (error == Libc.Again)
            {
                DroppedSends += _outCount - sent;
                break;
            }
            refused = 0;
        }
        _outCount = 0;
        _outBytes = 0;
    }

    public bool TryReadError(out IpEndpoint peer)
    {
        peer = default;
        if (!_hasErrors)
            return false;
        var name = stackalloc byte[SocketAddresses.MaxLength];
        var control = stackalloc byte[256];
        byte data;
        var vector = new Libc.IoVector { Base = &data, Length = 1 };
        while (_errorsRead++ < ErrorsPerCall)
        {
            var header = new Libc.MessageHeader
            {
                Name = name,
                NameLength = SocketAddresses.MaxLength,
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = 256,
            };
            if (Libc.ReceiveMessage(_fd, &header, Libc.ErrorQueue | Libc.DontWait) < 0)
            {
                _hasErrors = false;
                break;
            }
            if (IsUnreachable(new ReadOnlySpan<byte>(control, (int)header.ControlLength))
                && SocketAddresses.TryRead(new ReadOnlySpan<byte>(name, (int)header.NameLength), _ipv6, out peer))
                return true;
        }
        _errorsRead = 0;
        return false;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Socket.Dispose();
        NativeMemory.AlignedFree(_memory);
    }

    private static byte* Take(ref byte* at, int bytes)
    {
        var taken = at;
        at += bytes;
        return taken;
    }

    private static bool IsUnreachable(ReadOnlySpan<byte> control)
    {
        // cmsghdr: length (8), level (4), type (4); sock_extended_err begins with the errno.
        while (control.Length >= 20)
        {
            var length = (int)BitConverter.ToInt64(control);
            var level = BitConverter.ToInt32(control[8..]);
            var type = BitConverter.ToInt32(control[12..]);
            if ((level, type) is (0, 11) or (41, 25))
                return BitConverter.ToInt32(control[16..]) is Libc.ConnectionRefused or Libc.HostUnreachable or Libc.NetUnreachable;
            var next = (length + 7) & ~7;
            if (next <= 0 || next > control.Length)
                return false;
            control = control[next..];
        }
        return false;
    }

    // The send buffer is full: let the network card take some for at most 1 ms.
    private void WaitForRoom()
    {
        var poll = new Libc.PollFd { Fd = _fd, Events = Libc.PollOut };
        _ = Libc.Poll(&poll, 1, 1);
    }
}
