using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>The parts of a URI as slices of its bytes, still escaped (RFC 3261 §19.1, RFC 3966). Of a scheme other than sip, sips and tel only the
/// scheme and the opaque rest, in <see cref="User"/>, are told apart.</summary>
public readonly ref struct SipUriView
{
    private SipUriView(UriScheme scheme, ReadOnlySpan<byte> schemeText)
    {
        Scheme = scheme;
        SchemeText = schemeText;
    }

    public UriScheme Scheme { get; }

    public ReadOnlySpan<byte> SchemeText { get; }

    /// <summary>The user part, raw; of a tel URI the number; of other schemes all after the colon.</summary>
    public ReadOnlySpan<byte> User { get; private init; }

    public ReadOnlySpan<byte> Password { get; private init; }

    /// <summary>An IPv6 address keeps its brackets.</summary>
    public ReadOnlySpan<byte> Host { get; private init; }

    /// <summary>0 when the URI names none.</summary>
    public int Port { get; private init; }

    /// <summary>From the first semicolon on, that semicolon included; empty if none.</summary>
    public ReadOnlySpan<byte> Parameters { get; private init; }

    /// <summary>What follows the question mark; empty if none.</summary>
    public ReadOnlySpan<byte> Headers { get; private init; }

    public bool IsSip => Scheme is UriScheme.Sip or UriScheme.Sips;

    public bool HostIsIPv6 => !Host.IsEmpty && Host[0] == '[';

    public static bool TryParse(ReadOnlySpan<byte> text, out SipUriView uri)
    {
        uri = default;
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || colon == text.Length - 1 || text.ContainsAny(Octets.NotInUri))
            return false;
        var schemeText = text[..colon];
        var rest = text[(colon + 1)..];
        var scheme = SchemeOf(schemeText);
        switch (scheme)
        {
            case UriScheme.Sip or UriScheme.Sips:
                return TryParseSip(scheme, schemeText, rest, out uri);
            case UriScheme.Tel:
                return TryParseTel(schemeText, rest, out uri);
            default:
                uri = new SipUriView(scheme, schemeText) { User = rest };
                return char.IsAsciiLetter((char)schemeText[0]) && Octets.IsToken(schemeText);
        }
    }

    /// <summary>The value of a URI parameter; a parameter without a value (<c>lr</c>) gives true and an empty value.</summary>
    public bool TryGetParameter(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => UriParameters.TryFind(Parameters, name, out value);

    /// <summary>RFC 3261 §19.1.4: escapes decoded, order of parameters ignored, an absent port is not the default port. tel: RFC 3966 §4.
    /// Other schemes: same bytes. False when one of them is no URI.</summary>
    public static bool Equivalent(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        TryParse(a, out var left) && TryParse(b, out var right) && UriEquivalence.Same(left, right);

    /// <summary>Decodes <c>%HH</c>; the result is read as UTF-8. A percent sign that starts no escape stays.</summary>
    public static string Unescape(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'%'))
            return Encoding.UTF8.GetString(text);
        var decoded = text.Length <= 256 ? stackalloc byte[256] : new byte[text.Length];
        var length = 0;
        while (!text.IsEmpty)
            decoded[length++] = UriEquivalence.TakeOctet(ref text, out _);
        return Encoding.UTF8.GetString(decoded[..length]);
    }

    private static UriScheme SchemeOf(ReadOnlySpan<byte> text) => text.Length switch
    {
        3 when Ascii.EqualsIgnoreCase(text, "sip"u8) => UriScheme.Sip,
        4 when Ascii.EqualsIgnoreCase(text, "sips"u8) => UriScheme.Sips,
        3 when Ascii.EqualsIgnoreCase(text, "tel"u8) => UriScheme.Tel,
        3 when Ascii.EqualsIgnoreCase(text, "urn"u8) => UriScheme.Urn,
        _ => UriScheme.Other,
    };

    private static bool TryParseSip(UriScheme scheme, ReadOnlySpan<byte> schemeText, ReadOnlySpan<byte> rest, out SipUriView uri)
    {
        uri = default;
        if (!EscapesAreWhole(rest))
            return false;
        ReadOnlySpan<byte> user = default, password = default, headers = default, parameters = default;

        // A user part may hold ; ? / and , so the @ is looked for first (RFC 4475 §3.1.1.2).
        var at = rest.IndexOf((byte)'@');
        if (at >= 0)
        {
            user = rest[..at];
            rest = rest[(at + 1)..];
            var colon = user.IndexOf((byte)':');
            if (colon >= 0)
            {
                password = user[(colon + 1)..];
                user = user[..colon];
            }
            if (user.IsEmpty)
                return false;
        }
        var question = rest.IndexOf((byte)'?');
        if (question >= 0)
        {
            headers = rest[(question + 1)..];
            rest = rest[..question];
            if (headers.IsEmpty)
                return false;
        }
        var semicolon = rest.IndexOf((byte)';');
        if (semicolon >= 0)
        {
            parameters = rest[semicolon..];
            rest = rest[..semicolon];
            if (!UriParameters.AreValid(parameters))
                return false;
        }
        if (!HostPort.TryParse(rest, out var host, out var port))
            return false;
        uri = new SipUriView(scheme, schemeText)
        {
            User = user,
            Password = password,
            Host = host,
            Port = port,
            Parameters = parameters,
            Headers = headers,
        };
        return true;
    }

    private static bool TryParseTel(ReadOnlySpan<byte> schemeText, ReadOnlySpan<byte> rest, out SipUriView uri)
    {
        var semicolon = rest.IndexOf((byte)';');
        var number = semicolon < 0 ? rest : rest[..semicolon];
        var parameters = semicolon < 0 ? default : rest[semicolon..];
        uri = new SipUriView(UriScheme.Tel, schemeText) { User = number, Parameters = parameters };
        return !number.IsEmpty && UriParameters.AreValid(parameters);
    }

    private static bool EscapesAreWhole(ReadOnlySpan<byte> text)
    {
        int at;
        while ((at = text.IndexOf((byte)'%')) >= 0)
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
                return false;
            text = text[(at + 3)..];
        }
        return true;
    }
}
