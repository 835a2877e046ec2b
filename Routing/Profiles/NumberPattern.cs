using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Profiles;

/// <summary>One number, or all that begin alike: <c>+48226000000</c>, <c>118913</c>, <c>+4822*</c>, <c>118*</c> (BAR-2).</summary>
/// <param name="Digits">E.164 with plus, or the digits of a short public number; the common beginning of a prefix pattern.</param>
/// <param name="IsPrefix">Every number that begins with the digits; else this number alone.</param>
public readonly record struct NumberPattern(string Digits, bool IsPrefix)
{
    public const int MaxDigits = 15;

    /// <summary>How many digits it names: the longer of two patterns is the more specific one (D15).</summary>
    public int Length => Digits is ['+', ..] ? Digits.Length - 1 : Digits.Length;

    public bool Matches(PhoneNumber number) =>
        IsPrefix ? number.Value.StartsWith(Digits, StringComparison.Ordinal) : number.Value == Digits;

    /// <summary>False unless the text is one to fifteen digits, with a plus or without, and at most one star, at its end.</summary>
    public static bool TryParse(string text, out NumberPattern pattern)
    {
        var prefix = text is [.., '*'];
        var digits = prefix ? text[..^1] : text;
        pattern = new(digits, prefix);
        var bare = digits.AsSpan(digits is ['+', ..] ? 1 : 0);
        return bare.Length is >= 1 and <= MaxDigits && !bare.ContainsAnyExceptInRange('0', '9') && digits is not ['+', '0', ..];
    }

    public override string ToString() => IsPrefix ? Digits + "*" : Digits;
}
