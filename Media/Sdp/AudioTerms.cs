using System.Net;

namespace PbxBridge.Media.Sdp;

/// <summary>What a media port must know of its peer: the arguments of <c>IMediaPort.SetRemote</c>.</summary>
/// <param name="Rtp">Where the peer receives; null = nowhere (hold, or switched off).</param>
/// <param name="Direction">In the peer's words.</param>
/// <param name="TelephoneEventPayload">-1 = none.</param>
/// <param name="AudioPayload">8 PCMA, 0 PCMU, else a codec that we cannot play or record.</param>
public sealed record AudioTerms(IPEndPoint? Rtp, MediaDirection Direction, int TelephoneEventPayload, byte AudioPayload)
{
    /// <summary>What is spoken, as <c>rtpmap</c> names it; null when that is not known.</summary>
    public string? Codec { get; init; }

    /// <summary>The terms of a peer that offered or answered <paramref name="peer"/>.</summary>
    public static AudioTerms Of(SessionDescription peer) => peer.Audio is { } audio
        ? new AudioTerms(audio.Rtp, audio.EffectiveDirection, audio.TelephoneEventPayload, audio.AudioPayload) { Codec = audio.Codec }
        : new AudioTerms(null, MediaDirection.Inactive, -1, MediaDescription.NoG711);

    /// <summary>The terms of a peer whose offer was answered by the other leg: address and direction from its own offer, codecs from the
    /// answer, since the answer says which of the offered ones are used.</summary>
    public static AudioTerms Of(SessionDescription offer, SessionDescription answer)
    {
        var own = Of(offer);
        return answer.Audio is { } audio
            ? own with { TelephoneEventPayload = audio.TelephoneEventPayload, AudioPayload = audio.AudioPayload, Codec = audio.Codec }
            : own with { Rtp = null, Direction = MediaDirection.Inactive };
    }
}
