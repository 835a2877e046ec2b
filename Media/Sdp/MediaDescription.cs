using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PbxBridge.Media.Srtp;

namespace PbxBridge.Media.Sdp;

/// <summary>One <c>m=</c> section (RFC 8866 §5.14) with what it inherits from the session: address and direction.</summary>
public sealed class MediaDescription
{
    /// <summary>The value of <see cref="AudioPayload"/> when neither PCMA nor PCMU is there.</summary>
    public const byte NoG711 = 255;

    /// <summary><c>audio</c>, <c>video</c>, <c>image</c>, <c>message</c> …</summary>
    public required string Type { get; init; }

    /// <summary>0 = refused or switched off (RFC 3264 §6).</summary>
    public required int Port { get; init; }

    /// <summary><c>RTP/AVP</c>, <c>udptl</c> …</summary>
    public required string Protocol { get; init; }

    /// <summary>Formats in the order of preference; payload type numbers for RTP.</summary>
    public required ImmutableArray<string> Formats { get; init; }

    /// <summary>The media's own <c>c=</c>, else the session's; null when there is none, or it is a host name or a multicast group.</summary>
    public required IPAddress? Address { get; init; }

    /// <summary>The media's own direction, else the session's, else sendrecv.</summary>
    public required MediaDirection Direction { get; init; }

    /// <summary>Attributes of this section, not those of the session.</summary>
    public required ImmutableArray<SdpAttribute> Attributes { get; init; }

    /// <summary>Values of the <c>b=</c> lines: <c>AS:64</c>.</summary>
    public required ImmutableArray<string> Bandwidths { get; init; }

    /// <summary>Audio that is switched on and that the relay can carry: over plain RTP, or over SRTP with a key that we understand.</summary>
    public bool IsRelayedAudio => Type == "audio" && Port != 0 && (IsPlainRtp || Crypto is not null);

    /// <summary>With what the writer encrypts (RFC 4568): the first line that we understand; null for plain RTP, and for an SRTP profile without one.</summary>
    public SrtpKey? Crypto
    {
        get
        {
            if (!Protocol.Equals("RTP/SAVP", StringComparison.OrdinalIgnoreCase) && !Protocol.Equals("RTP/SAVPF", StringComparison.OrdinalIgnoreCase))
                return null;
            foreach (var attribute in Attributes)
            {
                if (attribute is { Name: "crypto", Value: { } value } && SrtpKey.Parse(value) is { } key)
                    return key;
            }
            return null;
        }
    }

    /// <summary>A fax over T.38 in UDPTL that is switched on (ITU-T T.38 annex D).</summary>
    public bool IsFax => Type == "image" && Port != 0 && Protocol.Equals("udptl", StringComparison.OrdinalIgnoreCase)
        && Formats.Contains("t38", StringComparer.OrdinalIgnoreCase);

    internal bool IsPlainRtp => Protocol.Equals("RTP/AVP", StringComparison.OrdinalIgnoreCase)
        || Protocol.Equals("RTP/AVPF", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its connection line names an address; false for a host name, which nobody looks up.</summary>
    public bool HasAddress => Address is not null;

    /// <summary>Where the writer receives RTP; null when switched off, when no literal address is known, and for the old hold 0.0.0.0
    /// (RFC 3264 §8.4).</summary>
    public IPEndPoint? Rtp => Port == 0 || Address is null || IsUnspecified ? null : new IPEndPoint(Address, Port);

    /// <summary>What the writer really means: the old hold by <c>c=0.0.0.0</c> takes "I receive" away from <see cref="Direction"/>.</summary>
    public MediaDirection EffectiveDirection => IsUnspecified
        ? MediaDirections.From(Direction.Sends(), receives: false)
        : Direction;

    /// <summary>The payload type of <c>telephone-event/8000</c> (RFC 4733); -1 when not offered.</summary>
    public int TelephoneEventPayload => Find("telephone-event", 8000);

    /// <summary>The first of PCMA (8) and PCMU (0) in the order of preference, by its static number; <see cref="NoG711"/> when neither is there.</summary>
    public byte AudioPayload
    {
        get
        {
            foreach (var format in Formats)
            {
                if (format == "8")
                    return 8;
                if (format == "0")
                    return 0;
            }
            return NoG711;
        }
    }

    /// <summary>The codec that comes first, as <c>rtpmap</c> names it; null when nothing says what it is.</summary>
    public string? Codec => CodecName.Of(this);

    private bool IsUnspecified => Address is not null
        && Address.Equals(Address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any);

    /// <summary>The first format that <c>rtpmap</c> gives this encoding name (any case) and clock rate; -1 when there is none.</summary>
    public int Find(string encoding, int clockRate)
    {
        foreach (var format in Formats)
        {
            if (!byte.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var payload) || payload > 127)
                continue;
            if (RtpMap(format) is not { } map)
                continue;
            var parts = map.Split('/');
            if (parts.Length >= 2 && parts[0].Equals(encoding, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate == clockRate)
                return payload;
        }
        return -1;
    }

    /// <summary>The same with some of the formats only, and what is said of them.</summary>
    internal MediaDescription Narrowed(ImmutableArray<string> formats, string protocol) => new()
    {
        Type = Type,
        Port = Port,
        Protocol = protocol,
        Formats = formats,
        Address = Address,
        Direction = Direction,
        Attributes = [.. Attributes.Where(a => a.Name is not ("rtpmap" or "fmtp") || formats.Contains(a.Value?.Split(' ')[0] ?? ""))],
        Bandwidths = Bandwidths,
    };

    /// <summary>The same with another direction and profile.</summary>
    internal MediaDescription Directed(MediaDirection direction, string protocol) => new()
    {
        Type = Type,
        Port = Port,
        Protocol = protocol,
        Formats = Formats,
        Address = Address,
        Direction = direction,
        Attributes = Attributes,
        Bandwidths = Bandwidths,
    };

    /// <summary>The same, refused.</summary>
    internal MediaDescription SwitchedOff() => new()
    {
        Type = Type,
        Port = 0,
        Protocol = Protocol,
        Formats = Formats,
        Address = Address,
        Direction = Direction,
        Attributes = Attributes,
        Bandwidths = Bandwidths,
    };

    /// <summary><c>PCMA/8000</c> for a format; null when the section has no <c>rtpmap</c> for it.</summary>
    public string? RtpMap(string format)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Name != "rtpmap" || attribute.Value is not { } value)
                continue;
            var space = value.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && value.AsSpan(0, space).SequenceEqual(format))
                return value[(space + 1)..].Trim();
        }
        return null;
    }
}
