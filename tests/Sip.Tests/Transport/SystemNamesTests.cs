using System.Net;
using System.Net.Sockets;
using PbxBridge.Sip.Tests.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class SystemNamesTests : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public SystemNamesTests() => _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public void Dispose() => _server.Dispose();

    private SystemNames Names(int milliseconds = 10_000) =>
        new([(IPEndPoint)_server.LocalEndPoint!], TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);

    /// <summary>Answers one question with records whose data is given, each of a TTL of 300 s and 60 s less for each further one.</summary>
    private async Task<byte[]> Answer(ushort type, byte flags, byte code, params byte[][] records)
    {
        var buffer = new byte[512];
        var question = await _server.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0)).WaitAsync(RunningLoop.Patience);
        // Up to the end of the question: the additional record has 11 octets.
        var asked = buffer[..(question.ReceivedBytes - 11)];
        var answer = new List<byte>(asked);
        (answer[2], answer[3], answer[7], answer[11]) = (flags, code, (byte)records.Length, 0);
        for (var i = 0; i < records.Length; i++)
        {
            answer.AddRange([0xC0, 12, 0, (byte)type, 0, 1, 0, 0, (byte)((300 - (60 * i)) >> 8), (byte)(300 - (60 * i)), 0, (byte)records[i].Length]);
            answer.AddRange(records[i]);
        }
        await _server.SendToAsync(answer.ToArray(), question.RemoteEndPoint);
        return asked;
    }

    [Fact]
    public async Task SRV_records_are_read_with_compressed_names()
    {
        var asking = Names().SrvAsync("_sip._udp.example.com", default);
        // The second target is "b" and a pointer to "example.com" in the question.
        var asked = await Answer(33, 0x81, 0x80, [0, 10, 0, 60, 0x13, 0xC4, 1, (byte)'a', 3, (byte)'n', (byte)'e', (byte)'t', 0],
            [0, 20, 0, 5, 0x13, 0xC5, 1, (byte)'b', 0xC0, 22]);
        var answer = await asking.WaitAsync(RunningLoop.Patience);
        Assert.Equal(new SrvRecord[] { new(10, 60, 5060, "a.net"), new(20, 5, 5061, "b.example.com") }, answer.Records);
        Assert.Equal(TimeSpan.FromSeconds(240), answer.TimeToLive);
        Assert.Equal("\u0004_sip\u0004_udp\u0007example\u0003com\0\0\u0021\0\u0001"u8.ToArray(), asked[12..]);
    }

    [Fact]
    public async Task NAPTR_records_are_read()
    {
        var asking = Names().NaptrAsync("example.com", default);
        await Answer(35, 0x81, 0x80, [0, 50, 0, 40, .. "\u0001s\u0007SIP+D2U\0\u0004_sip\u0004_udp"u8, 0xC0, 12]);
        var answer = await asking.WaitAsync(RunningLoop.Patience);
        Assert.Equal(new NaptrRecord[] { new(50, 40, "s", "SIP+D2U", "_sip._udp.example.com") }, answer.Records);
    }

    [Theory]
    [InlineData(0x81, 0x83)]
    [InlineData(0x81, 0x82)]
    [InlineData(0x83, 0x80)]
    [InlineData(0x01, 0x00)]
    public async Task No_such_name_a_failing_server_and_a_cut_answer_are_empty(byte flags, byte code)
    {
        var asking = Names().SrvAsync("_sip._udp.example.com", default);
        await Answer(33, flags, code);
        Assert.Empty((await asking.WaitAsync(RunningLoop.Patience)).Records);
    }

    [Fact]
    public async Task A_silent_server_is_given_up()
    {
        Assert.Empty((await Names(50).SrvAsync("_sip._udp.example.com", default).WaitAsync(RunningLoop.Patience)).Records);
        Assert.Empty((await Names().SrvAsync(new string('x', 64) + ".example", default)).Records);
    }

    [Fact]
    public void Malformed_answers_never_throw()
    {
        var random = new Random(5);
        var good = new List<byte>(DnsMessage.Question(7, "_sip._udp.example.com", DnsMessage.Naptr)!);
        good.RemoveRange(good.Count - 11, 11);
        (good[2], good[7], good[11]) = (0x80, 1, 0);
        good.AddRange([0xC0, 12, 0, 35, 0, 1, 0, 0, 1, 0, 0, 22, 0, 50, 0, 40, .. "\u0001s\u0007SIP+D2U\0\u0004_sip"u8, 0xC0, 12]);
        var template = good.ToArray();
        var read = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var message = template[..(random.Next(4) == 0 ? random.Next(template.Length) : template.Length)];
            for (var flips = random.Next(4); flips > 0 && message.Length > 2; flips--)
                message[random.Next(2, message.Length)] = (byte)random.Next(256);
            read += DnsMessage.ReadNaptr(message, 7)?.Records.Length ?? 0;
            read += DnsMessage.ReadSrv(message, 7)?.Records.Length ?? 0;
        }
        Assert.InRange(read, 1000, 200_000);
    }

    [Fact]
    public void The_servers_of_resolv_conf_are_read()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "# comment\nsearch example.com\nnameserver 192.0.2.53\nnameserver\t2001:db8::53 \nnameserver what\n");
        Assert.Equal(new IPEndPoint[] { new(IPAddress.Parse("192.0.2.53"), 53), new(IPAddress.Parse("2001:db8::53"), 53) }, SystemNames.Configured(file));
        File.Delete(file);
        Assert.Empty(SystemNames.Configured(file));
    }
}
