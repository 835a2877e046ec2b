using System.Diagnostics.CodeAnalysis;
using System.Net;
using PbxBridge.Calls.Transfer;
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

    private bool MayHaveKeys => isTls || Port is null;

    /// <summary>Null: the sound does not pass the bridge.</summary>
    public IMediaPort? Port { get; private set; } = port;

    /// <summary>What is spoken with this side, for the record; null before that is known.</summary>
    public string? Codec { get; private set; }

    /// <summary>Where the peer's SIP came from when its dialog began; null where the sound does not pass the bridge.</summary>
    public IPAddress? SignallingSource => signallingSource;

    /// <summary>Reads an offer of this side. False: it is none, or has only sound with keys that everybody on the way could read (RFC 4568 §7), and is refused.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, [NotNullWhen(true)] out SessionDescription? offer)
    {
        if (!SessionDescription.TryParse(text, out offer, out _))
            return false;
        offer = offer.Choosing(encrypted: MayHaveKeys);
        return Allows(offer);
    }

    /// <summary>False: the offer has keys that everybody on the way could read, or the relay would not know where to send its sound.</summary>
    public bool Allows(SessionDescription offer) => (MayHaveKeys || !offer.HasKeys) && HasPlace(offer);

    /// <summary>The answer takes what we offered: plain, or encrypted by our suite (RFC 4568 §5.1.3). The number of its line is not looked at: we offer one.</summary>
    public bool IsAnswered(SessionDescription answer) =>
        Port is null || answer.Audio is not { } audio || (audio.Crypto?.Suite == _key?.Suite && HasPlace(answer));

    // A host name is not looked up for sound; 0.0.0.0 is a place: nowhere, for a while.
    private bool HasPlace(SessionDescription description) => Port is null || description.Audio is not { HasAddress: false };

    /// <summary>This side has offered, and is answered as it did: encrypted or not.</summary>
    public void Takes(SessionDescription offer)
    {
        if (offer.IsFax)
            return;
        var theirs = isTls && Port is not null ? offer.Audio?.Crypto : null;
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
        if (isTls && Port is not null)
            _key ??= SrtpKey.New(SrtpSuite.Sha1Tag80, 1);
    }

    /// <summary>What this side is told when the other side said <paramref name="other"/>.</summary>
    public byte[] Describe(SessionDescription other, ReadOnlySpan<byte> text) =>
        Port is null ? SdpPassage.Pass(text, _owner) : SdpRewriter.Rewrite(other, _owner, Port.AddressTowards(signallingSource), Port.Port, _key);

    /// <summary>Our offer within a call, for a re-INVITE without one: the lines that there are, and talk both ways, whatever was held (RFC 3261 §14.2, RFC 3264 §8).</summary>
    /// <param name="last">What we described last.</param>
    public ReadOnlyMemory<byte> OfferAgain(ReadOnlyMemory<byte> last)
    {
        var text = HeldDescription.Released(last.Span);
        return Port is null || !SessionDescription.TryParse(text, out var lines, out _) ? last : Describe(lines, text);
    }

    /// <summary>Answers an offer before the call is answered, without the other side: with what it said before. Null: 488.</summary>
    /// <param name="agreed">The answer to the first offer.</param>
    /// <param name="wish">What the other side does, in its own words.</param>
    /// <param name="mayChange">See <see cref="SdpAnswerer.AnswerAgain"/>.</param>
    public byte[]? AnswerAgain(SessionDescription offer, SessionDescription agreed, MediaDirection wish, ReadOnlySpan<byte> text, bool mayChange = false)
    {
        if (!Allows(offer))
            return null;
        var before = _key;
        Takes(offer);
        if (Answerer()?.AnswerAgain(offer, agreed, wish, mayChange) is not { } answer)
        {
            _key = before;
            return null;
        }
        Hear(PeerTerms.Of(offer, agreed), text);
        return answer;
    }

    /// <summary>Answers an offer ourselves (voicemail, announcements). Null: 488, and all stays as it was.</summary>
    public SdpAnswer? Answer(SessionDescription offer, MediaDirection wish = MediaDirection.SendRecv)
    {
        var before = _key;
        Takes(offer);
        var answer = Answerer()?.Answer(offer, wish);
        if (answer is null)
            _key = before;
        return answer;
    }

    /// <summary>Answers or offers ourselves (voicemail, announcements).</summary>
    public SdpAnswerer? Answerer() => Port is null ? null : new SdpAnswerer(_owner, Port.AddressTowards(signallingSource), Port.Port, _key);

    /// <summary>This side's peer described itself: send its sound there.</summary>
    /// <param name="text">The description as it came, to know a repetition.</param>
    public void Hear(PeerTerms terms, ReadOnlySpan<byte> text)
    {
        _heard = Fingerprint(text);
        Codec = terms.Codec ?? Codec;
        Port?.SetRemote(Guarded(terms), signallingSource);
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

    /// <summary>The sound passes the bridge no more, or never did: descriptions pass from now on.</summary>
    public void Bypass()
    {
        Port?.Dispose();
        Port = null;
    }

    public void Dispose() => Port?.Dispose();

    private PeerTerms Guarded(PeerTerms terms)
    {
        if (terms.Crypto is null && _key is null)
            return terms;
        if (terms.IsFax)
        {
            // The port forgets how far the key was used: it is not used again.
            _key = _key is null ? null : SrtpKey.New(_key.Suite, _key.Tag);
            return terms;
        }
        if (terms.Crypto is { } theirs && theirs.Suite == _key?.Suite)
            return terms with { Keys = new(theirs, _key) };
        // One encrypts and the other does not: nothing is sent, and nothing that comes is authentic.
        var nobodys = SrtpKey.New(SrtpSuite.Sha1Tag80, 1);
        return terms with { Rtp = null, Keys = new(nobodys, _key ?? nobodys) };
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
