using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Testing;

/// <summary>A listener of the bridge on the <see cref="InMemoryNetwork"/>. What it receives reaches the sink in the loop's next turn.</summary>
/// <param name="index">Its place in the transport table.</param>
public sealed class InMemoryTransport(InMemoryNetwork network, ILoop loop, byte index, TransportKind kind, IpEndpoint local) : IStartedTransport, INetworkPort
{
    private IMessageSink? _sink;
    private int _waiting;

    /// <summary>Messages that wait for the loop at most: what comes when so many do is lost, as in the kernel's buffer.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Messages that were lost so.</summary>
    public long Dropped { get; private set; }

    /// <summary>Called on the loop before a message is handed over: a place to let time pass.</summary>
    public Action<byte[]>? Before { get; set; }

    public TransportKind Kind { get; } = kind;

    public IpEndpoint Advertised => Local;

    public IpEndpoint? AdvertisedOption => Local;

    public IpEndpoint Local { get; } = local;

    public void Start(IMessageSink sink)
    {
        _sink = sink;
        network.Bind(Kind, Local, this);
    }

    public void Send(ReadOnlySpan<byte> message, in Flow to)
    {
        if (Kind == TransportKind.Udp)
            network.SendDatagram(Local, to.Remote, message.ToArray());
        else
            network.SendStream(Kind, this, Local, to.Remote, to.Connection, message.ToArray());
    }

    public void Flush()
    {
    }

    public void Received(byte[] message, IpEndpoint from, int connection)
    {
        if (_waiting >= Room)
        {
            Dropped++;
            return;
        }
        _waiting++;
        var flow = new Flow(Kind, index, from, connection);
        loop.Post(() =>
        {
            _waiting--;
            Before?.Invoke(message);
            _sink?.Received(message, flow);
        });
    }

    public void Unreachable(IpEndpoint to)
    {
        var flow = new Flow(Kind, index, to);
        loop.Post(() => _sink?.TransportFailed(flow));
    }

    public void Closed(IpEndpoint remote, int connection)
    {
        var flow = new Flow(Kind, index, remote, connection);
        loop.Post(() => _sink?.ConnectionClosed(flow));
    }

    public void Dispose() => network.Unbind(Kind, Local);
}
