using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace PbxBridge.Media.Sdp;

/// <summary>A session description (RFC 8866) as an offer or answer of RFC 3264. Immutable.</summary>
public sealed class SessionDescription
{
    /// <summary>Longer bodies are refused.</summary>
    public const int MaxBytes = 32 * 1024;

    /// <summary>More <c>m=</c> lines are refused.</summary>
    public const int MaxMedia = 32;

    internal SessionDescription(string origin, ImmutableArray<MediaDescription> media)
    {
        Origin = origin;
        Media = media;
    }

    /// <summary>The value of <c>o=</c>: identifies the writer's session and its version. Never passed on (HIDE-1).</summary>
    public string Origin { get; }

    /// <summary>The media sections in their order, which an answer keeps (RFC 3264 §6).</summary>
    public ImmutableArray<MediaDescription> Media { get; }

    /// <summary>Index of the first audio that is switched on and can be carried; -1 when there is none.</summary>
    public int AudioIndex
    {
        get
        {
            for (var i = 0; i < Media.Length; i++)
                if (Media[i].IsRelayedAudio)
                    return i;
            return -1;
        }
    }

    /// <summary>The audio that is relayed; null when there is none (a first offer without it is answered 488).</summary>
    public MediaDescription? Audio => AudioIndex is >= 0 and var index ? Media[index] : null;

    /// <summary>Index of the one section that is relayed: the audio, or without any the fax; -1 when there is neither.</summary>
    public int RelayedIndex
    {
        get
        {
            if (AudioIndex is >= 0 and var audio)
                return audio;
            for (var i = 0; i < Media.Length; i++)
                if (Media[i].IsFax)
                    return i;
            return -1;
        }
    }

    /// <summary>The section that is relayed; null when there is none.</summary>
    public MediaDescription? Relayed => RelayedIndex is >= 0 and var index ? Media[index] : null;

    /// <summary>The audio is encrypted with keys that stand in the description (RFC 4568): only for signalling over TLS.</summary>
    public bool HasKeys => Audio is { Crypto: not null };

    /// <summary>A fax over T.38 and no sound: only within a call, and not towards a mobile network.</summary>
    public bool IsFax => Relayed is { IsFax: true };

    /// <summary>Sound that is offered in two lines, plain and encrypted, is taken in one of them: lines of the other kind are switched off.</summary>
    public SessionDescription Choosing(bool encrypted)
    {
        var (hasPlain, hasKeys) = (false, false);
        foreach (var media in Media)
        {
            if (media.IsRelayedAudio)
                (hasPlain, hasKeys) = (hasPlain || media.IsPlainRtp, hasKeys || !media.IsPlainRtp);
        }
        return hasPlain && hasKeys
            ? new(Origin, [.. Media.Select(media => media.IsRelayedAudio && media.IsPlainRtp == encrypted ? media.SwitchedOff() : media)])
            : this;
    }

    /// <summary>This answer with the lines, the direction and the profile that an answer to <paramref name="offer"/> must have (RFC 3264 §6).</summary>
    public SessionDescription Answering(SessionDescription offer) => FittingAnswer.Of(this, offer);

    /// <summary>Reads a body. Lenient where phones are sloppy (line ends, order of lines, unknown lines), strict where a line would be
    /// misread. Never throws.</summary>
    /// <param name="error">One sentence for the log and a Warning header; empty on success.</param>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SessionDescription? sdp, out string error) =>
        SdpParser.TryParse(body, out sdp, out error);

    internal static IPAddress? ConnectionAddress(ReadOnlySpan<byte> value)
    {
        // "IN IP4 192.0.2.1" or, for multicast, "IN IP4 224.2.1.1/127"; a host name is legal too and gives null.
        var network = SdpWords.Next(ref value);
        var family = SdpWords.Next(ref value);
        var text = SdpWords.Next(ref value);
        var isV6 = family.SequenceEqual("IP6"u8);
        if (!network.SequenceEqual("IN"u8) || !(isV6 || family.SequenceEqual("IP4"u8)) || !SdpWords.Next(ref value).IsEmpty || text.Contains((byte)'%'))
            return null;
        if (!IPAddress.TryParse(text, out var address) || isV6 != (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6))
            return null;
        // IPAddress also takes "1" and "0x7f.1"; only the dotted form is SDP.
        if (!isV6 && text.Count((byte)'.') != 3)
            return null;
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        var multicast = isV6 ? address.IsIPv6Multicast : octets[0] is >= 224 and < 240;
        return multicast ? null : address;
    }
}
