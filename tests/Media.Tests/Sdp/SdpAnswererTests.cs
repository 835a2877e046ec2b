using System.Net;
using System.Text;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Sdp;

public sealed class SdpAnswererTests
{
    private readonly SdpAnswerer _answerer = new(new SdpOwner(7), IPAddress.Parse("198.51.100.77"), 20000);

    [Fact]
    public void Voicemail_answers_the_first_G711_of_the_offerer_with_its_event_number()
    {
        var answer = _answerer.Answer(Offers.Parsed(Offers.Linphone))!;
        Assert.Equal(
            """
            v=0
            o=- 7 1 IN IP4 198.51.100.77
            s=-
            c=IN IP4 198.51.100.77
            t=0 0
            m=audio 20000 RTP/AVPF 0 100
            a=rtpmap:0 PCMU/8000
            a=rtpmap:100 telephone-event/8000
            a=fmtp:100 0-15
            a=ptime:20
            a=sendrecv
            m=video 0 RTP/AVPF 96

            """.ReplaceLineEndings("\r\n"), Encoding.Latin1.GetString(answer.Body));
        Assert.Equal(new PeerTerms(new IPEndPoint(IPAddress.Parse("203.0.113.5"), 7078), MediaDirection.SendRecv, 100, 0) { Codec = "PCMU" }, answer.Peer);
    }

    [Theory]
    [InlineData(Offers.VoLte)]
    [InlineData(Offers.T38)]
    [InlineData(Offers.WebRtc)]
    [InlineData("v=0\nc=IN IP4 192.0.2.1\nm=audio 0 RTP/AVP 8")]
    public void Nothing_in_common_is_null(string offer) => Assert.Null(_answerer.Answer(Offers.Parsed(offer)));

    [Theory]
    [InlineData("sendrecv", MediaDirection.SendRecv, "sendrecv")]
    [InlineData("sendrecv", MediaDirection.SendOnly, "sendonly")]
    [InlineData("sendonly", MediaDirection.SendRecv, "recvonly")]
    [InlineData("sendonly", MediaDirection.SendOnly, "inactive")]
    [InlineData("recvonly", MediaDirection.SendRecv, "sendonly")]
    [InlineData("inactive", MediaDirection.SendRecv, "inactive")]
    public void The_answer_takes_no_more_than_the_offer_leaves(string offered, MediaDirection wish, string expected)
    {
        var answer = _answerer.Answer(Offers.Parsed($"v=0\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 8\na={offered}"), wish)!;
        Assert.Contains($"a={expected}\r\n", Encoding.Latin1.GetString(answer.Body), StringComparison.Ordinal);
    }

    [Fact]
    public void A_late_offer_has_both_laws_and_events_and_its_answer_says_which()
    {
        var offer = Offers.Parsed(Encoding.Latin1.GetString(_answerer.Offer()));
        Assert.Equal("8 0 101", string.Join(' ', offer.Audio!.Formats));
        var terms = SdpAnswerer.Accept(Offers.Parsed("v=0\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000"))!;
        Assert.Equal(new PeerTerms(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4000), MediaDirection.SendRecv, 101, 0) { Codec = "PCMU" }, terms);
        Assert.Null(SdpAnswerer.Accept(Offers.Parsed("v=0\nc=IN IP4 192.0.2.1\nm=audio 0 RTP/AVP 0")));
    }

    [Fact]
    public void Codecs_of_an_offerer_are_those_of_the_other_legs_answer()
    {
        var terms = PeerTerms.Of(Offers.Parsed(Offers.Baresip), Offers.Parsed("v=0\nc=IN IP4 192.0.2.99\nm=audio 4000 RTP/AVP 8"));
        Assert.Equal(new PeerTerms(new IPEndPoint(IPAddress.Parse("192.0.2.10"), 24700), MediaDirection.SendRecv, -1, 8) { Codec = "PCMA" }, terms);
    }

    [Fact]
    public void A_second_offer_is_answered_with_what_was_agreed_on_the_first()
    {
        var agreed = Offers.Parsed("v=0\nc=IN IP4 192.0.2.9\nm=audio 6000 RTP/AVP 9 101\na=rtpmap:9 G722/8000\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15");
        var offer = Offers.Parsed(
            "v=0\nc=IN IP4 192.0.2.1\nm=video 5000 RTP/AVP 96\nm=audio 4000 RTP/AVP 8 9 101\na=rtpmap:9 G722/8000\na=rtpmap:101 telephone-event/8000\na=sendonly");
        var answer = Encoding.ASCII.GetString(_answerer.AnswerAgain(offer, agreed, MediaDirection.SendRecv)!);
        Assert.Equal(
            "v=0\r\no=- 7 1 IN IP4 198.51.100.77\r\ns=-\r\nc=IN IP4 198.51.100.77\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\nm=audio 20000 RTP/AVP 9 101\r\n"
            + "a=rtpmap:9 G722/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=recvonly\r\n",
            answer);
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000")]
    [InlineData("m=audio 4000 RTP/AVP 97\na=rtpmap:97 opus/48000/2")]
    [InlineData("m=audio 0 RTP/AVP 97")]
    public void A_second_offer_without_the_codec_in_use_is_null(string media)
    {
        var agreed = Offers.Parsed("v=0\nc=IN IP4 192.0.2.9\nm=audio 6000 RTP/AVP 97 101\na=rtpmap:97 AMR/8000\na=rtpmap:101 telephone-event/8000");
        Assert.Null(_answerer.AnswerAgain(Offers.Parsed("v=0\nc=IN IP4 192.0.2.1\n" + media), agreed, MediaDirection.SendRecv));
    }

    [Fact]
    public void Two_legs_that_both_get_an_offer_of_ours_get_one_codec() =>
        Assert.Contains("m=audio 20000 RTP/AVP 8 101\r\n", Encoding.ASCII.GetString(_answerer.Offer(one: true)), StringComparison.Ordinal);
}
