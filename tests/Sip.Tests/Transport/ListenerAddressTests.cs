using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Tests.Transport;

public sealed class ListenerAddressTests
{
    [Theory]
    [InlineData("udp://0.0.0.0:5060", TransportKind.Udp, "0.0.0.0:5060")]
    [InlineData("tls://[::]:5061", TransportKind.Tls, "[::]:5061")]
    [InlineData("TCP://192.0.2.1", TransportKind.Tcp, "192.0.2.1:5060")]
    [InlineData("tls://192.0.2.1/", TransportKind.Tls, "192.0.2.1:5061")]
    [InlineData("udp://[2001:db8::1]", TransportKind.Udp, "[2001:db8::1]:5060")]
    [InlineData("udp://127.0.0.1:0", TransportKind.Udp, "127.0.0.1:0")]
    public void Good_addresses_are_read(string text, TransportKind kind, string address)
    {
        Assert.True(ListenerAddress.TryParse(text, out var listener, out var error));
        Assert.Null(error);
        Assert.Equal(kind, listener.Kind);
        Assert.Equal(address, listener.Address.ToString());
    }

    [Theory]
    [InlineData("ws://0.0.0.0:80", "The listener 'ws://0.0.0.0:80' names the transport 'ws'; it must be udp, tcp or tls.")]
    [InlineData("0.0.0.0:5060", "The listener '0.0.0.0:5060' is not of the form udp://ADDRESS:PORT, tcp://ADDRESS:PORT or tls://ADDRESS:PORT.")]
    [InlineData(null, "The listener '' is not of the form udp://ADDRESS:PORT, tcp://ADDRESS:PORT or tls://ADDRESS:PORT.")]
    [InlineData("udp://example.com:5060", "The listener 'udp://example.com:5060' does not name an IP address and a port from 0 to 65535, such as 0.0.0.0:5060 or [::]:5060.")]
    [InlineData("udp://1:5060", "The listener 'udp://1:5060' does not name an IP address and a port from 0 to 65535, such as 0.0.0.0:5060 or [::]:5060.")]
    [InlineData("udp://0.0.0.0:65536", "The listener 'udp://0.0.0.0:65536' does not name an IP address and a port from 0 to 65535, such as 0.0.0.0:5060 or [::]:5060.")]
    [InlineData("udp://0.0.0.0:", "The listener 'udp://0.0.0.0:' does not name an IP address and a port from 0 to 65535, such as 0.0.0.0:5060 or [::]:5060.")]
    public void Bad_addresses_are_refused_with_a_sentence(string? text, string sentence)
    {
        Assert.False(ListenerAddress.TryParse(text, out _, out var error));
        Assert.Equal(sentence, error);
    }
}
