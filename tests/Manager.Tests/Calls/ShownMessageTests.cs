using System.Text;
using PbxBridge.Manager.Calls;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Manager.Tests.Calls;

/// <summary>What of a message nobody is shown: secrets, keys, digits that were pressed, and where somebody is.</summary>
public sealed class ShownMessageTests
{
    [Theory]
    [InlineData("Authorization: Digest username=\"anna\", response=\"5ecret\"")]
    [InlineData("proxy-authorization : Digest response=\"5ecret\"")]
    [InlineData("Authorization: Digest username=\"anna\",\r\n response=\"5ecret\"")]
    [InlineData("Authentication-Info: nextnonce=\"5ecret\"")]
    [InlineData("P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=5ecret")]
    [InlineData("Geolocation: <https://place.example/5ecret>")]
    [InlineData("From: <sip:anna:5ecret@x>")]
    [InlineData("Content-Type: application/dtmf-relay\r\n\r\nSignal=5ecret")]
    [InlineData("Content-Type: application/pidf+xml\r\n\r\n<gml:pos>5ecret</gml:pos>")]
    [InlineData("Content-Type: multipart/mixed;boundary=b\r\n\r\n--b\r\nContent-Type: application/sdp\r\n\r\na=crypto:1 x inline:5ecret")]
    [InlineData("X: y\r\n\r\n5ecret")]
    [InlineData("c: application/sdp\r\n\r\nv=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:5ecret")]
    [InlineData("Content-Type: Application/SDP;charset=utf-8\r\n\r\nv=0\r\nA=CRYPTO:1 x inline:5ecret\r\nk=clear:5ecret\r\na=ice-pwd:5ecret")]
    public void A_secret_is_not_shown(string lines)
    {
        var text = Shown(lines);
        Assert.DoesNotContain("5ecret", text, StringComparison.Ordinal);
        Assert.Contains("(…)", text, StringComparison.Ordinal);
        Assert.Contains("Call-ID: 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_else_is_shown_as_it_was()
    {
        Assert.Equal(
            "INVITE sip:201@x SIP/2.0\nCall-ID: 1\nFrom: \"A\" <sip:a@x>\n ;tag=1\nContent-Type: application/sdp\n\nv=0\nm=audio 4000 RTP/AVP 8\na=rtpmap:8 PCMA/8000",
            Shown("From: \"A\" <sip:a@x>\r\n ;tag=1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nm=audio 4000 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n"));
        Assert.Contains("SIP/2.0 486 Busy Here", Shown("Content-Type: message/sipfrag\r\n\r\nSIP/2.0 486 Busy Here"), StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_that_name_a_caller_are_hidden_when_he_is()
    {
        const string lines = "f: \"Jan\" <sip:1@x>\r\nP-Asserted-Identity: Jan\r\nContact: Jan\r\nIdentity: Jan\r\nTo: <sip:201@x>";
        Assert.Equal("INVITE sip:201@x SIP/2.0\nCall-ID: 1\nf: (…)\nP-Asserted-Identity: (…)\nContact: (…)\nIdentity: (…)\nTo: <sip:201@x>", Shown(lines, hidesCaller: true));
    }

    [Fact]
    public void What_was_not_kept_is_null_and_what_is_no_SIP_harms_nothing()
    {
        Assert.Null(ShownMessage.TextOf(Message([]), false));
        Assert.Equal(":\n\n(…)", ShownMessage.TextOf(Message(":\r\n\r\n\0\u0001"u8.ToArray()), false));
        Assert.Equal("\uFFFD\uFFFD", ShownMessage.TextOf(Message([0xFF, 0xFE]), false));
    }

    private static string Shown(string lines, bool hidesCaller = false) => ShownMessage.TextOf(Message(Encoding.UTF8.GetBytes($"INVITE sip:201@x SIP/2.0\r\nCall-ID: 1\r\n{lines}")), hidesCaller)!;

    private static FlowEvent Message(byte[] raw) => new(TimeSpan.Zero, "A", false, "x", "x", raw);
}
