using System.Diagnostics.CodeAnalysis;

namespace PbxBridge.Charging.Amounts;

/// <summary>An amount in złoty with at most four places after the point, exact (RAT-4). Amounts are added and compared; a price times a time is worked out in
/// <see cref="decimal"/> and becomes money by one <see cref="Rounded"/>.</summary>
/// <remarks>Never above 99,999,999,999,999.9999 either way, so that <see cref="Units"/> fits a 64-bit column: <see cref="OverflowException"/>.</remarks>
public readonly record struct Money : IComparable<Money>
{
    /// <summary>Places of a charge. Invoices have two: <see cref="ToGrosz"/>.</summary>
    public const int Places = 4;

    internal const int MaxDigits = 14;

    private const decimal Limit = 99_999_999_999_999.9999m;

    private Money(decimal amount)
    {
        Amount = Math.Abs(amount) <= Limit ? amount : throw new OverflowException("An amount of money is out of range.");
    }

    public static Money Zero => default;

    /// <summary>Złoty.</summary>
    public decimal Amount { get; }

    /// <summary>Ten-thousandths of a złoty: the whole number that a store without decimals keeps.</summary>
    public long Units => (long)(Amount * 10_000m);

    public bool IsZero => Amount == 0;

    public bool IsNegative => Amount < 0;

    /// <summary>An amount that is known to be exact.</summary>
    /// <exception cref="ArgumentException">It has more than four places.</exception>
    public static Money Of(decimal zloty) =>
        Math.Round(zloty, Places) == zloty ? new(zloty) : throw new ArgumentException("An amount of money has at most four places.", nameof(zloty));

    public static Money FromUnits(long tenThousandths) => new(tenThousandths / 10_000m);

    public static Money FromGrosz(long grosz) => new(grosz / 100m);

    /// <summary>To four places, a half away from zero: the one rounding of a charge (RAT-4).</summary>
    public static Money Rounded(decimal zloty) => new(Math.Round(zloty, Places, MidpointRounding.AwayFromZero));

    /// <summary>To whole grosze, a half away from zero: for invoice lines and for people (RAT-5).</summary>
    public static Money RoundedToGrosz(decimal zloty) => new(Math.Round(zloty, 2, MidpointRounding.AwayFromZero));

    public static Money Sum(IEnumerable<Money> amounts)
    {
        var sum = 0m;
        foreach (var amount in amounts)
        {
            sum += amount.Amount;
        }

        return new(sum);
    }

    public static Money Min(Money one, Money other) => one <= other ? one : other;

    public static Money Max(Money one, Money other) => one >= other ? one : other;

    /// <summary>Reads <c>12</c>, <c>12.5</c>, <c>-12,50</c>: digits, one point or comma, no blanks, no groups, no exponent.</summary>
    /// <param name="places">How many digits may stand after the point, at most four. More of them is a fault, zeros too: nothing is rounded unseen.</param>
    /// <param name="fault">What is wrong, null when the text was read.</param>
    public static bool TryParse(ReadOnlySpan<char> text, int places, out Money money, [NotNullWhen(false)] out Wording? fault)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, Places);
        fault = DecimalText.Read(text, places, out var amount);
        money = new(amount);
        return fault is null;
    }

    public static Money operator +(Money one, Money other) => new(one.Amount + other.Amount);

    public static Money operator -(Money one, Money other) => new(one.Amount - other.Amount);

    public static Money operator -(Money one) => new(-one.Amount);

    public static bool operator <(Money one, Money other) => one.Amount < other.Amount;

    public static bool operator >(Money one, Money other) => one.Amount > other.Amount;

    public static bool operator <=(Money one, Money other) => one.Amount <= other.Amount;

    public static bool operator >=(Money one, Money other) => one.Amount >= other.Amount;

    public Money ToGrosz() => RoundedToGrosz(Amount);

    public int CompareTo(Money other) => Amount.CompareTo(other.Amount);

    /// <summary>With a point and two to four places, the same everywhere: <c>12.50</c>, <c>0.0048</c>. For files and logs; <see cref="MoneyText"/> for people.</summary>
    public override string ToString() => MoneyText.Digits(this, '.', "", MoneyText.NeededPlaces(this));
}
