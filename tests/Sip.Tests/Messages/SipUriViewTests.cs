using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

public sealed class SipUriViewTests
{
    [Fact]
    public void All_parts_of_a_sip_URI()
    {
        Assert.True(SipUriView.TryParse("SIPS:al%69ce:se:cret@[2001:db8::1]:5061;transport=tcp;lr?subject=x&to=y"u8, out var uri));
        Assert.Equal((UriScheme.Sips, "SIPS", "al%69ce", "se:cret", "[2001:db8::1]", 5061, ";transport=tcp;lr", "subject=x&to=y"),
            (uri.Scheme, Text.Of(uri.SchemeText), Text.Of(uri.User), Text.Of(uri.Password), Text.Of(uri.Host), uri.Port, Text.Of(uri.Parameters), Text.Of(uri.Headers)));
        Assert.True(uri.TryGetParameter("LR"u8, out var lr));
        Assert.Equal(0, lr.Length);
        Assert.True(uri.TryGetParameter("Transport"u8, out var transport));
        Assert.Equal("tcp", Text.Of(transport));
        Assert.False(uri.TryGetParameter("maddr"u8, out _));
    }

    [Fact]
    public void Tel_URI_has_its_number_as_user()
    {
        Assert.True(SipUriView.TryParse("tel:+48-601-000-201;phone-context=x"u8, out var uri));
        Assert.Equal((UriScheme.Tel, "+48-601-000-201", ""), (uri.Scheme, Text.Of(uri.User), Text.Of(uri.Host)));
        Assert.True(SipUriView.TryParse("urn:service:sos.fire"u8, out uri));
        Assert.Equal((UriScheme.Urn, "service:sos.fire"), (uri.Scheme, Text.Of(uri.User)));
    }

    [Theory]
    [InlineData("sip:a%4bc@h", "sip:aKc@H", true)]
    [InlineData("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp", true)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on", true)]
    [InlineData("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com", "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true)]
    [InlineData("sip:alice@atlanta.com?subject=project%20x&priority=urgent", "sip:alice@atlanta.com?priority=urgent&subject=project%20x", true)]
    [InlineData("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false)]
    [InlineData("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false)]
    [InlineData("sip:a@h", "sip:a@h;user=phone", false)]
    [InlineData("sip:a%3Bb@h", "sip:a;b@h", false)]
    [InlineData("sip:a@h", "sips:a@h", false)]
    [InlineData("sip:a@h;x=1", "sip:a@h;x=2", false)]
    [InlineData("tel:+48-601.000(201)", "TEL:+48601000201", true)]
    [InlineData("tel:201;phone-context=a", "tel:201", false)]
    [InlineData("urn:service:sos", "URN:service:sos", true)]
    [InlineData("x", "x", false)]
    public void Equivalence_is_that_of_the_RFC(string a, string b, bool same)
    {
        Assert.Equal(same, SipUriView.Equivalent(Text.Bytes(a), Text.Bytes(b)));
        Assert.Equal(same, SipUriView.Equivalent(Text.Bytes(b), Text.Bytes(a)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip:")]
    [InlineData(":x")]
    [InlineData("sip:@h")]
    [InlineData("sip:h:")]
    [InlineData("sip:h:65536")]
    [InlineData("sip:h:5060x")]
    [InlineData("sip:a@b@c")]
    [InlineData("sip:a b@h")]
    [InlineData("sip:[::1")]
    [InlineData("sip:[xyz::1]")]
    [InlineData("sip:h;;lr")]
    [InlineData("sip:h?")]
    [InlineData("1a:x")]
    [InlineData("tel:;x")]
    public void Broken_URIs_are_not_parsed(string text) => Assert.False(SipUriView.TryParse(Text.Bytes(text), out _));

    [Theory]
    [InlineData("%C5%81ucja", "Łucja")]
    [InlineData("50%", "50%")]
    [InlineData("a%2", "a%2")]
    [InlineData("%zz%41", "%zzA")]
    public void Unescape(string raw, string text) => Assert.Equal(text, SipUriView.Unescape(Text.Bytes(raw)));
}
