using PbxBridge.Calls;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Tests.Calls;

public sealed class InfoKeyTests
{
    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5')]
    [InlineData("application/dtmf-relay", "Signal= *\r\nDuration= 250\r\n", '*')]
    [InlineData("Application/DTMF-Relay", "signal = #\nduration=160\n", '#')]
    [InlineData("application/dtmf-relay", "Duration=160\r\nSignal=D", 'D')]
    [InlineData("application/dtmf-relay", "Signal=10\r\nDuration=160\r\n", '*')]
    [InlineData("application/dtmf-relay", "Signal=11\r\n", '#')]
    [InlineData("application/dtmf-relay", "Signal=12\r\n", 'A')]
    [InlineData("application/dtmf", "7", '7')]
    [InlineData("application/dtmf", "11\r\n", '#')]
    [InlineData("application/dtmf-relay", "Signal=16\r\n", null)]
    [InlineData("application/dtmf-relay", "Signal=123\r\n", null)]
    [InlineData("application/dtmf-relay", "Signal=\r\n", null)]
    [InlineData("application/dtmf-relay", "Duration=5\r\n", null)]
    [InlineData("application/dtmf", "", null)]
    [InlineData("text/plain", "5", null)]
    public void A_key_is_read_as_devices_write_it(string type, string body, char? key)
    {
        var text = "INFO sip:a@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK1\r\nFrom: <sip:b@192.0.2.10>;tag=1\r\nTo: <sip:a@192.0.2.1>;tag=2\r\n"
            + $"Call-ID: 1\r\nCSeq: 2 INFO\r\nContent-Type: {type}\r\n\r\n{body}";
        Assert.Equal(ParseVerdict.Usable, MessageParser.Parse(System.Text.Encoding.ASCII.GetBytes(text), datagram: true, out var info, out _));
        Assert.Equal(key, InfoKey.Of(info!));
    }
}
