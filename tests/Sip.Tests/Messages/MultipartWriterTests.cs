using System.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

public sealed class MultipartWriterTests
{
    [Theory]
    [InlineData("v=0\r\ns=-\r\n")]
    [InlineData("v=0\r\ns=part-0-of-the-body\r\n")]
    [InlineData("")]
    public void What_is_written_is_found_again(string sdp)
    {
        var writer = new MessageWriter();
        writer.StartRequest(SipMethod.Invite, "sip:112@192.0.2.1"u8);
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("Via", "SIP/2.0/UDP a;branch=z9hG4bK1"), ("From", "<sip:a@b>;tag=1"), ("To", "<sip:c@d>"), ("Call-ID", "1"), ("CSeq", "1 INVITE")])
            writer.Header(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(value));
        writer.FinishWith(Encoding.ASCII.GetBytes(sdp), new BodyPart("application/pidf+xml", "x@y", "<presence/> part-1-of-the-body"u8.ToArray()));
        Assert.Equal(ParseVerdict.Usable, MessageParser.Parse(writer.ToArray(), datagram: true, out var message, out _));
        Assert.Equal(sdp, Encoding.ASCII.GetString(message!.Sdp));
        Assert.Equal("<presence/> part-1-of-the-body", Encoding.ASCII.GetString(MultipartBody.Part(message[HeaderId.ContentType], message.Body, "application/pidf+xml"u8)));
        Assert.True(MultipartBody.Part(message[HeaderId.ContentType], message.Body, "text/plain"u8).IsEmpty);
    }
}
