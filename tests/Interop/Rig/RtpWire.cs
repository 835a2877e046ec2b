using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PbxBridge.Interop.Rig;

/// <summary>What the bridge really sends as sound on loopback, by the port that it goes to. Needs root, as the network namespace does.</summary>
internal sealed class RtpWire : IDisposable
{
    private const int IpHeader = 20;
    private const int UdpHeader = 8;
    private const int RtpHeader = 12;
    private const int FirstRelayPort = 20_000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Udp);
    private readonly Dictionary<int, List<short>> _heard = [];

    public RtpWire()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ = ReceiveAsync();
    }

    /// <summary>Forgets what was sent so far.</summary>
    public void Forget()
    {
        lock (_heard)
            _heard.Clear();
    }

    /// <summary>Half a second of whatever sound was sent to a port of the range.</summary>
    public bool IsBusy(int fromPort, int toPort)
    {
        lock (_heard)
            return _heard.Any(stream => stream.Key >= fromPort && stream.Key <= toPort && stream.Value.Count >= Sound.Rate / 2);
    }

    /// <summary>Half a second of nothing but this tone was sent to a port of the range.</summary>
    public bool Carries(int hertz, int fromPort, int toPort)
    {
        lock (_heard)
        {
            return _heard.Where(stream => stream.Key >= fromPort && stream.Key <= toPort)
                .Any(stream => stream.Value.Count >= Sound.Rate / 2 && Sound.Share(stream.Value.TakeLast(Sound.Rate / 2).ToArray(), hertz) > 0.9);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
                Take(buffer.AsSpan(0, await _socket.ReceiveAsync(buffer)));
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The test is through.
        }
    }

    // PCMU from the relay: payload type 0, no extension.
    private void Take(ReadOnlySpan<byte> packet)
    {
        const int head = IpHeader + UdpHeader + RtpHeader;
        if (packet.Length <= head || packet[IpHeader + UdpHeader] != 0x80 || (packet[IpHeader + UdpHeader + 1] & 0x7f) != 0
            || BinaryPrimitives.ReadUInt16BigEndian(packet[IpHeader..]) < FirstRelayPort)
            return;
        lock (_heard)
        {
            var port = BinaryPrimitives.ReadUInt16BigEndian(packet[(IpHeader + 2)..]);
            if (!_heard.TryGetValue(port, out var samples))
                _heard.Add(port, samples = []);
            foreach (var octet in packet[head..])
                samples.Add(Linear(octet));
        }
    }

    // G.711 µ-law.
    private static short Linear(byte octet)
    {
        var code = (byte)~octet;
        var size = ((((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4)) - 0x84;
        return (short)((code & 0x80) != 0 ? -size : size);
    }
}
