using System.Globalization;

namespace PbxBridge.Charging.Vouchers;

/// <summary>The secret number on a voucher: 14 digits, the last of them a check digit (VCH-1, Luhn). Printed once, and never kept: <see cref="VoucherPepper"/>.</summary>
public readonly record struct VoucherCode
{
    public const int Length = 14;

    /// <summary>How many different codes there are.</summary>
    public const long Space = 10_000_000_000_000;

    private readonly string? _digits;

    private VoucherCode(string digits) => _digits = digits;

    /// <summary>All 14 digits: for printing and hashing alone.</summary>
    public string Digits => _digits ?? throw new InvalidOperationException("No code.");

    /// <summary>A new code.</summary>
    /// <param name="random">From a cryptographic source, uniform below <see cref="Space"/>.</param>
    public static VoucherCode New(long random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(random);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(random, Space);
        var body = random.ToString("D13", CultureInfo.InvariantCulture);
        return new(body + (char)('0' + CheckDigit(body)));
    }

    /// <summary>Reads what somebody typed; blanks and hyphens between groups are passed over.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VoucherCode code)
    {
        code = default;
        Span<char> digits = stackalloc char[Length];
        var count = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '-')
            {
                continue;
            }

            if (!char.IsAsciiDigit(c) || count == Length)
            {
                return false;
            }

            digits[count++] = c;
        }

        if (count < Length || digits[^1] - '0' != CheckDigit(digits[..^1]))
        {
            return false;
        }

        code = new(digits.ToString());
        return true;
    }

    /// <summary>Only the last four digits: codes are money.</summary>
    public override string ToString() => _digits is null ? "" : "**********" + _digits[^4..];

    // Every second digit from the right, beginning beside the check digit, counts twice (ISO/IEC 7812-1).
    private static int CheckDigit(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[body.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? (digit * 2 / 10) + (digit * 2 % 10) : digit;
        }

        return (10 - (sum % 10)) % 10;
    }
}
