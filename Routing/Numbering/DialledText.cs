using System.Globalization;

namespace PbxBridge.Routing.Numbering;

/// <summary>The number in a dialled string, free of scheme, host, parameters and separators (§1.5 steps 1 and 2).</summary>
internal readonly ref struct DialledText
{
    /// <summary>Longer than any number; what is longer is not a number.</summary>
    public const int MaxLength = 48;

    private const char NoBreakSpace = '\u00A0';

    private DialledText(ReadOnlySpan<char> digits, PhoneContext context, bool tooLong)
    {
        Digits = digits;
        Context = context;
        TooLong = tooLong;
    }

    public ReadOnlySpan<char> Digits { get; }

    public PhoneContext Context { get; }

    public bool TooLong { get; }

    /// <param name="privateDomain">The company's phone-context, or null.</param>
    /// <param name="buffer">Holds the digits as long as the result lives.</param>
    public static DialledText Read(ReadOnlySpan<char> raw, string? privateDomain, Span<char> buffer)
    {
        var user = UserPart(raw.Trim());
        var length = 0;
        var at = 0;
        while (at < user.Length)
        {
            var c = Next(user, ref at);
            if (c == ';')
            {
                return new(buffer[..length], ContextOf(user[at..], privateDomain), false);
            }

            if (IsSeparator(c))
            {
                continue;
            }

            if (length == buffer.Length)
            {
                return new(buffer, PhoneContext.None, true);
            }

            buffer[length++] = c;
        }

        return new(buffer[..length], PhoneContext.None, false);
    }

    private static bool IsSeparator(char c) => c is '-' or '.' or '(' or ')' or ' ' or '/' or NoBreakSpace;

    private static ReadOnlySpan<char> UserPart(ReadOnlySpan<char> raw)
    {
        if (raw.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            return raw[4..];
        }

        var rest = raw.StartsWith("sip:", StringComparison.OrdinalIgnoreCase) ? raw[4..]
            : raw.StartsWith("sips:", StringComparison.OrdinalIgnoreCase) ? raw[5..]
            : raw;
        var at = rest.LastIndexOf('@');
        if (at >= 0)
        {
            rest = rest[..at];
        }
        else if (rest.Length < raw.Length && IsAddress(rest))
        {
            return default;
        }

        // user:password@host (RFC 3261 §19.1.1); a number holds no colon.
        var colon = rest.IndexOf(':');
        return colon >= 0 ? rest[..colon] : rest;
    }

    // sip:192.0.2.1 names a host and nobody there; its dots are no separators of a number.
    private static bool IsAddress(ReadOnlySpan<char> hostPort)
    {
        var end = hostPort.IndexOfAny(':', ';', '?');
        var host = end < 0 ? hostPort : hostPort[..end];
        return host is ['[', ..] || (host.Count('.') == 3 && System.Net.IPAddress.TryParse(host, out _));
    }

    /// <summary>One character, percent-decoded once.</summary>
    private static char Next(ReadOnlySpan<char> text, ref int at)
    {
        if (Escaped(text, at) is not { } value)
        {
            return text[at++];
        }

        at += 3;
        if (value == 0xC2 && Escaped(text, at) == NoBreakSpace)
        {
            at += 3;
            return NoBreakSpace;
        }

        return (char)value;
    }

    private static int? Escaped(ReadOnlySpan<char> text, int at) =>
        at + 2 < text.Length && text[at] == '%'
        && byte.TryParse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static PhoneContext ContextOf(ReadOnlySpan<char> parameters, string? privateDomain)
    {
        Span<char> decoded = stackalloc char[128];
        if (parameters.Length > decoded.Length)
        {
            return PhoneContext.None;
        }

        var (length, at) = (0, 0);
        while (at < parameters.Length)
        {
            decoded[length++] = Next(parameters, ref at);
        }

        ReadOnlySpan<char> rest = decoded[..length];
        foreach (var part in rest.Split(';'))
        {
            var parameter = rest[part].Trim();
            if (parameter.StartsWith("phone-context=", StringComparison.OrdinalIgnoreCase))
            {
                return KindOf(parameter["phone-context=".Length..], privateDomain);
            }
        }

        return PhoneContext.None;
    }

    private static PhoneContext KindOf(ReadOnlySpan<char> context, string? privateDomain)
    {
        if (context is ['+', ..])
        {
            return context.StartsWith("+48", StringComparison.Ordinal) ? PhoneContext.Poland : PhoneContext.Abroad;
        }

        if (!string.IsNullOrEmpty(privateDomain) && context.Equals(privateDomain, StringComparison.OrdinalIgnoreCase))
        {
            return PhoneContext.PrivateDomain;
        }

        return context.EndsWith(".3gppnetwork.org", StringComparison.OrdinalIgnoreCase) ? PhoneContext.AsDialled : PhoneContext.Other;
    }
}

/// <summary>What the phone-context of a local number says (RFC 3966 §5.1.5).</summary>
internal enum PhoneContext
{
    None,

    /// <summary>The mobile operator's home-local context: the string is as the user dialled it.</summary>
    AsDialled,
    PrivateDomain,
    Poland,
    Abroad,
    Other,
}
