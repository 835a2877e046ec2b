using System.Net;
using System.Text;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Media.Tests.Sdp;

public sealed class SessionDescriptionTests
{
    [Fact]
    public void A_desk_phone_offer_gives_address_codecs_and_key_presses()
    {
        var audio = Offers.Parsed(Offers.Baresip).Audio!;
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.10"), 24700), audio.Rtp);
        Assert.Equal("0 8 101", string.Join(' ', audio.Formats));
        Assert.Equal(0, audio.AudioPayload);
        Assert.Equal(101, audio.TelephoneEventPayload);
        Assert.Equal(MediaDirection.SendRecv, audio.Direction);
    }

    [Fact]
    public void The_address_of_the_media_wins_over_that_of_the_session()
    {
        var sdp = Offers.Parsed(Offers.Linphone);
        Assert.Equal(IPAddress.Parse("203.0.113.5"), sdp.Audio!.Address);
        Assert.Equal(2, sdp.Media.Length);
    }

    [Fact]
    public void Telephone_events_of_other_clock_rates_are_not_taken() =>
        Assert.Equal(100, Offers.Parsed(Offers.Linphone).Audio!.TelephoneEventPayload);

    [Fact]
    public void A_mobile_offer_over_IPv6_has_no_codec_that_we_can_play()
    {
        var audio = Offers.Parsed(Offers.VoLte).Audio!;
        Assert.Equal(IPAddress.Parse("2001:db8:0:1::5"), audio.Address);
        Assert.Equal(MediaDescription.NoG711, audio.AudioPayload);
        Assert.Equal(102, audio.TelephoneEventPayload);
    }

    [Theory]
    [InlineData(Offers.T38)]
    [InlineData(Offers.WebRtc)]
    public void Fax_and_encrypted_media_are_no_plain_audio(string offer)
    {
        var sdp = Offers.Parsed(offer);
        Assert.Null(sdp.Audio);
        Assert.Single(sdp.Media);
    }

    [Fact]
    public void The_first_audio_line_that_is_switched_on_is_the_one()
    {
        var sdp = Offers.Parsed(Offers.AudioVideoScreenFile);
        Assert.Equal(1, sdp.AudioIndex);
        Assert.Equal(MediaDirection.RecvOnly, sdp.Audio!.Direction);
        Assert.Equal(49170, sdp.Audio.Port);
    }

    [Theory]
    [InlineData("sendrecv", MediaDirection.SendOnly)]
    [InlineData("recvonly", MediaDirection.Inactive)]
    public void The_old_hold_by_address_0_means_that_nothing_is_received(string attribute, MediaDirection expected)
    {
        var audio = Offers.Parsed($"v=0\nc=IN IP4 0.0.0.0\nm=audio 4000 RTP/AVP 8\na={attribute}").Audio!;
        Assert.Null(audio.Rtp);
        Assert.Equal(expected, audio.EffectiveDirection);
    }

    [Fact]
    public void A_direction_of_the_session_holds_for_media_without_their_own()
    {
        var sdp = Offers.Parsed("v=0\nc=IN IP4 192.0.2.1\na=inactive\nm=audio 4000 RTP/AVP 8\nm=audio 4002 RTP/AVP 8\na=sendonly");
        Assert.Equal([MediaDirection.Inactive, MediaDirection.SendOnly], sdp.Media.Select(media => media.Direction));
    }

    [Theory]
    [InlineData("c=IN IP4 phone.example.com")]
    [InlineData("c=IN IP4 224.2.1.1/127")]
    [InlineData("c=IN IP4 1")]
    [InlineData("c=IN IP6 192.0.2.1")]
    [InlineData("c=IN IP6 fe80::1%eth0")]
    public void Names_multicast_and_odd_forms_are_no_address(string line) =>
        Assert.Null(Offers.Parsed($"v=0\n{line}\nm=audio 4000 RTP/AVP 8").Audio!.Rtp);

    [Theory]
    [InlineData("", "session description is empty")]
    [InlineData("o=- 1 1 IN IP4 192.0.2.1\n", "session description does not start with v=0")]
    [InlineData("v=0\nhello\n", "line 2 of the session description is not of the form x=value")]
    [InlineData("v=0\nm=audio 70000 RTP/AVP 8\n", "line 2 of the session description: m= has no port between 0 and 65535")]
    [InlineData("v=0\nm=audio -1 RTP/AVP 8\n", "line 2 of the session description: m= has no port between 0 and 65535")]
    [InlineData("v=0\nm=audio 4000 RTP/AVP\n", "line 2 of the session description: m= needs media, port, protocol and a format")]
    [InlineData("v=0\ns=a\rb\n", "line 2 of the session description has control characters")]
    public void A_wrong_body_is_told_in_one_sentence(string body, string expected)
    {
        Assert.False(SessionDescription.TryParse(Encoding.Latin1.GetBytes(body), out var sdp, out var error));
        Assert.Null(sdp);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Endless_bodies_and_endless_media_lists_are_refused()
    {
        Assert.False(SessionDescription.TryParse(new byte[SessionDescription.MaxBytes + 1], out _, out _));
        var many = "v=0\n" + string.Concat(Enumerable.Repeat("m=audio 1 RTP/AVP 8\n", SessionDescription.MaxMedia + 1));
        Assert.False(SessionDescription.TryParse(Encoding.Latin1.GetBytes(many), out _, out var error));
        Assert.Equal("line 34 of the session description: more than 32 media", error);
    }

    [Fact]
    public void A_hundred_thousand_mutated_bodies_never_throw_and_rewrite_to_what_parses_again()
    {
        byte[][] seeds = [.. new[] { Offers.Baresip, Offers.Linphone, Offers.VoLte, Offers.T38, Offers.AudioVideoScreenFile, Offers.WebRtc }.Select(Offers.Bytes)];
        var random = new Random(20261122);
        var parsed = 0;
        for (var round = 0; round < 100_000; round++)
        {
            var body = Mutated(seeds[round % seeds.Length], seeds[random.Next(seeds.Length)], random);
            if (!SessionDescription.TryParse(body, out var sdp, out var error))
            {
                Assert.NotEmpty(error);
                continue;
            }
            parsed++;
            var owner = new SdpOwner(1);
            var rewritten = SdpRewriter.Rewrite(sdp, owner, IPAddress.Loopback, 20000);
            Assert.True(SessionDescription.TryParse(rewritten, out var again, out error), error);
            Assert.Equal(sdp.Media.Length, again.Media.Length);
            Assert.Equal(sdp.AudioIndex, again.AudioIndex);
            new SdpAnswerer(owner, IPAddress.Loopback, 20000).Answer(sdp);
        }
        Assert.InRange(parsed, 10_000, 90_000);
    }

    private static byte[] Mutated(byte[] seed, byte[] other, Random random)
    {
        var body = seed.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && body.Count > 0; changes--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(at, Math.Min(random.Next(1, 30), body.Count - at));
                    break;
                case 2:
                    body.InsertRange(at, other.AsSpan(random.Next(other.Length / 2), random.Next(1, 60)).ToArray());
                    break;
                case 3:
                    body[at] = (byte)" :=/\r\n0a"[random.Next(8)];
                    break;
                default:
                    body.RemoveRange(at, body.Count - at);
                    body.Add((byte)'\n');
                    break;
            }
        }
        return [.. body];
    }
}
