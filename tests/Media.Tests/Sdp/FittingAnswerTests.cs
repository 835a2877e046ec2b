using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Sdp;

public sealed class FittingAnswerTests
{
    private const string Sound = "m=audio 4000 RTP/AVP 8";
    private const string Head = "v=0\nc=IN IP4 192.0.2.10\n";

    [Fact]
    public void An_answer_that_fits_stays_as_it_is()
    {
        var answer = Offers.Parsed(Head + Sound);
        Assert.Same(answer, answer.Answering(Offers.Parsed(Head + Sound)));
    }

    [Fact]
    public void What_was_offered_beside_the_sound_is_refused_where_it_stood()
    {
        var answer = Offers.Parsed(Head + "m=audio 5000 RTP/AVP 8 101").Answering(Offers.Parsed(Head + "m=video 6000 RTP/AVP 96\n" + Sound + "\nm=text 6002 RTP/AVP 98"));
        Assert.Equal([("video", 0, "96"), ("audio", 5000, "8 101"), ("text", 0, "98")], answer.Media.Select(m => (m.Type, m.Port, string.Join(' ', m.Formats))));
        Assert.Equal(1, answer.RelayedIndex);
    }

    [Fact]
    public void A_refusal_of_everything_refuses_every_line()
    {
        var answer = Offers.Parsed(Head + "m=audio 0 RTP/AVP 8").Answering(Offers.Parsed(Head + Sound + "\nm=video 6000 RTP/AVP 96"));
        Assert.Equal([("audio", 0), ("video", 0)], answer.Media.Select(m => (m.Type, m.Port)));
    }

    [Theory]
    [InlineData("sendonly", "sendrecv", MediaDirection.RecvOnly)]
    [InlineData("sendonly", "sendonly", MediaDirection.Inactive)]
    [InlineData("recvonly", "sendrecv", MediaDirection.SendOnly)]
    [InlineData("inactive", "recvonly", MediaDirection.Inactive)]
    [InlineData("sendrecv", "recvonly", MediaDirection.RecvOnly)]
    public void The_direction_is_one_that_the_offer_leaves(string offered, string said, MediaDirection direction) =>
        Assert.Equal(direction, Offers.Parsed($"{Head}{Sound}\na={said}").Answering(Offers.Parsed($"{Head}{Sound}\na={offered}")).Audio?.EffectiveDirection);

    [Theory]
    [InlineData("RTP/AVPF", "RTP/AVP", "RTP/AVPF")]
    [InlineData("RTP/AVP", "RTP/AVPF", "RTP/AVP")]
    [InlineData("RTP/AVP", "RTP/SAVPF", "RTP/SAVP")]
    [InlineData("RTP/SAVP", "RTP/AVP", "RTP/AVP")]
    public void The_profile_has_feedback_when_the_offer_had(string offered, string said, string profile)
    {
        const string Key = "\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
        var answer = Offers.Parsed($"{Head}m=audio 5000 {said} 8{Key}").Answering(Offers.Parsed($"{Head}m=audio 4000 {offered} 8{Key}"));
        Assert.Equal(profile, answer.Audio?.Protocol);
    }

    [Fact]
    public void Sound_for_a_fax_is_left_to_who_asked()
    {
        var answer = Offers.Parsed(Head + Sound);
        Assert.Same(answer, answer.Answering(Offers.Parsed(Offers.T38)));
    }
}
