using System.Net;
using System.Text;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Srtp;
using PbxBridge.Media.Tests.Sdp;

namespace PbxBridge.Media.Tests.Srtp;

public sealed class SrtpKeyTests
{
    private const string Inline = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private const string Secure = $"v=0\no=x 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\nm=audio 4000 RTP/SAVP 8\na=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:{Inline}|2^31";

    [Theory]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Inline}", 1, 10)]
    [InlineData($"2 AES_CM_128_HMAC_SHA1_32 inline:{Inline}|2^20 WSH=128", 2, 4)]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Inline} -NEW=1", 1, 10)]
    public void Lines_that_are_understood(string line, int tag, int length)
    {
        var key = SrtpKey.Parse(line)!;
        Assert.Equal((tag, length, Inline), (key.Tag, key.Suite.RtpTag, key.Inline));
    }

    [Theory]
    [InlineData($"1 AES_256_CM_HMAC_SHA1_80 inline:{Inline}")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Inline}|2^31|1:4")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Inline}|1:4")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 inline:{Inline} UNENCRYPTED_SRTP")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3")]
    [InlineData($"1 AES_CM_128_HMAC_SHA1_80 uri:{Inline}")]
    [InlineData($"x AES_CM_128_HMAC_SHA1_80 inline:{Inline}")]
    [InlineData("1 AES_CM_128_HMAC_SHA1_80")]
    public void Lines_that_are_not(string line) => Assert.Null(SrtpKey.Parse(line));

    [Fact]
    public void A_new_key_can_be_read_again_and_is_not_in_its_text()
    {
        var key = SrtpKey.New(SrtpSuite.Sha1Tag80, 3);
        Assert.Equal(key, SrtpKey.Parse(key.Text));
        Assert.DoesNotContain(key.Inline, key.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(key.Inline, SrtpKey.New(SrtpSuite.Sha1Tag80, 3).Inline);
    }

    [Fact]
    public void A_plain_leg_is_told_nothing_of_keys_and_an_encrypted_one_ours()
    {
        var offer = Offers.Parsed(Secure);
        Assert.True(offer.HasKeys);
        var plain = Text(SdpRewriter.Rewrite(offer, new SdpOwner(1), IPAddress.Loopback, 20_000));
        Assert.Contains("m=audio 20000 RTP/AVP 8\r\n", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("crypto", plain, StringComparison.Ordinal);
        var ours = SrtpKey.New(SrtpSuite.Sha1Tag80, 2);
        var secure = Text(SdpRewriter.Rewrite(Offers.Parsed(Offers.Baresip), new SdpOwner(1), IPAddress.Loopback, 20_000, ours));
        Assert.Contains("m=audio 20000 RTP/SAVP 0 8 101\r\n", secure, StringComparison.Ordinal);
        Assert.Contains($"a=crypto:{ours.Text}\r\n", secure, StringComparison.Ordinal);
        var answer = Text(new SdpAnswerer(new SdpOwner(1), IPAddress.Loopback, 20_000, ours).Answer(offer)!.Body);
        Assert.Contains($"m=audio 20000 RTP/SAVP 8\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"a=crypto:{ours.Text}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void An_SRTP_profile_without_a_key_that_we_understand_is_no_sound() =>
        Assert.Null(Offers.Parsed(Secure.Replace("AES_CM_128", "AES_256_CM", StringComparison.Ordinal)).Audio);

    private static string Text(byte[] sdp) => Encoding.Latin1.GetString(sdp);
}
