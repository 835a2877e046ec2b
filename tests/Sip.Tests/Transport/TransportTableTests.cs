using System.Collections.Immutable;
using System.Net;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class TransportTableTests
{
    private static IpEndpoint At(string text) => IpEndpoint.TryParse(text, out var endpoint) ? endpoint : throw new ArgumentException(text);

    private static ImmutableArray<ListenerAddress> Listeners(params string[] texts) =>
        [.. texts.Select(text => ListenerAddress.TryParse(text, out var listener, out var error) ? listener : throw new ArgumentException(error))];

    private static TransportTable Fakes(params string[] texts) =>
        new([.. Listeners(texts).Select(listener => (ITransport)new Fake(listener.Kind, listener.Address))], TimeProvider.System);

    [Theory]
    [InlineData(TransportKind.Udp, "127.0.0.1:5070", 0)]
    [InlineData(TransportKind.Udp, "198.51.100.7:5060", 1)]
    [InlineData(TransportKind.Udp, "[2001:db8::1]:5060", 2)]
    [InlineData(TransportKind.Udp, "[::1]:5060", 2)]
    [InlineData(TransportKind.Tcp, "127.0.0.1:5070", 3)]
    [InlineData(TransportKind.Tcp, "[::1]:5060", TransportTable.NoListener)]
    [InlineData(TransportKind.Tls, "127.0.0.1:5070", TransportTable.NoListener)]
    public void A_flow_takes_the_listener_that_can_reach_the_peer(TransportKind kind, string peer, byte listener)
    {
        using var table = Fakes("udp://127.0.0.1:5060", "udp://192.0.2.1:5060", "udp://[::]:5060", "tcp://192.0.2.1:5060");
        Assert.Equal(new Flow(kind, listener, At(peer)), table.FlowTo(kind, At(peer)));
    }

    [Fact]
    public void Messages_go_to_the_listener_of_their_flow()
    {
        using var table = Fakes("udp://127.0.0.1:5060", "tcp://127.0.0.1:5060");
        var flow = table.FlowTo(TransportKind.Tcp, At("127.0.0.1:5070"));
        table.Send("hello"u8, flow);
        table.Flush();
        Assert.Same(table.Transports[1], table.For(flow));
        Assert.Same(table.Transports[1], table.Default(TransportKind.Tcp));
        Assert.Null(table.Default(TransportKind.Tls));
        Assert.Equal([("hello", flow)], ((Fake)table.Transports[1]).Sent);
        Assert.Empty(((Fake)table.Transports[0]).Sent);
        Assert.Equal(1, ((Fake)table.Transports[0]).Flushes);
    }

    [Fact]
    public void An_open_table_sends_itself_a_message_at_the_end_of_the_turn()
    {
        using var loop = new SignallingLoop(TimeProvider.System, null, fault => throw fault);
        using var table = TransportTable.Open(loop, Listeners("udp://127.0.0.1:0"), new TransportOptions());
        var got = new List<string>();
        table.Start(new Sink(got));
        table.Send("hello, myself"u8, table.FlowTo(TransportKind.Udp, table.Transports[0].Local));
        loop.Turn();
        for (var i = 0; i < 1_000_000 && got.Count == 0; i++)
            loop.Turn();
        Assert.Equal(["hello, myself"], got);
    }

    [Fact]
    public void Sending_without_a_listener_fails_in_a_later_turn()
    {
        using var loop = new SignallingLoop(TimeProvider.System, null, fault => throw fault);
        using var table = TransportTable.Open(loop, Listeners("udp://127.0.0.1:0"), new TransportOptions());
        var got = new List<string>();
        table.Start(new Sink(got));
        table.Send("hello"u8, table.FlowTo(TransportKind.Tls, At("127.0.0.1:5061")));
        Assert.Empty(got);
        loop.Turn();
        Assert.Equal(["failed tls:127.0.0.1:5061"], got);
    }

    [Fact]
    public void A_listener_that_cannot_be_opened_closes_those_before_it()
    {
        using var loop = new SignallingLoop(TimeProvider.System, null, fault => throw fault);
        using var taken = new UdpTransport(loop, 0, Listeners("udp://127.0.0.1:0")[0]);
        int port;
        using (var free = new UdpTransport(loop, 0, Listeners("udp://127.0.0.1:0")[0]))
            port = free.Local.Port;
        var listeners = Listeners($"udp://127.0.0.1:{port}", $"udp://{taken.Local}");
        var fault = Assert.Throws<ListenerException>(() => TransportTable.Open(loop, listeners, new TransportOptions()));
        Assert.Equal(listeners[1], fault.Listener);
        using var again = new UdpTransport(loop, 0, listeners[0]);
        Assert.Equal(port, again.Local.Port);
    }

    [Fact]
    public void Both_families_listen_on_the_same_port()
    {
        if (!System.Net.Sockets.Socket.OSSupportsIPv6)
            return;
        using var loop = new SignallingLoop(TimeProvider.System, null, fault => throw fault);
        using var table = TransportTable.Open(loop, Listeners("udp://0.0.0.0:0", "tcp://0.0.0.0:0"), new TransportOptions());
        var listeners = Listeners($"udp://[::]:{table.Transports[0].Local.Port}", $"tcp://[::]:{table.Transports[1].Local.Port}");
        using var other = TransportTable.Open(loop, listeners, new TransportOptions());
        Assert.Equal(listeners.Select(listener => listener.Address), other.Transports.Select(transport => transport.Local));
    }

    [Fact]
    public void An_any_listener_advertises_the_address_that_routes_to_the_peer()
    {
        using var loop = new SignallingLoop(TimeProvider.System, null, fault => throw fault);
        using var table = TransportTable.Open(loop, Listeners("udp://0.0.0.0:0", "tcp://127.0.0.1:0"), new TransportOptions());
        var port = table.Transports[0].Local.Port;
        Assert.Equal(At($"127.0.0.1:{port}"), table.AdvertisedFor(table.FlowTo(TransportKind.Udp, At("127.0.0.1:5070"))));
        Assert.Equal(At($"127.0.0.1:{port}"), table.AdvertisedFor(At("127.0.0.1:5070")));
        Assert.Equal(table.Transports[1].Local, table.AdvertisedFor(table.FlowTo(TransportKind.Tcp, At("127.0.0.1:5070"))));
        Assert.False(table.Transports[0].Advertised.IsAny);
    }

    [Fact]
    public void A_configured_address_is_advertised_with_the_bound_port()
    {
        using var loop = new SignallingLoop(TimeProvider.System, null, fault => throw fault);
        var options = new TransportOptions { Advertised = [IPAddress.Parse("2001:db8::9"), IPAddress.Parse("203.0.113.9")] };
        using var table = TransportTable.Open(loop, Listeners("udp://0.0.0.0:0", "tcp://127.0.0.1:0"), options);
        foreach (var transport in table.Transports)
            Assert.Equal(At($"203.0.113.9:{transport.Local.Port}"), transport.Advertised);
        Assert.Equal(table.Transports[0].Advertised, table.AdvertisedFor(At("127.0.0.1:5070")));
    }

    [Fact]
    public async Task A_running_table_answers_over_UDP_and_TCP()
    {
        using var running = new RunningLoop();
        using var table = TransportTable.Open(running.Loop, Listeners("udp://127.0.0.1:0", "tcp://127.0.0.1:0"), new TransportOptions());
        var box = new Mailbox();
        await running.Do(() => table.Start(box));
        foreach (var transport in table.Transports)
        {
            var text = Texts.Request(transport.Kind == TransportKind.Udp ? 1 : 2);
            await running.Do(() => table.Send(Texts.Bytes(text), table.FlowTo(transport.Kind, transport.Local)));
            Assert.Equal(text, (await box.Message()).Text);
        }
        await running.Do(table.Dispose);
    }

    private sealed class Fake(TransportKind kind, IpEndpoint local) : ITransport
    {
        public List<(string Text, Flow To)> Sent { get; } = [];

        public int Flushes { get; private set; }

        public TransportKind Kind => kind;

        public IpEndpoint Advertised => local;

        public IpEndpoint Local => local;

        public void Send(ReadOnlySpan<byte> message, in Flow to) => Sent.Add((System.Text.Encoding.ASCII.GetString(message), to));

        public void Flush() => Flushes++;

        public void Dispose()
        {
        }
    }

    private sealed class Sink(List<string> got) : IMessageSink
    {
        public void Received(byte[] message, in Flow from) => got.Add(System.Text.Encoding.ASCII.GetString(message));

        public void TransportFailed(in Flow to) => got.Add($"failed {to}");

        public void ConnectionClosed(in Flow flow) => got.Add($"closed {flow}");
    }
}
