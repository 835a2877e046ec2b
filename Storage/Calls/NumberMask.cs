using System.Collections.Immutable;
using System.Text;

namespace PbxBridge.Storage.Calls;

/// <summary>Hides numbers of private calls wherever they stand: from the fourth digit on each digit becomes an x (D9). Digits may have signs between them
/// (<c>601-000-201</c>) or be escaped (<c>%36</c>); the length of the text does not change.</summary>
/// <remarks>Polish numbers are looked for by their nine digits, so that every prefix is covered; others without their plus.</remarks>
internal sealed class NumberMask
{
    private const int Shortest = 5;
    private const char Hidden = 'x';
    private const string Poland = "48";

    private readonly ImmutableArray<byte[]> _digits;
    private readonly int _shown;

    /// <param name="numbers">What is masked already, and what is too short to be anybody's number, is passed over.</param>
    /// <param name="shown">How many digits stay.</param>
    public NumberMask(IEnumerable<string> numbers, int shown = 3)
    {
        _shown = shown;
        var digits = numbers.Where(number => !number.Contains(Hidden, StringComparison.Ordinal)).Select(Significant).Where(one => one.Length >= Shortest).Distinct().ToList();
        // 0601000201 is 601000201 with something before it, which may stay.
        _digits = [.. digits.Where(one => !digits.Exists(other => other.Length < one.Length && one.EndsWith(other, StringComparison.Ordinal))).Select(Encoding.ASCII.GetBytes)];
    }

    public string Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Apply(bytes) ? Encoding.UTF8.GetString(bytes) : text;
    }

    /// <summary>In place.</summary>
    /// <returns>False when there was nothing to hide.</returns>
    public bool Apply(Span<byte> text)
    {
        var found = false;
        foreach (var digits in _digits)
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (Matches(text[i..], digits))
                {
                    Hide(text[i..], digits.Length);
                    found = true;
                }
            }
        }

        return found;
    }

    private static string Significant(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return number.StartsWith('+') && digits.StartsWith(Poland, StringComparison.Ordinal) && digits.Length == 11 ? digits[Poland.Length..] : digits;
    }

    private static bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> digits)
    {
        var at = 0;
        for (var n = 0; n < digits.Length; n++)
        {
            while (n > 0 && at < text.Length && IsSeparator(text[at]))
                at++;
            if (at >= text.Length)
                return false;
            if (text[at] == digits[n])
                at++;
            else if (IsEscaped(text[at..], digits[n]))
                at += 3;
            else
                return false;
        }

        return true;
    }

    private void Hide(Span<byte> text, int digits)
    {
        var at = 0;
        for (var n = 0; n < digits; n++)
        {
            while (n > 0 && IsSeparator(text[at]))
                at++;
            if (text[at] == (byte)'%')
            {
                // An escaped x is %78.
                if (n >= _shown)
                    "78"u8.CopyTo(text[(at + 1)..]);
                at += 3;
            }
            else
            {
                if (n >= _shown)
                    text[at] = (byte)Hidden;
                at++;
            }
        }
    }

    private static bool IsEscaped(ReadOnlySpan<byte> text, byte digit) => text is [(byte)'%', (byte)'3', var low, ..] && low == digit;

    // RFC 3966: visual separators; and what people put between digits.
    private static bool IsSeparator(byte c) => c is (byte)'-' or (byte)'.' or (byte)'(' or (byte)')' or (byte)' ';
}
