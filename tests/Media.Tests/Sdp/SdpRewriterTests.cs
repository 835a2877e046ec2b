using System.Net;
using System.Text;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Sdp;

public sealed class SdpRewriterTests
{
    private static readonly IPAddress s_ours = IPAddress.Parse("198.51.100.77");

    [Fact]
    public void A_desk_phone_offer_becomes_ours_line_by_line() => Assert.Equal(
        """
        v=0
        o=- 42 1 IN IP4 198.51.100.77
        s=-
        c=IN IP4 198.51.100.77
        t=0 0
        m=audio 20000 RTP/AVP 0 8 101
        b=AS:125
        a=rtpmap:0 PCMU/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=ptime:20
        a=sendrecv

        """.ReplaceLineEndings("\r\n"), Rewritten(Offers.Baresip));

    [Theory]
    [InlineData(Offers.Baresip)]
    [InlineData(Offers.Linphone)]
    [InlineData(Offers.VoLte)]
    [InlineData(Offers.T38)]
    [InlineData(Offers.AudioVideoScreenFile)]
    [InlineData(Offers.WebRtc)]
    public void Nothing_of_the_other_side_shows(string offer)
    {
        var text = Rewritten(offer);
        foreach (var secret in new[] { "192.0.2.", "10.0.0.", "203.0.113.", "198.51.100.1\r", "198.51.100.2", "2001:db8", "candidate", "ice-", "ssrc",
            "crypto", "rtcp", "fingerprint", "qos", "pcfg", "tcap", "mid", "group", "anna", "Talk", "QC VOIP", "baresip", "127.0.0.1" })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fax_is_relayed_where_there_is_no_sound()
    {
        var text = Rewritten(Offers.T38);
        Assert.Contains("m=image 20000 udptl t38\r\na=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\na=sendrecv\r\n", text, StringComparison.Ordinal);
        var both = Offers.Parsed(Offers.T38 + "\nm=audio 4002 RTP/AVP 8");
        Assert.False(both.IsFax);
        Assert.Equal("audio", both.Relayed?.Type);
        Assert.Null(Offers.Parsed(Offers.T38.Replace("image 4000", "image 0", StringComparison.Ordinal)).Relayed);
    }

    [Fact]
    public void A_fax_answered_with_sound_has_no_way()
    {
        var terms = PeerTerms.Of(Offers.Parsed(Offers.T38), Offers.Parsed(Offers.Baresip));
        Assert.Equal((true, null, MediaDirection.Inactive), (terms.IsFax, terms.Rtp, terms.Direction));
        Assert.Equal(4000, PeerTerms.Of(Offers.Parsed(Offers.T38), Offers.Parsed(Offers.T38)).Rtp?.Port);
    }

    [Fact]
    public void Every_line_keeps_its_place_and_only_the_first_audio_is_on()
    {
        var sdp = Offers.Parsed(Rewritten(Offers.AudioVideoScreenFile));
        Assert.Equal([("video", 0), ("audio", 20000), ("audio", 0), ("application", 0)], sdp.Media.Select(media => (media.Type, media.Port)));
        Assert.Equal("8 18 13", string.Join(' ', sdp.Audio!.Formats));
        Assert.Equal("G729/8000", sdp.Audio.RtpMap("18"));
    }

    [Fact]
    public void Mobile_codecs_pass_with_their_numbers_and_parameters()
    {
        var text = Rewritten(Offers.VoLte);
        Assert.Contains("m=audio 20000 RTP/AVP 107 106 105 104 101 102\r\n", text, StringComparison.Ordinal);
        Assert.Contains("a=fmtp:107 br=5.9-24.4;bw=nb-swb;ch-aw-recv=2;max-red=220\r\n", text, StringComparison.Ordinal);
        Assert.Contains("a=maxptime:240\r\n", text, StringComparison.Ordinal);
        Assert.Contains("b=RR:1837\r\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sendonly")]
    [InlineData("recvonly")]
    [InlineData("inactive")]
    [InlineData("sendrecv")]
    public void The_direction_passes_as_it_is(string direction) =>
        Assert.EndsWith($"a={direction}\r\n", Rewritten($"v=0\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 8\na={direction}"), StringComparison.Ordinal);

    [Fact]
    public void The_old_hold_is_passed_on_as_sendonly() =>
        Assert.EndsWith("a=sendonly\r\n", Rewritten("v=0\nc=IN IP4 0.0.0.0\nm=audio 4000 RTP/AVP 8"), StringComparison.Ordinal);

    [Fact]
    public void The_version_counts_up_only_when_the_text_changes()
    {
        var owner = new SdpOwner(42);
        var source = Offers.Parsed(Offers.Baresip);
        var versions = new List<ulong>();
        foreach (var write in new Func<byte[]>[]
        {
            () => SdpRewriter.Rewrite(source, owner, s_ours, 20000),
            () => SdpRewriter.Rewrite(source, owner, s_ours, 20000),
            () => SdpRewriter.Hold(source, owner, s_ours, 20000),
            () => SdpRewriter.Hold(source, owner, s_ours, 20000),
            () => SdpRewriter.Rewrite(source, owner, s_ours, 20000),
            () => SdpRewriter.Rewrite(source, owner, s_ours, 20002),
        })
        {
            var origin = Offers.Parsed(Encoding.Latin1.GetString(write())).Origin;
            Assert.Equal($"- 42 {owner.Version} IN IP4 198.51.100.77", origin);
            versions.Add(owner.Version);
        }
        Assert.Equal([1UL, 1, 2, 2, 3, 4], versions);
    }

    [Fact]
    public void A_leg_taken_up_from_the_journal_counts_its_next_text_as_changed()
    {
        var owner = new SdpOwner(42, 7, restored: true);
        SdpRewriter.Rewrite(Offers.Parsed(Offers.Baresip), owner, s_ours, 20000);
        Assert.Equal(8UL, owner.Version);
    }

    [Fact]
    public void Our_IPv6_address_is_written_as_IP6()
    {
        var body = SdpRewriter.Rewrite(Offers.Parsed(Offers.Baresip), new SdpOwner(1), IPAddress.Parse("2001:db8::9"), 20000);
        Assert.Contains("c=IN IP6 2001:db8::9\r\n", Encoding.Latin1.GetString(body), StringComparison.Ordinal);
    }

    private static string Rewritten(string offer) =>
        Encoding.Latin1.GetString(SdpRewriter.Rewrite(Offers.Parsed(offer), new SdpOwner(42), s_ours, 20000));
}
