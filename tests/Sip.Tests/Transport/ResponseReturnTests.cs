using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class ResponseReturnTests
{
    [Theory]
    [InlineData("Via: SIP/2.0/TCP 192.0.2.1:5080;branch=z9hG4bK1", 5080)]
    [InlineData("v:SIP/2.0/TCP  [2001:db8::1]:5081 ;branch=z9hG4bK1", 5081)]
    [InlineData("VIA : SIP/2.0/TCP [2001:db8::1];branch=z9hG4bK1", 5060)]
    [InlineData("Via: SIP/2.0/TCP host.example, SIP/2.0/TCP 192.0.2.1:9", 5060)]
    [InlineData("Via: SIP/2.0/TCP host.example:many;branch=1", null)]
    [InlineData("Via: SIP/2.0/TCP", null)]
    [InlineData("From: <sip:a@example.com>", null)]
    public void The_port_is_that_of_the_top_Via(string header, int? port) =>
        Assert.Equal((ushort?)port, ResponseReturn.Port(Texts.Bytes($"SIP/2.0 200 OK\r\nTo: <sip:x@y>\r\n{header}\r\n\r\nv: a b:1"), TransportKind.Tcp));

    [Fact]
    public void A_request_has_none_and_TLS_has_its_own_default()
    {
        Assert.Null(ResponseReturn.Port(Texts.Bytes(Texts.Request(1)), TransportKind.Tcp));
        Assert.Equal((ushort)5061, ResponseReturn.Port(Texts.Bytes(Texts.Response(1, "192.0.2.1")), TransportKind.Tls)!.Value);
    }
}
