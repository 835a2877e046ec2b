using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Sip.Loop;

/// <summary>Socket.Select on the sockets and a loopback socket that sends to itself: for systems without poll and eventfd.</summary>
internal sealed class PortablePoller : IPoller
{
    private static readonly byte[] OneByte = [0];

    private readonly Socket _wake = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly List<Socket> _ready = [];
    private readonly byte[] _buffer = new byte[16];

    public PortablePoller()
    {
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wake.Connect(_wake.LocalEndPoint!);
        _wake.Blocking = false;
    }

    public void Wait(List<IPolledSocket> sockets, int milliseconds)
    {
        _ready.Clear();
        _ready.Add(_wake);
        foreach (var socket in sockets)
            _ready.Add(socket.Socket);
        Socket.Select(_ready, null, null, milliseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds));
        foreach (var socket in sockets)
            socket.IsReady = _ready.Contains(socket.Socket);
        if (!_ready.Contains(_wake))
            return;
        while (_wake.Receive(_buffer, SocketFlags.None, out _) > 0)
        {
        }
    }

    // The socket that wakes has no errors to tell: the time passes.
    public void Pause(TimeSpan time) => _wake.Poll(time, SelectMode.SelectError);

    public void Wake() => _wake.Send(OneByte, SocketFlags.None, out _);

    public void Dispose() => _wake.Dispose();
}
