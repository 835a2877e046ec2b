using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>Reads a calling number out of an identity header: not dialled, so no break-out, no services, only numbers that somebody can have.</summary>
public static class CallingNumber
{
    private const int MaxLength = 24;

    /// <summary>E.164, or null when the text holds no complete number.</summary>
    /// <param name="text">URI, name-addr or digits; null gives null.</param>
    /// <param name="company">Set: short numbers of its private plan are understood too.</param>
    public static PhoneNumber? Read(string? text, NumberingData numbering, CompanySnapshot? company)
    {
        if (text is null)
            return null;
        Span<char> buffer = stackalloc char[MaxLength];
        var digits = Digits(UserOf(text), buffer);
        if (digits.IsEmpty)
            return null;
        if (digits[0] != '+' && company?.Plan.Resolve(digits) is { Number: { } own })
            return own;
        return Public(digits, numbering);
    }

    private static PhoneNumber? Public(ReadOnlySpan<char> digits, NumberingData numbering) => digits switch
    {
        ['+', ..] => Existing(digits[1..], numbering),
        ['0', '0', .. var abroad] => Existing(abroad, numbering),
        ['0', .. var national] when national.Length == 9 => Existing(string.Concat("48", national), numbering),
        _ when digits.Length == 9 => Existing(string.Concat("48", digits), numbering),
        _ => Existing(digits, numbering),
    };

    private static PhoneNumber? Existing(ReadOnlySpan<char> digits, NumberingData numbering)
    {
        var number = new PhoneNumber(string.Concat("+", digits));
        return numbering.IsNumber(number) ? number : null;
    }

    private static ReadOnlySpan<char> UserOf(ReadOnlySpan<char> text)
    {
        if (text.LastIndexOf('<') is var open and >= 0)
            text = text[(open + 1)..];
        text = text.Trim();
        foreach (var scheme in (ReadOnlySpan<string>)["sip:", "sips:", "tel:"])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                text = text[scheme.Length..];
        }

        return text.IndexOfAny("@;?>") is var end and >= 0 ? text[..end] : text;
    }

    private static ReadOnlySpan<char> Digits(scoped ReadOnlySpan<char> user, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in user)
        {
            if (c is '-' or '.' or '(' or ')' or ' ')
                continue;
            if (length == buffer.Length || !(char.IsAsciiDigit(c) || (c == '+' && length == 0)))
                return default;
            buffer[length++] = c;
        }

        return buffer[..length];
    }
}
