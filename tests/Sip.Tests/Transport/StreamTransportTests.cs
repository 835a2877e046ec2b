using System.Net;
using System.Net.Sockets;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class StreamTransportTests
{
    [Fact]
    public async Task Messages_arrive_whole_however_the_stream_is_cut()
    {
        using var bench = new StreamBench();
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        var text = Texts.Request(1, "hello") + Texts.Request(2) + Texts.Request(3, new string('z', 300));
        foreach (var size in new[] { 1, 3, 7, 64, 191 })
        {
            for (var at = 0; at < text.Length; at += size)
                await peer.Send(text.Substring(at, Math.Min(size, text.Length - at)));
            Assert.Equal(Texts.Request(1, "hello"), (await bench.Box.Message()).Text);
            Assert.Equal(Texts.Request(2), (await bench.Box.Message()).Text);
            var (third, from) = await bench.Box.Message();
            Assert.Equal(Texts.Request(3, new string('z', 300)), third);
            Assert.Equal(new Flow(TransportKind.Tcp, 0, peer.Local, 1), from);
        }
    }

    [Fact]
    public async Task Pipelined_messages_keep_their_order_past_the_queue_limit()
    {
        using var bench = new StreamBench(new TransportOptions { ReceiveQueue = 8 });
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        await peer.Send(string.Concat(Enumerable.Range(0, 2000).Select(number => Texts.Request(number))));
        for (var i = 0; i < 2000; i++)
            Assert.Equal(Texts.Request(i), (await bench.Box.Message()).Text);
    }

    [Fact]
    public async Task A_connection_whose_messages_wait_is_no_longer_read()
    {
        using var bench = new StreamBench(new TransportOptions { ReceiveQueue = 8 });
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        // Not disposed: messages are still delivered when the test ends.
        var gate = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Box.OnMessage = (_, _) =>
        {
            entered.TrySetResult();
            gate.Wait(RunningLoop.Patience);
        };
        await peer.Send(Texts.Request(0));
        await entered.Task.WaitAsync(RunningLoop.Patience);
        // The loop stands still: the peer can send until the buffers of both kernels are full, no more.
        var block = Texts.Bytes(string.Concat(Enumerable.Range(1, 200).Select(number => Texts.Request(number))));
        peer.Socket.Blocking = false;
        long sent = 0;
        while (peer.Socket.Poll(500_000, SelectMode.SelectWrite) && sent < 200_000_000)
            sent += peer.Socket.Send(block, SocketFlags.None, out _);
        Assert.InRange(sent, 1, 199_999_999);
        gate.Set();
    }

    [Fact]
    public async Task A_response_goes_back_on_the_connection_of_its_request()
    {
        using var bench = new StreamBench();
        bench.Box.OnMessage = (_, from) => bench.Transport.Send(Texts.Bytes(Texts.Response(from.Connection, "192.0.2.9:5060")), from);
        using var one = await StreamPeer.Connect(bench.Transport.Local);
        await one.Send(Texts.Request(1));
        await one.Expect(Texts.Response(1, "192.0.2.9:5060"));
        using var two = await StreamPeer.Connect(bench.Transport.Local);
        await two.Send(Texts.Request(2));
        await two.Expect(Texts.Response(2, "192.0.2.9:5060"));
        await one.Send(Texts.Request(3));
        await one.Expect(Texts.Response(1, "192.0.2.9:5060"));
    }

    [Fact]
    public async Task A_response_whose_connection_is_gone_goes_to_the_port_of_the_Via()
    {
        using var bench = new StreamBench();
        Flow from;
        using (var peer = await StreamPeer.Connect(bench.Transport.Local))
        {
            await peer.Send(Texts.Request(1));
            from = (await bench.Box.Message()).From;
        }
        Assert.Equal(from, await bench.Box.Closed());
        using var listener = StreamPeer.Listen();
        var response = Texts.Response(1, $"192.0.2.9:{((IPEndPoint)listener.LocalEndPoint!).Port}");
        await bench.Send(response, from);
        using var back = await StreamPeer.Accept(listener);
        await back.Expect(response);
        // A request cannot be sent that way: the peer's port was its own choice.
        await bench.Send(Texts.Request(2), from);
        Assert.Equal(from, await bench.Box.Failed());
    }

    [Fact]
    public async Task Requests_without_a_connection_share_one_and_queue_while_it_is_made()
    {
        using var bench = new StreamBench();
        using var listener = StreamPeer.Listen();
        var to = bench.To(IpEndpoint.From((IPEndPoint)listener.LocalEndPoint!));
        await bench.Do(() =>
        {
            for (var i = 0; i < 50; i++)
                bench.Transport.Send(Texts.Bytes(Texts.Request(i)), to);
            Assert.Equal(1, bench.Transport.Connections);
        });
        using var peer = await StreamPeer.Accept(listener);
        await peer.Expect(string.Concat(Enumerable.Range(0, 50).Select(number => Texts.Request(number))));
        await peer.Send(Texts.Response(0, "127.0.0.1:5060"));
        var (text, from) = await bench.Box.Message();
        Assert.Equal(Texts.Response(0, "127.0.0.1:5060"), text);
        Assert.Equal(to with { Connection = 1 }, from);
        await bench.Send(Texts.Request(99), to);
        await peer.Expect(Texts.Request(99));
        Assert.False(listener.Poll(0, SelectMode.SelectRead));
    }

    [Fact]
    public async Task A_request_to_an_accepted_peer_takes_its_connection()
    {
        using var bench = new StreamBench();
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        await peer.Send(Texts.Request(1));
        await bench.Box.Message();
        await bench.Send(Texts.Request(2), bench.To(peer.Local));
        await peer.Expect(Texts.Request(2));
    }

    [Fact]
    public async Task A_refused_connection_fails_each_flow_once()
    {
        using var bench = new StreamBench();
        IpEndpoint gone;
        using (var listener = StreamPeer.Listen())
            gone = IpEndpoint.From((IPEndPoint)listener.LocalEndPoint!);
        await bench.Do(() =>
        {
            bench.Transport.Send(Texts.Bytes(Texts.Request(1)), bench.To(gone));
            bench.Transport.Send(Texts.Bytes(Texts.Request(2)), bench.To(gone));
        });
        Assert.Equal(bench.To(gone), await bench.Box.Failed());
        await bench.Do(() => Assert.Equal(0, bench.Transport.Connections));
        using var again = StreamPeer.Listen(gone.Port);
        await bench.Send(Texts.Request(3), bench.To(gone));
        using var peer = await StreamPeer.Accept(again);
        await peer.Expect(Texts.Request(3));
    }

    [Fact]
    public async Task A_connection_that_is_not_taken_fails_in_time()
    {
        using var bench = new StreamBench(new TransportOptions { ConnectTimeout = TimeSpan.FromMilliseconds(50) });
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var remote = (IPEndPoint)listener.LocalEndPoint!;
        // Fill the backlog, so that the kernel drops our SYN.
        var fillers = Enumerable.Range(0, 4).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
        foreach (var filler in fillers)
            _ = filler.ConnectAsync(remote);
        await bench.Send(Texts.Request(1), bench.To(IpEndpoint.From(remote)));
        if (OperatingSystem.IsLinux())
            Assert.Equal(bench.To(IpEndpoint.From(remote)), await bench.Box.Failed());
        fillers.ForEach(filler => filler.Dispose());
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_cut_off_and_the_loop_goes_on()
    {
        using var bench = new StreamBench(new TransportOptions { WriteQueue = 16 });
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        await peer.Send(Texts.Request(1));
        var from = (await bench.Box.Message()).From;
        var large = Texts.Bytes(Texts.Request(2, new string('x', 60_000)));
        await bench.Do(() =>
        {
            for (var i = 0; i < 2000; i++)
                bench.Transport.Send(large, from);
        });
        Assert.Equal(from, await bench.Box.Failed());
        Assert.Equal(from, await bench.Box.Closed());
    }

    [Fact]
    public async Task A_double_line_end_is_answered_with_one()
    {
        using var bench = new StreamBench();
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        await peer.Send("\r\n\r\n");
        await peer.Expect("\r\n");
        await peer.Send("\r\n\r\n" + Texts.Request(1));
        await peer.Expect("\r\n");
        Assert.Equal(Texts.Request(1), (await bench.Box.Message()).Text);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_framed_is_answered_and_closed()
    {
        using var bench = new StreamBench();
        bench.Box.OnMessage = (_, from) => bench.Transport.Send("SIP/2.0 400 Bad\r\n\r\n"u8, from);
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        // What follows the fault is never read as a message, and does not take the answer away.
        await peer.Send("MESSAGE sip:b@example.com SIP/2.0\r\nContent-Length: many\r\n\r\n" + new string('x', 200_000));
        await peer.Expect("SIP/2.0 400 Bad\r\n\r\n");
        await peer.ExpectEnd();
        peer.Dispose();
        Assert.Equal(new Flow(TransportKind.Tcp, 0, peer.Local, 1), await bench.Box.Closed());
    }

    [Fact]
    public async Task Connections_above_the_limit_of_a_source_are_closed_until_one_leaves()
    {
        using var bench = new StreamBench(new TransportOptions { MaxConnectionsPerSource = 2 });
        using var one = await StreamPeer.Connect(bench.Transport.Local);
        using (var two = await StreamPeer.Connect(bench.Transport.Local))
        {
            using var three = await StreamPeer.Connect(bench.Transport.Local);
            await three.ExpectEnd();
            await two.Send(Texts.Request(1));
            await bench.Box.Message();
        }
        Assert.Equal(1, bench.Transport.Refused);
        await bench.Box.Closed();
        using var four = await StreamPeer.Connect(bench.Transport.Local);
        await four.Send(Texts.Request(2));
        Assert.Equal(Texts.Request(2), (await bench.Box.Message()).Text);
    }

    [Fact]
    public async Task Peers_that_come_and_go_lose_no_message_and_leave_nothing_behind()
    {
        using var bench = new StreamBench();
        for (var i = 0; i < 200; i++)
        {
            using (var peer = await StreamPeer.Connect(bench.Transport.Local))
                await peer.Send(Texts.Request(i));
            var (text, from) = await bench.Box.Message();
            Assert.Equal(Texts.Request(i), text);
            Assert.Equal(from, await bench.Box.Closed());
        }
        await bench.Do(() =>
        {
            Assert.Equal(0, bench.Transport.Connections);
            Assert.Equal(0, bench.Transport.Loop.Timers.Count);
        });
    }

    [Fact]
    public async Task An_idle_connection_is_closed_and_keepalives_hold_it()
    {
        var clock = new HandClock();
        using var bench = new StreamBench(time: clock);
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        for (var i = 0; i < 3; i++)
        {
            await peer.Send("\r\n\r\n");
            await peer.Expect("\r\n");
            clock.Move(TimeSpan.FromMinutes(9.9));
            await bench.Do(() => { });
        }
        clock.Move(TimeSpan.FromMinutes(0.2));
        await bench.Do(() => { });
        await peer.ExpectEnd();
        Assert.Equal(new Flow(TransportKind.Tcp, 0, peer.Local, 1), await bench.Box.Closed());
    }

    [Fact]
    public async Task IPv6_peers_are_served()
    {
        if (!Socket.OSSupportsIPv6)
            return;
        using var bench = new StreamBench(ip: "::1");
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        await peer.Send(Texts.Request(1));
        Assert.Equal(new Flow(TransportKind.Tcp, 0, peer.Local, 1), (await bench.Box.Message()).From);
    }
}
