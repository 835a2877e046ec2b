using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PbxBridge.Interop.Rig;

/// <summary>A peer on one UDP port; port 0 takes a free one.</summary>
internal sealed class UdpPeer : Peer
{
    private static readonly IPEndPoint Bridge = new(IPAddress.Loopback, 5060);

    private readonly UdpClient _socket;

    public UdpPeer(int port)
    {
        _socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        _ = ReceiveAsync();
    }

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public override async Task SendAsync(ReadOnlyMemory<byte> message) => await _socket.SendAsync(message, Bridge);

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return base.DisposeAsync();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
                Arrived(Encoding.Latin1.GetString((await _socket.ReceiveAsync(Closing.Token)).Buffer));
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is through with this peer.
        }
    }
}
