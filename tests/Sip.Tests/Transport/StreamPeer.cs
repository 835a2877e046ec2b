using System.Net;
using System.Net.Sockets;
using System.Text;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

/// <summary>The far end of a TCP connection, by hand.</summary>
internal sealed class StreamPeer(Socket socket) : IDisposable
{
    public IpEndpoint Local { get; } = IpEndpoint.From((IPEndPoint)socket.LocalEndPoint!);

    public Socket Socket => socket;

    public static async Task<StreamPeer> Connect(IpEndpoint to)
    {
        var socket = new Socket(to.ToIPEndPoint().AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to.ToIPEndPoint()).WaitAsync(RunningLoop.Patience);
        return new StreamPeer(socket);
    }

    public static async Task<StreamPeer> Accept(Socket listener) => new(await listener.AcceptAsync().WaitAsync(RunningLoop.Patience));

    public static Socket Listen(int port = 0)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        return listener;
    }

    public async Task Send(string text) => await socket.SendAsync(Texts.Bytes(text)).WaitAsync(RunningLoop.Patience);

    /// <summary>Reads exactly this text.</summary>
    public async Task Expect(string text)
    {
        var buffer = new byte[text.Length];
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(length)).AsTask().WaitAsync(RunningLoop.Patience);
            if (count == 0)
                break;
            length += count;
        }
        Assert.Equal(text, Encoding.UTF8.GetString(buffer, 0, length));
    }

    /// <summary>The other side has closed, by FIN or by reset.</summary>
    public async Task ExpectEnd()
    {
        var count = 0;
        try
        {
            count = await socket.ReceiveAsync(new byte[1]).WaitAsync(RunningLoop.Patience);
        }
        catch (SocketException e)
        {
            Assert.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
        }
        Assert.Equal(0, count);
    }

    public void Dispose() => socket.Dispose();
}
