using System.Globalization;
using System.Net;
using System.Text;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Media.Sdp;

/// <summary>Writes what one leg's description says as our own description on the other leg: our origin, address and port; the same
/// media lines in the same places, codecs and their payload numbers unchanged, so relayed packets need no mapping.</summary>
/// <remarks>Attributes that pass: <c>rtpmap</c>, <c>fmtp</c>, <c>ptime</c>, <c>maxptime</c>, <c>silenceSupp</c> and the direction; bandwidths
/// <c>AS</c>, <c>TIAS</c>, <c>RS</c>, <c>RR</c>; of a fax all that begins with <c>T38</c>, but not the maker. Everything else is dropped: candidates and ICE, <c>rtcp</c>, <c>rtcp-mux</c>, <c>ssrc</c>,
/// <c>crypto</c> and <c>fingerprint</c>, <c>mid</c>/<c>group</c>, capability negotiation, preconditions, feedback, the session's name and
/// contact lines. They name hosts, or promise what a relay in the middle does not do (HIDE-1).</remarks>
public static class SdpRewriter
{
    /// <summary>The description for the other leg. Only the first plain audio line, or without any the fax, is relayed; every other line is kept in place with
    /// port 0 (RFC 3264 §6). A source without usable audio gives a description with all ports 0: check
    /// <see cref="SessionDescription.Relayed"/> first and answer 488.</summary>
    /// <param name="address">Our address towards that leg.</param>
    /// <param name="rtpPort">Our RTP port of that leg.</param>
    /// <param name="key">With what we encrypt on that leg; null for plain RTP.</param>
    public static byte[] Rewrite(SessionDescription source, in SdpOwner owner, IPAddress address, int rtpPort, SrtpKey? key = null) =>
        Rewrite(source, owner, address, rtpPort, source.Relayed?.EffectiveDirection ?? MediaDirection.Inactive, key);

    /// <summary>The same media, nothing flowing: holds a leg while the other one is gone or changing (RFC 3264 §8.4).</summary>
    public static byte[] Hold(SessionDescription source, in SdpOwner owner, IPAddress address, int rtpPort) =>
        Rewrite(source, owner, address, rtpPort, MediaDirection.Inactive);

    /// <summary>The description for the other leg with a direction of our choice, in our words as its sender.</summary>
    public static byte[] Rewrite(SessionDescription source, in SdpOwner owner, IPAddress address, int rtpPort, MediaDirection direction, SrtpKey? key = null)
    {
        var text = new StringBuilder(512);
        text.Append("c=IN ").Append(SdpOwner.Family(address)).Append(' ').Append(address).Append("\r\nt=0 0\r\n");
        var relayed = source.RelayedIndex;
        for (var i = 0; i < source.Media.Length; i++)
        {
            if (i == relayed)
                AppendRelayed(text, source.Media[i], rtpPort, direction, key);
            else
                AppendRefused(text, source.Media[i]);
        }
        return owner.Write(address, text.ToString());
    }

    internal static void AppendRefused(StringBuilder text, MediaDescription media)
    {
        text.Append("m=").Append(media.Type).Append(" 0 ").Append(media.Protocol);
        AppendFormats(text, media);
    }

    internal static void AppendRelayed(StringBuilder text, MediaDescription media, int rtpPort, MediaDirection direction, SrtpKey? key)
    {
        text.Append("m=").Append(media.Type).Append(' ').Append(rtpPort.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(media.IsFax ? media.Protocol : Profile(media.Protocol, key));
        AppendFormats(text, media);
        foreach (var bandwidth in media.Bandwidths)
            if (Passes(bandwidth))
                text.Append("b=").Append(bandwidth).Append("\r\n");
        foreach (var attribute in media.Attributes)
            if (media.IsFax ? PassesForFax(attribute) : Passes(attribute))
                text.Append("a=").Append(attribute.Name).Append(attribute.Value is null ? "" : ":").Append(attribute.Value).Append("\r\n");
        text.Append("a=").Append(direction.Text()).Append("\r\n");
        if (key is not null && !media.IsFax)
            AppendKey(text, key);
    }

    internal static void AppendKey(StringBuilder text, SrtpKey key) => text.Append("a=crypto:").Append(key.Text).Append("\r\n");

    /// <summary>What a leg speaks: with or without feedback as the source does, encrypted when the leg is.</summary>
    internal static string Profile(string source, SrtpKey? key) =>
        (key is null, source.EndsWith('F')) switch
        {
            (true, false) => "RTP/AVP",
            (true, true) => "RTP/AVPF",
            (false, false) => "RTP/SAVP",
            _ => "RTP/SAVPF",
        };

    private static void AppendFormats(StringBuilder text, MediaDescription media)
    {
        foreach (var format in media.Formats)
            text.Append(' ').Append(format);
        text.Append("\r\n");
    }

    private static bool Passes(SdpAttribute attribute) =>
        attribute.Value is not null && attribute.Name is "rtpmap" or "fmtp" or "ptime" or "maxptime" or "silenceSupp";

    // Some are flags without a value. T38VendorInfo names the maker of the machine (HIDE-1).
    private static bool PassesForFax(SdpAttribute attribute) =>
        attribute.Name.StartsWith("T38", StringComparison.OrdinalIgnoreCase) && !attribute.Name.Equals("T38VendorInfo", StringComparison.OrdinalIgnoreCase);

    private static bool Passes(string bandwidth) =>
        bandwidth.StartsWith("AS:", StringComparison.Ordinal) || bandwidth.StartsWith("TIAS:", StringComparison.Ordinal)
        || bandwidth.StartsWith("RS:", StringComparison.Ordinal) || bandwidth.StartsWith("RR:", StringComparison.Ordinal);
}
