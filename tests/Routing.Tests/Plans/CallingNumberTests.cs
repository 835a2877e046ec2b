using PbxBridge.Routing.Plans;
using PbxBridge.Routing.Tests.Numbering;

namespace PbxBridge.Routing.Tests.Plans;

public sealed class CallingNumberTests
{
    [Theory]
    [InlineData("+48601000201", "+48601000201")]
    [InlineData("601000201", "+48601000201")]
    [InlineData("0601000201", "+48601000201")]
    [InlineData("48601000201", "+48601000201")]
    [InlineData("0048601000201", "+48601000201")]
    [InlineData("004930123456", "+4930123456")]
    [InlineData("tel:+48-601-000-201", "+48601000201")]
    [InlineData("<tel:+48601000201;phone-context=x>", "+48601000201")]
    [InlineData("\"Anna <3\" <sip:+48601000201@ims.example;user=phone>;tag=1", "+48601000201")]
    [InlineData("SIPS:601000201@x", "+48601000201")]
    [InlineData("8234", null)]
    [InlineData("112", null)]
    [InlineData("+4860100020", null)]
    [InlineData("+486010002011", null)]
    [InlineData("sip:anonymous@anonymous.invalid", null)]
    [InlineData("sip:@x", null)]
    [InlineData("60100*201", null)]
    [InlineData("60+1000201", null)]
    [InlineData("+481234567890123456789012345", null)]
    [InlineData("", null)]
    [InlineData("<", null)]
    [InlineData(null, null)]
    public void Only_complete_numbers_are_read(string? text, string? number) =>
        Assert.Equal(number, CallingNumber.Read(text, ShippedNumbering.Data, null)?.Value);

    [Theory]
    [InlineData("sip:8234@pbx", "+48225558234")]
    [InlineData("201", "+48601000201")]
    [InlineData("+8234", null)]
    [InlineData("9000", null)]
    public void A_company_has_short_numbers_too(string text, string? number) =>
        Assert.Equal(number, CallingNumber.Read(text, ShippedNumbering.Data, DemoOffice.Przyklad)?.Value);
}
