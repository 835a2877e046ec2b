using System.Text;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Sdp;

/// <summary>Descriptions where the sound goes between the phones.</summary>
public sealed class SdpPassageTests
{
    private const string Linphone = """
        v=0
        o=anna 1733 3320 IN IP4 10.0.0.7
        s=Talk
        i=Anna's room
        u=http://anna.example/
        e=anna@anna.example
        p=+48 22 555 01 02
        c=IN IP4 10.0.0.7
        b=AS:380
        t=0 0
        a=tool:linphone 5.1
        a=ice-ufrag:bbbbbbbb
        m=audio 7078 RTP/SAVPF 96 0
        i=microphone
        a=rtpmap:96 opus/48000/2
        a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
        a=candidate:1 1 UDP 2130706303 10.0.0.7 7078 typ host
        """;

    [Fact]
    public void Who_wrote_it_is_ours_and_the_media_is_word_for_word() => Assert.Equal(
        """
        v=0
        o=- 42 1 IN IP4 0.0.0.0
        s=-
        c=IN IP4 10.0.0.7
        b=AS:380
        t=0 0
        a=ice-ufrag:bbbbbbbb
        m=audio 7078 RTP/SAVPF 96 0
        i=microphone
        a=rtpmap:96 opus/48000/2
        a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
        a=candidate:1 1 UDP 2130706303 10.0.0.7 7078 typ host

        """.ReplaceLineEndings("\r\n"), Passed(Offers.Bytes(Linphone), new SdpOwner(42)));

    [Fact]
    public void Its_version_counts_what_changes_for_the_one_who_reads_it()
    {
        var owner = new SdpOwner(42);
        Assert.Contains("o=- 42 1 ", Passed(Offers.Bytes(Linphone), owner), StringComparison.Ordinal);
        // The writer counts a version of his own, and says nothing new.
        Assert.Contains("o=- 42 1 ", Passed(Offers.Bytes(Linphone.Replace("3320", "3321", StringComparison.Ordinal)), owner), StringComparison.Ordinal);
        Assert.Contains("o=- 42 2 ", Passed(Offers.Bytes(Offers.Baresip), owner), StringComparison.Ordinal);
        Assert.Contains("o=- 42 3 ", Passed(Offers.Bytes(Linphone), owner), StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_without_an_end_gets_one_and_long_ones_pass()
    {
        Assert.EndsWith("m=audio 4000 RTP/AVP 8\r\n", Passed("v=0\no=x 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\nm=audio 4000 RTP/AVP 8"u8.ToArray(), new SdpOwner(1)), StringComparison.Ordinal);
        var many = string.Concat(Enumerable.Range(0, 200).Select(i => $"a=candidate:{i} 1 UDP 1 192.0.2.1 {i} typ host\r\n"));
        Assert.EndsWith(many, Passed(Encoding.Latin1.GetBytes("v=0\r\no=x 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n" + many), new SdpOwner(1)), StringComparison.Ordinal);
    }

    private static string Passed(byte[] text, SdpOwner owner) => Encoding.Latin1.GetString(SdpPassage.Pass(text, owner));
}
