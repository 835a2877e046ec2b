using System.Net;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sdp;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Calls;

/// <summary>The media of one side of a call: its relay port and our end of its offer/answer. Without a port descriptions pass, but for who wrote them.</summary>
/// <param name="isTls">Its signalling is encrypted, so that keys may stand in descriptions.</param>
internal sealed class SideMedia(IMediaPort? port, ulong sessionId, IPAddress? signallingSource, bool isTls = false) : IDisposable
{
    // With what we encrypt towards this side; null for plain RTP.
    private SrtpKey? _key;

    private readonly SdpOwner _owner = new(sessionId);
    private ulong _heard;

    public IMediaPort? Port => port;

    /// <summary>What is spoken with this side, for the record; null before that is known.</summary>
    public string? Codec { get; private set; }

    /// <summary>Where the peer's SIP came from when its dialog began; null where the sound does not pass the bridge.</summary>
    public IPAddress? SignallingSource => signallingSource;

    /// <summary>False: the offer has keys that everybody on the way could read (RFC 4568 §7), and is refused.</summary>
    public bool Allows(SessionDescription offer) => isTls || port is null || !offer.HasKeys;

    /// <summary>This side has offered, and is answered as it did: encrypted or not.</summary>
    public void Takes(SessionDescription offer)
    {
        if (offer.IsFax)
            return;
        var theirs = isTls && port is not null ? offer.Audio?.Crypto : null;
        if (theirs is null)
            _key = null;
        else if (_key is null || _key.Suite != theirs.Suite)
            _key = SrtpKey.New(theirs.Suite, theirs.Tag);
        else
            _key = _key with { Tag = theirs.Tag };
    }

    /// <summary>Our offers to this side are encrypted, where keys may be told.</summary>
    public void OffersKeys()
    {
        if (isTls && port is not null)
            _key ??= SrtpKey.New(SrtpSuite.Sha1Tag80, 1);
    }

    /// <summary>What this side is told when the other side said <paramref name="other"/>.</summary>
    public byte[] Describe(SessionDescription other, ReadOnlySpan<byte> text) =>
        port is null ? SdpPassage.Pass(text, _owner) : SdpRewriter.Rewrite(other, _owner, port.AddressTowards(signallingSource), port.Port, _key);

    /// <summary>Answers an offer before the call is answered, without the other side: with what it said before. Null: 488.</summary>
    /// <param name="agreed">The answer to the first offer.</param>
    /// <param name="wish">What the other side does, in its own words.</param>
    /// <param name="mayChange">See <see cref="SdpAnswerer.AnswerAgain"/>.</param>
    public byte[]? AnswerAgain(SessionDescription offer, SessionDescription agreed, MediaDirection wish, ReadOnlySpan<byte> text, bool mayChange = false)
    {
        if (!Allows(offer))
            return null;
        Takes(offer);
        if (Answerer()?.AnswerAgain(offer, agreed, wish, mayChange) is not { } answer)
            return null;
        Hear(PeerTerms.Of(offer, agreed), text);
        return answer;
    }

    /// <summary>Answers or offers ourselves (voicemail, announcements).</summary>
    public SdpAnswerer? Answerer() => port is null ? null : new SdpAnswerer(_owner, port.AddressTowards(signallingSource), port.Port, _key);

    /// <summary>This side's peer described itself: send its sound there.</summary>
    /// <param name="text">The description as it came, to know a repetition.</param>
    public void Hear(PeerTerms terms, ReadOnlySpan<byte> text)
    {
        _heard = Fingerprint(text);
        Codec = terms.Codec ?? Codec;
        port?.SetRemote(Guarded(terms), signallingSource);
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

    // One that encrypts while the other does not cannot be understood: nothing is sent.
    private PeerTerms Guarded(PeerTerms terms)
    {
        if (terms.Crypto is null && _key is null)
            return terms;
        if (terms.Crypto is { } theirs && _key is { } ours)
            return terms with { Keys = new(theirs, ours) };
        // The port forgets how far the key was used: it is not used again.
        _key = _key is null ? null : SrtpKey.New(_key.Suite, _key.Tag);
        return terms.IsFax ? terms : terms with { Rtp = null };
    }

    // 64 bits of the text instead of the text: a held call keeps little.
    private static ulong Fingerprint(ReadOnlySpan<byte> text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var octet in text)
            hash = (hash ^ octet) * 1_099_511_628_211UL;
        return hash;
    }
}
