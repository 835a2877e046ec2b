using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Media.Sdp;

/// <summary>Our own end of an offer/answer, where no other leg is: voicemail, announcements. Speaks PCMA, PCMU and telephone-event.</summary>
/// <param name="owner">The leg's origin line.</param>
/// <param name="address">Our address towards the leg.</param>
/// <param name="rtpPort">Our RTP port of the leg.</param>
/// <param name="key">With what we encrypt on the leg; null for plain RTP.</param>
public sealed class SdpAnswerer(SdpOwner owner, IPAddress address, int rtpPort, SrtpKey? key = null)
{
    private const string OurEvents = "0-15";

    /// <summary>Answers an offer: the first of PCMA and PCMU in the offerer's order, with its telephone-event if it has one, on the first plain
    /// audio line; all other lines refused in place (RFC 3264 §6).</summary>
    /// <param name="wish">What we would do: sendonly for an announcement, sendrecv for voicemail. Cut down to what the offer leaves.</param>
    /// <returns>Null when there is nothing in common: 488 with Warning 304 or 305.</returns>
    public SdpAnswer? Answer(SessionDescription offer, MediaDirection wish = MediaDirection.SendRecv)
    {
        var index = offer.AudioIndex;
        if (index < 0 || offer.Media[index].AudioPayload == MediaDescription.NoG711)
            return null;
        var audio = offer.Media[index];
        var text = Head();
        for (var i = 0; i < offer.Media.Length; i++)
        {
            if (i != index)
                SdpRewriter.AppendRefused(text, offer.Media[i]);
            else
                AppendAudio(text, audio.Protocol, [audio.AudioPayload], audio.TelephoneEventPayload, wish.Answering(audio.EffectiveDirection));
        }
        return new SdpAnswer(owner.Write(address, text.ToString()), PeerTerms.Of(offer) with { Codec = audio.AudioPayload == 8 ? "PCMA" : "PCMU" });
    }

    /// <summary>Answers a second offer without asking the other leg, with what both have agreed on before: the formats of that answer that are still
    /// on offer under the same payload numbers, so that relayed packets need no mapping.</summary>
    /// <param name="agreed">The answer to the first offer.</param>
    /// <param name="wish">What the other leg does, in its own words.</param>
    /// <param name="mayChange">The first codec of what was agreed need not be on offer: nobody uses it yet.</param>
    /// <returns>Null when its first codec is not on offer any more: 488.</returns>
    public byte[]? AnswerAgain(SessionDescription offer, SessionDescription agreed, MediaDirection wish, bool mayChange = false)
    {
        var index = offer.AudioIndex;
        if (index < 0 || agreed.Audio is not { } before)
            return null;
        var audio = offer.Media[index];
        var kept = before.Formats.Where(format => audio.Formats.Contains(format) && IsSameCodec(format, audio, before)).ToImmutableArray();
        if (kept.IsEmpty || (kept[0] != before.Formats[0] && !(mayChange && IsCodec(kept[0], before))))
            return null;
        var text = Head();
        for (var i = 0; i < offer.Media.Length; i++)
        {
            if (i != index)
                SdpRewriter.AppendRefused(text, offer.Media[i]);
            else
                SdpRewriter.AppendRelayed(text, before.Narrowed(kept, audio.Protocol), rtpPort, wish.Answering(audio.EffectiveDirection), key);
        }
        return owner.Write(address, text.ToString());
    }

    /// <summary>Our offer, for an INVITE that came without one (RFC 3261 §13.2.1): PCMA, PCMU, telephone-event 101.</summary>
    /// <param name="one">Only PCMA: both legs get an offer of ours, and must take the same codec.</param>
    public byte[] Offer(MediaDirection wish = MediaDirection.SendRecv, bool one = false)
    {
        var text = Head();
        AppendAudio(text, SdpRewriter.Profile("RTP/AVP", key), one ? [8] : [8, 0], 101, wish);
        return owner.Write(address, text.ToString());
    }

    /// <summary>Takes the answer to our <see cref="Offer"/>; null when it takes none of our codecs or refuses the audio.</summary>
    public static PeerTerms? Accept(SessionDescription answer) =>
        answer.Audio is { AudioPayload: not MediaDescription.NoG711 } ? PeerTerms.Of(answer) : null;

    // With keys or comfort noise alone nobody can speak.
    private static bool IsCodec(string format, MediaDescription media) =>
        format != "13" && media.RtpMap(format)?.StartsWith("telephone-event", StringComparison.OrdinalIgnoreCase) != true;

    // A static payload number needs no rtpmap to be known.
    private static bool IsSameCodec(string format, MediaDescription one, MediaDescription other) =>
        one.RtpMap(format) is not { } map || other.RtpMap(format) is not { } same || map.Equals(same, StringComparison.OrdinalIgnoreCase);

    private StringBuilder Head() => new StringBuilder(256)
        .Append("c=IN ").Append(SdpOwner.Family(address)).Append(' ').Append(address).Append("\r\nt=0 0\r\n");

    private void AppendAudio(StringBuilder text, string protocol, ReadOnlySpan<byte> payloads, int events, MediaDirection direction)
    {
        var culture = CultureInfo.InvariantCulture;
        text.Append(culture, $"m=audio {rtpPort} {protocol}");
        foreach (var payload in payloads)
            text.Append(culture, $" {payload}");
        if (events >= 0)
            text.Append(culture, $" {events}");
        text.Append("\r\n");
        foreach (var payload in payloads)
            text.Append(culture, $"a=rtpmap:{payload} {(payload == 8 ? "PCMA" : "PCMU")}/8000\r\n");
        if (events >= 0)
            text.Append(culture, $"a=rtpmap:{events} telephone-event/8000\r\na=fmtp:{events} {OurEvents}\r\n");
        text.Append(culture, $"a=ptime:20\r\na={direction.Text()}\r\n");
        if (key is not null)
            SdpRewriter.AppendKey(text, key);
    }
}
