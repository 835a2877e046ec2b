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

    [Theory]
    [InlineData("403", 403)]
    [InlineData("603", 603)]
    public void What_barred_calls_get_is_one_of_two(string text, int status) =>
        Assert.Equal(status, DemoFile.Read(DemoFile.With(("trunks/0/barResponse", text))).Company!.Trunks[0].BarResponse);

    [Theory]
    [InlineData("404")]
    [InlineData("\"403\"")]
    public void Another_answer_is_a_fault(string text) => Assert.Equal(["$.trunks[0].barResponse"], DemoFile.PlacesWith(("trunks/0/barResponse", text)));

    [Fact]
    public void Barred_calls_get_403_unless_the_file_says_else() => Assert.Equal(403, DemoFile.Company.Trunks[0].BarResponse);
}
