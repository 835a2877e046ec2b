using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;

namespace PbxBridge.Calls;

/// <summary>The media of one side of a call: its relay port and our end of its offer/answer. Without a port descriptions pass, but for who wrote them.</summary>
internal sealed class SideMedia(IMediaPort? port, ulong sessionId, IPAddress? signallingSource) : IDisposable
{
    private readonly SdpOwner _owner = new(sessionId);
    private ulong _heard;

    public IMediaPort? Port => port;

    /// <summary>What is spoken with this side, for the record; null before that is known.</summary>
    public string? Codec { get; private set; }

    /// <summary>Where the peer's SIP came from when its dialog began; null where the sound does not pass the bridge.</summary>
    public IPAddress? SignallingSource => signallingSource;

    /// <summary>What this side is told when the other side said <paramref name="other"/>.</summary>
    public byte[] Describe(SessionDescription other, ReadOnlySpan<byte> text) =>
        port is null ? SdpPassage.Pass(text, _owner) : SdpRewriter.Rewrite(other, _owner, port.AddressTowards(signallingSource), port.Port);

    /// <summary>Answers an offer before the call is answered, without the other side: with what it said before. Null: 488.</summary>
    /// <param name="agreed">The answer to the first offer.</param>
    /// <param name="wish">What the other side does, in its own words.</param>
    /// <param name="mayChange">See <see cref="SdpAnswerer.AnswerAgain"/>.</param>
    public byte[]? AnswerAgain(SessionDescription offer, SessionDescription agreed, MediaDirection wish, ReadOnlySpan<byte> text, bool mayChange = false)
    {
        if (Answerer()?.AnswerAgain(offer, agreed, wish, mayChange) is not { } answer)
            return null;
        Hear(PeerTerms.Of(offer, agreed), text);
        return answer;
    }

    /// <summary>Answers or offers ourselves (voicemail, announcements).</summary>
    public SdpAnswerer? Answerer() => port is null ? null : new SdpAnswerer(_owner, port.AddressTowards(signallingSource), port.Port);

    /// <summary>This side's peer described itself: send its sound there.</summary>
    /// <param name="text">The description as it came, to know a repetition.</param>
    public void Hear(PeerTerms terms, ReadOnlySpan<byte> text)
    {
        _heard = Fingerprint(text);
        Codec = terms.Codec ?? Codec;
        port?.SetRemote(terms, signallingSource);
    }

    /// <summary>The same where the sound does not pass the bridge.</summary>
    /// <param name="codec">What was agreed on; null: that is not known now.</param>
    public void Remember(ReadOnlySpan<byte> text, string? codec = null)
    {
        Codec = codec ?? Codec;
        if (!text.IsEmpty)
            _heard = Fingerprint(text);
    }

    /// <summary>The peer repeats its last description word for word: a session refresh, no change (RFC 4028 §7.4).</summary>
    public bool IsUnchanged(ReadOnlySpan<byte> text) => _heard == Fingerprint(text);

    public void Dispose() => port?.Dispose();

    // 64 bits of the text instead of the text: a held call keeps little.
    private static ulong Fingerprint(ReadOnlySpan<byte> text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var octet in text)
            hash = (hash ^ octet) * 1_099_511_628_211UL;
        return hash;
    }
}
