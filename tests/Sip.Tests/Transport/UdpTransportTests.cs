using System.Net;
using System.Net.Sockets;
using System.Text;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class UdpTransportTests
{
    public static TheoryData<bool, string> Kinds()
    {
        var kinds = new TheoryData<bool, string> { { false, "127.0.0.1" }, { true, "127.0.0.1" } };
        if (Socket.OSSupportsIPv6)
        {
            kinds.Add(false, "::1");
            kinds.Add(true, "::1");
        }
        return kinds;
    }

    private static ListenerAddress Any(string ip) => new(TransportKind.Udp, IpEndpoint.From(IPAddress.Parse(ip), 0));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Datagrams_go_both_ways_between_two_listeners(bool portable, string ip)
    {
        using var running = new RunningLoop(portable);
        var (one, two) = (new Mailbox(), new Mailbox());
        using var a = new UdpTransport(running.Loop, 0, Any(ip), null, portable);
        using var c = new UdpTransport(running.Loop, 2, Any(ip), null, portable);
        await running.Do(() =>
        {
            a.Start(one);
            c.Start(two);
            for (var i = 0; i < 100; i++)
                a.Send(Encoding.ASCII.GetBytes($"message {i}"), new Flow(TransportKind.Udp, 0, c.Local));
            a.Flush();
        });
        for (var i = 0; i < 100; i++)
        {
            var (text, from) = await two.Message();
            Assert.Equal($"message {i}", text);
            Assert.Equal(new Flow(TransportKind.Udp, 2, a.Local), from);
        }
        await running.Do(() =>
        {
            c.Send("answer"u8, new Flow(TransportKind.Udp, 2, a.Local));
            c.Flush();
        });
        Assert.Equal(("answer", new Flow(TransportKind.Udp, 0, c.Local)), await one.Message());
        Assert.Equal(100, a.Sent);
        Assert.Equal(100, c.Received);
        await running.Do(() =>
        {
            a.Dispose();
            c.Dispose();
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_long_message_arrives_whole_and_a_longer_one_fails(bool portable, string ip)
    {
        using var running = new RunningLoop(portable);
        var box = new Mailbox();
        using var udp = new UdpTransport(running.Loop, 0, Any(ip), null, portable);
        var self = new Flow(TransportKind.Udp, 0, udp.Local);
        var text = new string('x', UdpTransport.MaxDatagram);
        await running.Do(() =>
        {
            udp.Start(box);
            udp.Send(Encoding.ASCII.GetBytes(text), self);
            udp.Send(Encoding.ASCII.GetBytes(text + "y"), self);
            udp.Flush();
        });
        Assert.Equal(text, (await box.Message()).Text);
        Assert.Equal(self, await box.Failed());
        Assert.Equal(1, udp.DroppedSends);
        await running.Do(udp.Dispose);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_port_that_nobody_listens_on_fails_and_others_still_get_theirs(string ip)
    {
        if (!OperatingSystem.IsLinux() || (ip == "::1" && !Socket.OSSupportsIPv6))
            return;
        using var running = new RunningLoop();
        var box = new Mailbox();
        using var udp = new UdpTransport(running.Loop, 0, Any(ip));
        IpEndpoint gone;
        using (var closed = new UdpTransport(running.Loop, 1, Any(ip)))
            gone = closed.Local;
        await running.Do(() =>
        {
            udp.Start(box);
            udp.Send("nobody"u8, new Flow(TransportKind.Udp, 0, gone));
            udp.Flush();
            udp.Send("myself"u8, new Flow(TransportKind.Udp, 0, udp.Local));
            udp.Flush();
        });
        Assert.Equal(new Flow(TransportKind.Udp, 0, gone), await box.Failed());
        Assert.Equal("myself", (await box.Message()).Text);
        Assert.Equal(0, udp.DroppedSends);
        await running.Do(udp.Dispose);
    }

    [Fact]
    public async Task Keepalives_are_not_messages()
    {
        using var running = new RunningLoop();
        var box = new Mailbox();
        using var udp = new UdpTransport(running.Loop, 0, Any("127.0.0.1"));
        await running.Do(() => udp.Start(box));
        using var phone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        foreach (var text in new[] { "", "\0\0\0\0", "\r\n", "\r\n\r\n", "hello" })
            phone.SendTo(Encoding.ASCII.GetBytes(text), udp.Local.ToIPEndPoint());
        Assert.Equal("hello", (await box.Message()).Text);
        Assert.Equal(5, udp.Received);
        await running.Do(udp.Dispose);
    }

    [Fact]
    public async Task Lag_is_the_time_that_a_datagram_lay_in_the_kernel()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var running = new RunningLoop();
        var box = new Mailbox();
        using var udp = new UdpTransport(running.Loop, 0, Any("127.0.0.1"));
        await running.Do(() => udp.Start(box));
        var lag = TimeSpan.Zero;
        box.OnMessage = (_, _) => lag = running.Loop.Lag;
        using var phone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        // The kernel begins to stamp a little after it was asked to, and until then calls every datagram new: try again.
        for (var attempt = 0; lag < TimeSpan.FromMilliseconds(39) && attempt < 50; attempt++)
        {
            var (stands, gate) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ManualResetEventSlim());
            running.Loop.Post(() =>
            {
                stands.SetResult();
                gate.Wait(RunningLoop.Patience);
            });
            await stands.Task.WaitAsync(RunningLoop.Patience);
            var before = TimeProvider.System.GetTimestamp();
            phone.SendTo("hello"u8, udp.Local.ToIPEndPoint());
            var sent = TimeProvider.System.GetTimestamp();
            SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(sent) >= TimeSpan.FromMilliseconds(40));
            gate.Set();
            await box.Message();
            await running.Do(() => { });
            // The two clocks of the kernel differ by less than a millisecond.
            Assert.InRange(lag, TimeSpan.Zero, TimeProvider.System.GetElapsedTime(before) + TimeSpan.FromMilliseconds(1));
        }
        await running.Do(udp.Dispose);
        Assert.True(lag >= TimeSpan.FromMilliseconds(39));
    }

    [Fact]
    public void A_second_listener_on_the_port_is_refused_with_a_sentence()
    {
        using var loop = new PbxBridge.Sip.Loop.SignallingLoop(TimeProvider.System, null, _ => { });
        using var first = new UdpTransport(loop, 0, Any("127.0.0.1"));
        var again = new ListenerAddress(TransportKind.Udp, first.Local);
        var fault = Assert.Throws<ListenerException>(() => new UdpTransport(loop, 1, again));
        Assert.Equal($"The listener udp://{first.Local} cannot be opened: another program uses this port.", fault.Message);
        var foreign = new ListenerAddress(TransportKind.Udp, IpEndpoint.From(IPAddress.Parse("192.0.2.77"), 5060));
        fault = Assert.Throws<ListenerException>(() => new UdpTransport(loop, 1, foreign));
        Assert.Equal("The listener udp://192.0.2.77:5060 cannot be opened: this machine does not have the address 192.0.2.77.", fault.Message);
    }

    [Fact]
    public void Every_datagram_that_was_not_received_was_counted_as_dropped_by_the_kernel()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var loop = new PbxBridge.Sip.Loop.SignallingLoop(TimeProvider.System, null, _ => { });
        using var udp = new UdpTransport(loop, 0, Any("127.0.0.1"));
        Assert.Equal(0, udp.ReadDrops());
        using var sender = new System.Net.Sockets.UdpClient("127.0.0.1", udp.Local.Port);
        var sent = 0;
        while (sent < 200_000 && udp.ReadDrops() == 0)
            sent += sender.Send(new byte[1000]) / 1000;
        var sink = new Counting();
        udp.Start(sink);
        while (loop.Turn())
        {
        }
        Assert.InRange(sink.Count, 100, sent - 1);
        Assert.Equal(sent, sink.Count + udp.ReadDrops());
    }

    [Fact]
    public void Sending_and_receiving_allocates_the_message_and_nothing_else()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var loop = new PbxBridge.Sip.Loop.SignallingLoop(TimeProvider.System, null, _ => { });
        var sink = new Counting();
        using var udp = new UdpTransport(loop, 0, Any("127.0.0.1"));
        udp.Start(sink);
        loop.AtTurnEnd(udp.Flush);
        var message = new byte[496];
        var self = new Flow(TransportKind.Udp, 0, udp.Local);
        Exchange(64);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(1024);
        // 496 octets and 24 of the array's own.
        Assert.Equal(1024 * 520, GC.GetAllocatedBytesForCurrentThread() - before);

        void Exchange(int count)
        {
            var target = sink.Count + count;
            for (var i = 0; i < count; i++)
            {
                udp.Send(message, self);
                if (i % 32 == 31)
                    loop.Turn();
            }
            while (sink.Count < target)
                loop.Turn();
        }
    }

    private sealed class Counting : IMessageSink
    {
        public int Count { get; private set; }

        public void Received(byte[] message, in Flow from) => Count++;

        public void TransportFailed(in Flow to) => throw new InvalidOperationException();

        public void ConnectionClosed(in Flow flow) => throw new InvalidOperationException();
    }
}
