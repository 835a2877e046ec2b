using PbxBridge.Calls;

namespace PbxBridge.Tests.Calls;

public sealed class ShortenedNumberTests
{
    [Theory]
    [InlineData("+48601000201", "+48601000***")]
    [InlineData("601000201", "601000***")]
    [InlineData("sip:+48601000201@127.0.0.1:5060", "+48601000***")]
    [InlineData("sip:+48601000201;phone-context=x@host;user=phone", "+48601000***")]
    [InlineData("tel:+48601000201;isub=7", "+48601000***")]
    [InlineData("sip:500@127.0.0.1:5060", "500")]
    [InlineData("8001", "8001")]
    [InlineData("anonymous", "anonymous")]
    [InlineData("sip:601000201*@host", "6010002***")]
    [InlineData("sip:*111*12345678901237%23@host", "*111*1***")]
    [InlineData("tel:%2A111%2A12345678901237%23", "%2A111***")]
    [InlineData("*111#", "*111#")]
    [InlineData("", "")]
    [InlineData("voicemail", "voicemail")]
    public void Long_numbers_lose_their_last_three_digits(string text, string shown) => Assert.Equal(shown, ShortenedNumber.Of(text));
}
