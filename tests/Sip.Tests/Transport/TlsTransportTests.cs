using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class TlsTransportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pbxbridge").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private X509Certificate2 Certificate(string name = "127.0.0.1") =>
        ServerCertificate.Own(Path.Combine(_folder, name), [name], TimeProvider.System);

    private StreamBench Bench(TlsTrust trust, params X509Certificate2[] authorities) => new(
        new TransportOptions { Tls = new TlsOptions { Certificate = Certificate(), Trust = trust, Authorities = [.. authorities] } },
        TransportKind.Tls);

    [Fact]
    public async Task Two_bridges_exchange_messages_over_one_connection()
    {
        using var one = Bench(TlsTrust.None);
        using var two = Bench(TlsTrust.None);
        two.Box.OnMessage = (message, from) => two.Transport.Send(message, from);
        await one.Do(() =>
        {
            for (var i = 0; i < 200; i++)
                one.Transport.Send(Texts.Bytes(Texts.Request(i)), one.To(two.Transport.Local));
        });
        for (var i = 0; i < 200; i++)
        {
            var (text, from) = await one.Box.Message();
            Assert.Equal(Texts.Request(i), text);
            Assert.Equal(one.To(two.Transport.Local) with { Connection = 1 }, from);
        }
        await two.Do(() => Assert.Equal(1, two.Transport.Connections));
    }

    [Fact]
    public async Task The_loop_and_the_keepalive_may_write_at_once()
    {
        using var bench = Bench(TlsTrust.None);
        bench.Box.OnMessage = (message, from) => bench.Transport.Send(message, from);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(bench.Transport.Local.ToIPEndPoint());
        await using var tls = new SslStream(new NetworkStream(socket), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("127.0.0.1").WaitAsync(RunningLoop.Patience);
        var request = Texts.Request(1);
        var sending = tls.WriteAsync(Texts.Bytes(string.Concat(Enumerable.Repeat("\r\n\r\n" + request, 300))));
        var wanted = 300 * (request.Length + 2);
        var buffer = new byte[wanted];
        await tls.ReadExactlyAsync(buffer).AsTask().WaitAsync(RunningLoop.Patience);
        await sending;
        var text = System.Text.Encoding.UTF8.GetString(buffer);
        Assert.Equal(300, text.Split("MESSAGE sip:b@example.com").Length - 1);
    }

    [Fact]
    public async Task A_self_signed_server_is_refused_by_the_system_and_taken_when_it_is_the_authority()
    {
        using var server = Bench(TlsTrust.None);
        using var strict = Bench(TlsTrust.System);
        await strict.Send(Texts.Request(1), strict.To(server.Transport.Local));
        Assert.Equal(strict.To(server.Transport.Local), await strict.Box.Failed());

        using var pinned = Bench(TlsTrust.Authority, Certificate());
        await pinned.Send(Texts.Request(2), pinned.To(server.Transport.Local));
        Assert.Equal(Texts.Request(2), (await server.Box.Message()).Text);

        using var other = Bench(TlsTrust.Authority, Certificate("other.example"));
        await other.Send(Texts.Request(3), other.To(server.Transport.Local));
        Assert.Equal(other.To(server.Transport.Local), await other.Box.Failed());
    }

    [Theory]
    [InlineData("pbx.example", true)]
    [InlineData("other.example", false)]
    [InlineData(null, false)]
    public async Task The_certificate_must_carry_the_name_that_is_expected_of_that_peer(string? expected, bool taken)
    {
        var certificate = Certificate("pbx.example");
        using var server = new StreamBench(new TransportOptions { Tls = new TlsOptions { Certificate = certificate } }, TransportKind.Tls);
        using var client = new StreamBench(
            new TransportOptions { Tls = new TlsOptions { Certificate = Certificate(), Trust = TlsTrust.Authority, Authorities = [certificate], NameOf = _ => expected } },
            TransportKind.Tls);
        await client.Send(Texts.Request(1), client.To(server.Transport.Local));
        if (taken)
            Assert.Equal(Texts.Request(1), (await server.Box.Message()).Text);
        else
            Assert.Equal(client.To(server.Transport.Local), await client.Box.Failed());
    }

    [Fact]
    public async Task A_peer_that_speaks_no_TLS_is_closed_without_a_word_to_the_sink()
    {
        using var bench = Bench(TlsTrust.None);
        using var peer = await StreamPeer.Connect(bench.Transport.Local);
        await peer.Send(Texts.Request(1) + Texts.Request(2));
        var end = new byte[256];
        // An alert may come first.
        try
        {
            while (await peer.Socket.ReceiveAsync(end).WaitAsync(RunningLoop.Patience) > 0)
            {
            }
        }
        catch (SocketException e)
        {
            Assert.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
        }
        await bench.Do(() => Assert.Equal(0, bench.Transport.Connections));
        Assert.Equal(0, bench.Box.Waiting);
    }

    [Fact]
    public void A_listener_without_a_certificate_is_refused_with_a_sentence()
    {
        using var loop = new PbxBridge.Sip.Loop.SignallingLoop(TimeProvider.System, null, _ => { });
        var address = new ListenerAddress(TransportKind.Tls, IpEndpoint.From(IPAddress.Loopback, 0));
        var fault = Assert.Throws<ListenerException>(() => new StreamTransport(loop, 0, address, new TransportOptions()));
        Assert.Equal("The listener tls://127.0.0.1:0 cannot be opened: it has no certificate.", fault.Message);
    }
}
