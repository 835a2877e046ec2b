using System.Net;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

/// <summary>A running loop with one TCP or TLS listener on 127.0.0.1.</summary>
internal sealed class StreamBench : IDisposable
{
    private readonly RunningLoop _running;

    public StreamBench(
        TransportOptions? options = null, TransportKind kind = TransportKind.Tcp, string ip = "127.0.0.1", TimeProvider? time = null)
    {
        _running = new RunningLoop(time: time);
        Transport = new StreamTransport(_running.Loop, 0, new ListenerAddress(kind, IpEndpoint.From(IPAddress.Parse(ip), 0)), options ?? new());
        Transport.Start(Box);
    }

    public Mailbox Box { get; } = new();

    public StreamTransport Transport { get; }

    public Task Do(Action work) => _running.Do(work);

    public Task Send(string text, Flow to) => Do(() => Transport.Send(Texts.Bytes(text), to));

    /// <summary>A flow without a connection.</summary>
    public Flow To(IpEndpoint remote) => new(Transport.Kind, 0, remote);

    public void Dispose()
    {
        Transport.Dispose();
        _running.Dispose();
    }
}
