using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Tests.Companies;

public sealed class TrunkReaderTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", null)]
    [InlineData("127.0.0.1:5080", "127.0.0.1", 5080)]
    [InlineData("[2001:db8::1]", "2001:db8::1", null)]
    [InlineData("[2001:DB8:0::1]:5061", "2001:db8::1", 5061)]
    [InlineData("PBX.Example.com:5060", "pbx.example.com", 5060)]
    [InlineData("localhost", "localhost", null)]
    public void Addresses_are_read(string text, string host, int? port) => Assert.Equal((host, port), TrunkReader.Address(text));

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.256")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:+5")]
    [InlineData("[2001:db8::1")]
    [InlineData("[x]:5060")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("2001:db8::1")]
    [InlineData("-pbx.example")]
    [InlineData("pbx..example")]
    [InlineData("sip:pbx.example")]
    [InlineData("pbx example")]
    public void Other_text_is_no_address(string text) => Assert.Null(TrunkReader.Address(text));
}
