using System.Collections.Immutable;

namespace PbxBridge.Sip.Transport;

/// <summary>Every listener of the bridge, by its index: where messages leave.</summary>
/// <remarks>Belongs to the signalling loop.</remarks>
public sealed class TransportTable(ImmutableArray<ITransport> transports, TimeProvider time) : IDisposable
{
    /// <summary>The listener of a flow for which there is none: sending to it fails.</summary>
    public const byte NoListener = byte.MaxValue;

    private readonly LocalRoute _routes = new(time);
    private IMessageSink? _sink;
    private Action<Action>? _post;

    /// <summary>The listeners, in the order of their index.</summary>
    public ImmutableArray<ITransport> Transports { get; } = transports;

    /// <summary>Opens all listeners; on a fault those already open are closed again.</summary>
    /// <exception cref="ListenerException">One sentence that names the listener.</exception>
    public static TransportTable Open(Loop.SignallingLoop loop, ImmutableArray<ListenerAddress> listeners, TransportOptions options)
    {
        var opened = ImmutableArray.CreateBuilder<ITransport>(listeners.Length);
        try
        {
            foreach (var listener in listeners)
            {
                var index = (byte)opened.Count;
                opened.Add(listener.Kind == TransportKind.Udp
                    ? new UdpTransport(loop, index, listener, options.AdvertisedOn(listener.Address))
                    : new StreamTransport(loop, index, listener, options));
            }
        }
        catch (ListenerException)
        {
            foreach (var transport in opened)
                transport.Dispose();
            throw;
        }
        var table = new TransportTable(opened.ToImmutable(), loop.Time);
        loop.AtTurnEnd(table.Flush);
        table._post = loop.Post;
        return table;
    }

    /// <summary>Begins to deliver what the listeners receive. Called once, before the loop runs or on it.</summary>
    public void Start(IMessageSink sink)
    {
        _sink = sink;
        foreach (var transport in Transports)
            (transport as IStartedTransport)?.Start(sink);
    }

    public void Send(ReadOnlySpan<byte> message, in Flow to)
    {
        if (to.Listener < Transports.Length)
            Transports[to.Listener].Send(message, to);
        else
            Fail(to);
    }

    public void Flush()
    {
        foreach (var transport in Transports)
            transport.Flush();
    }

    public ITransport For(in Flow flow) => Transports[flow.Listener];

    /// <summary>The first listener of the protocol; null when there is none.</summary>
    public ITransport? Default(TransportKind kind)
    {
        foreach (var transport in Transports)
        {
            if (transport.Kind == kind)
                return transport;
        }
        return null;
    }

    /// <summary>The flow for a request of ours: a listener of the protocol and of the peer's address family that can reach it
    /// (a loopback peer from a loopback or any listener, another peer from one that is not loopback). Without such a listener the
    /// flow's listener is <see cref="NoListener"/>.</summary>
    public Flow FlowTo(TransportKind kind, IpEndpoint remote)
    {
        var chosen = NoListener;
        for (var i = 0; i < Transports.Length; i++)
        {
            var local = Transports[i].Local;
            if (Transports[i].Kind != kind || local.IsIPv4 != remote.IsIPv4)
                continue;
            if (local.IsAny || local.IsLoopback == remote.IsLoopback)
                return new Flow(kind, (byte)i, remote);
            if (chosen == NoListener)
                chosen = (byte)i;
        }
        return new Flow(kind, chosen, remote);
    }

    /// <summary>The address for Via and Contact toward the flow's peer: the configured one, else the bound one, and when that is
    /// 0.0.0.0 or [::] the local address that routes to the peer.</summary>
    public IpEndpoint AdvertisedFor(in Flow flow)
    {
        var transport = flow.Listener < Transports.Length ? Transports[flow.Listener] : Default(flow.Transport);
        return transport is null ? default : AdvertisedBy(transport, flow.Remote);
    }

    /// <summary>The same for a UDP peer, or when there is no UDP listener for one of the first listener.</summary>
    public IpEndpoint AdvertisedFor(IpEndpoint remote)
    {
        var flow = FlowTo(TransportKind.Udp, remote);
        if (flow.Listener != NoListener)
            return AdvertisedFor(flow);
        return Transports.IsEmpty ? default : AdvertisedBy(Transports[0], remote);
    }

    public void Dispose()
    {
        foreach (var transport in Transports)
            transport.Dispose();
    }

    // Apart from Send, whose every call would otherwise make the closure.
    private void Fail(Flow flow)
    {
        if (_sink is { } sink)
            _post?.Invoke(() => sink.TransportFailed(flow));
    }

    private IpEndpoint AdvertisedBy(ITransport transport, IpEndpoint remote)
    {
        var configured = transport is IStartedTransport { AdvertisedOption: not null };
        if (configured || !transport.Local.IsAny || transport.Local.IsIPv4 != remote.IsIPv4)
            return transport.Advertised;
        return _routes.Toward(remote) is { } local ? local.WithPort(transport.Local.Port) : transport.Advertised;
    }
}
