using System.Net;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Media.Sdp;

/// <summary>What a media port must know of its peer: the argument of <c>IMediaPort.SetRemote</c>.</summary>
/// <param name="Rtp">Where the peer receives; null or the unspecified address = nowhere (hold, or switched off).</param>
/// <param name="Direction">In the peer's words: when it does not receive, nothing is sent to it; when it does not send, the watchdog rests.</param>
/// <param name="TelephoneEventPayload">-1 = none.</param>
/// <param name="AudioPayload">8 PCMA, 0 PCMU, else a codec that we cannot play or record: playing then ends at once and a recording stays empty.</param>
public sealed record PeerTerms(IPEndPoint? Rtp, MediaDirection Direction, int TelephoneEventPayload, byte AudioPayload)
{
    /// <summary>What is spoken, as <c>rtpmap</c> names it; null when that is not known.</summary>
    public string? Codec { get; init; }

    /// <summary>With what the peer encrypts; null for plain RTP.</summary>
    public SrtpKey? Crypto { get; init; }

    /// <summary>The keys of both ends; null for plain RTP.</summary>
    public SrtpPair? Keys { get; init; }

    /// <summary>UDPTL instead of RTP (T.38).</summary>
    public bool IsFax { get; init; }

    /// <summary>The terms of a peer that offered or answered <paramref name="peer"/>.</summary>
    public static PeerTerms Of(SessionDescription peer) => peer.Relayed switch
    {
        null => new(null, MediaDirection.Inactive, -1, MediaDescription.NoG711),
        { IsFax: true } fax => new(fax.Rtp, fax.EffectiveDirection, -1, MediaDescription.NoG711) { IsFax = true },
        var audio => new(audio.Rtp, audio.EffectiveDirection, audio.TelephoneEventPayload, audio.AudioPayload) { Codec = audio.Codec, Crypto = audio.Crypto },
    };

    /// <summary>The terms of a peer whose offer was answered by the other leg: address and direction from its own offer, codecs from the
    /// answer, since the answer says which of the offered ones are used.</summary>
    public static PeerTerms Of(SessionDescription offer, SessionDescription answer)
    {
        var (own, other) = (Of(offer), Of(answer));
        return answer.Relayed is not null && own.IsFax == other.IsFax
            ? own with { TelephoneEventPayload = other.TelephoneEventPayload, AudioPayload = other.AudioPayload, Codec = other.Codec }
            : own with { Rtp = null, Direction = MediaDirection.Inactive };
    }
}
