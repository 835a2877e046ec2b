using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PbxBridge.Media.Sounds;

namespace PbxBridge.Demo;

/// <summary>The sound of one phone in one call: A-law over RTP, 20 ms a packet, and a count of the tones that come in.</summary>
internal sealed class DemoSound : IDisposable
{
    /// <summary>Pitch of the one who calls, and of the one who answers, in Hz.</summary>
    public const int CallerTone = 600;
    public const int AnswererTone = 800;

    /// <summary>The bridge's "speak now", in Hz.</summary>
    public const int Beep = 1000;

    /// <summary>Told to who pays before his call is cut, in Hz.</summary>
    public const int WarningTone = 1400;

    private const int Frame = 160;
    private const byte ALaw = 8;
    private const byte Events = 101;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _closing = new();
    private readonly Dictionary<int, int> _heard = [];
    private readonly byte[] _packet = new byte[12 + Frame];
    private ushort _sequence;
    private uint _timestamp;
    private bool _closed;

    public DemoSound(TimeProvider time)
    {
        _time = time;
        _socket.Bind(DemoAddresses.AnyPort);
        _ = ReceiveAsync();
    }

    /// <summary>Where the other side wants its sound; null until it said so.</summary>
    public IPEndPoint? Remote { get; set; }

    /// <summary>Packets that came, whatever was in them.</summary>
    public int Received { get; private set; }

    /// <summary>Packets with a tone of that pitch.</summary>
    public int Heard(int hertz) => _heard.GetValueOrDefault(hertz);

    /// <summary>Offer and answer alike.</summary>
    public byte[] Describe() => Encoding.ASCII.GetBytes(
        $"v=0\r\no=demo 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {((IPEndPoint?)_socket.LocalEndPoint)?.Port} RTP/AVP 8 101\r\n"
        + "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n");

    /// <summary>Sends a tone.</summary>
    public async Task SayAsync(int hertz, TimeSpan length, CancellationToken cancellation)
    {
        var tone = Tones.Tone(hertz, length).ALaw;
        using var timer = new PeriodicTimer(Every, _time);
        for (var at = 0; at + Frame <= tone.Length && !_closed; at += Frame)
        {
            Send(ALaw, at == 0, _timestamp, tone.Span.Slice(at, Frame));
            _timestamp += Frame;
            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>Presses a key for 100 ms (RFC 4733).</summary>
    public async Task PressAsync(char key, CancellationToken cancellation)
    {
        var code = (byte)"0123456789*#".IndexOf(key, StringComparison.Ordinal);
        var began = _timestamp;
        using var timer = new PeriodicTimer(Every, _time);
        for (var tick = 1; tick <= 7 && !_closed; tick++)
        {
            // The last packet is sent three times with the end bit (§2.5.1.4).
            var end = tick >= 5;
            var lasted = (ushort)(Math.Min(tick, 5) * Frame);
            Send(Events, tick == 1, began, [code, (byte)(end ? 0x8A : 0x0A), (byte)(lasted >> 8), (byte)lasted]);
            await timer.WaitForNextTickAsync(cancellation);
        }

        _timestamp += 7 * Frame;
    }

    public void Dispose()
    {
        if (_closed)
            return;
        _closed = true;
        _closing.Cancel();
        _socket.Dispose();
        _closing.Dispose();
    }

    private void Send(byte payload, bool marker, uint timestamp, ReadOnlySpan<byte> content)
    {
        if (Remote is not { } remote)
            return;
        var packet = _packet.AsSpan(0, 12 + content.Length);
        packet[0] = 0x80;
        packet[1] = (byte)(payload | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], timestamp);
        BinaryPrimitives.WriteInt32BigEndian(packet[8..], ((IPEndPoint?)_socket.LocalEndPoint)?.Port ?? 0);
        content.CopyTo(packet[12..]);
        _socket.SendTo(packet, remote);
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[1500];
        while (!_closed)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, DemoAddresses.AnyPort, _closing.Token);
                Take(buffer.AsSpan(0, received.ReceivedBytes));
            }
            catch (Exception fault) when (_closed && fault is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The other side's port is closed already; its hang-up is on the way.
            }
        }
    }

    private void Take(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 12 + Frame || packet[0] != 0x80 || (packet[1] & 0x7F) != ALaw)
            return;
        Received++;
        foreach (var hertz in (ReadOnlySpan<int>)[CallerTone, AnswererTone, Beep, WarningTone])
        {
            if (ToneMeter.IsTone(packet[12..(12 + Frame)], hertz))
                _heard[hertz] = Heard(hertz) + 1;
        }
    }
}
