using System.Net;
using System.Net.Sockets;
using PbxBridge.Media.Relay;

namespace PbxBridge.Media.Tests.Relay;

/// <summary>A peer on the loopback: a pair of UDP sockets that sends and receives RTP and RTCP. Receiving waits at most five seconds.</summary>
internal sealed class Phone : IDisposable
{
    private readonly Socket _rtp;
    private readonly Socket _rtcp;
    private ushort _sequence = 100;

    public Phone(string address = "127.0.0.1")
    {
        // RTP on any even port with a free one above.
        for (var attempt = 0; ; attempt++)
        {
            var rtp = Bound(address, 0);
            var port = ((IPEndPoint)rtp.LocalEndPoint!).Port;
            try
            {
                (_rtp, _rtcp) = (rtp, Bound(address, port + 1));
                return;
            }
            catch (Exception fault) when (attempt < 20 && fault is SocketException or ArgumentOutOfRangeException)
            {
                rtp.Dispose();
            }
        }
    }

    public IPEndPoint Address => (IPEndPoint)_rtp.LocalEndPoint!;

    public uint Ssrc { get; set; } = 0x1234;

    public void Send(IMediaPort to, byte first, byte payloadType = 8, uint timestamp = 0) =>
        SendRaw(to, Packet(first, payloadType, timestamp));

    public void SendRaw(IMediaPort to, byte[] packet) => _rtp.SendTo(packet, new IPEndPoint(to.AddressTowards(Address.Address), to.Port));

    public void SendRtcp(IMediaPort to, byte[] packet) => _rtcp.SendTo(packet, new IPEndPoint(to.AddressTowards(Address.Address), to.Port + 1));

    public void SendEvent(IMediaPort to, byte code, bool end, ushort duration, uint timestamp)
    {
        var packet = new byte[16];
        RtpHeader.Write(packet, 101, marker: false, _sequence++, timestamp, Ssrc);
        (packet[12], packet[13], packet[14], packet[15]) = (code, (byte)(end ? 0x8A : 0x0A), (byte)(duration >> 8), (byte)duration);
        SendRaw(to, packet);
    }

    /// <summary>160 samples of which the first is <paramref name="first"/>.</summary>
    public byte[] Packet(byte first, byte payloadType = 8, uint timestamp = 0)
    {
        var packet = new byte[172];
        Array.Fill(packet, first, 12, 160);
        RtpHeader.Write(packet, payloadType, marker: false, _sequence++, timestamp, Ssrc);
        return packet;
    }

    public byte[] Receive() => Receive(_rtp);

    public byte[] ReceiveRtcp() => Receive(_rtcp);

    public bool HasNothing => _rtp.Available == 0;

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static byte[] Receive(Socket socket)
    {
        var buffer = new byte[2048];
        var length = socket.Receive(buffer);
        return buffer[..length];
    }

    private static Socket Bound(string address, int port)
    {
        var local = IPAddress.Parse(address);
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        socket.Bind(new IPEndPoint(local, port));
        return socket;
    }
}
