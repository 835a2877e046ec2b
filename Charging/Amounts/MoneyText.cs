using System.Globalization;
using System.Text;

namespace PbxBridge.Charging.Amounts;

/// <summary>Money as people read it. No culture takes part, so that the same amount is the same text on every machine.</summary>
public static class MoneyText
{
    // Non-breaking, so that an amount stays on one line.
    private const string Blank = "\u00A0";

    /// <summary>To whole grosze: <c>1 234,50 zł</c>, <c>PLN 1,234.50</c>.</summary>
    public static Wording Shown(this Money money) => Shown(money.ToGrosz(), 2);

    /// <summary>With all its places, two to four: <c>0,0048 zł</c>.</summary>
    public static Wording ShownExactly(this Money money) => Shown(money, NeededPlaces(money));

    /// <summary>To whole grosze in letters that every SMS carries (GSM 7-bit): <c>1234,50 zl</c>, <c>PLN 1234.50</c>.</summary>
    public static Wording ShownPlainly(this Money money) =>
        new(Digits(money.ToGrosz(), ',', "", 2) + " zl", "PLN " + Digits(money.ToGrosz(), '.', "", 2));

    internal static int NeededPlaces(Money money) => (money.Units % 100, money.Units % 10) switch
    {
        (0, _) => 2,
        (_, 0) => 3,
        _ => 4,
    };

    internal static string Digits(Money money, char point, string group, int places)
    {
        var units = Math.Abs(money.Units);
        var whole = (units / 10_000).ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder(money.IsNegative ? "-" : "");
        for (var i = 0; i < whole.Length; i++)
        {
            text.Append(i > 0 && (whole.Length - i) % 3 == 0 ? group : "").Append(whole[i]);
        }

        return text.Append(point).Append((units % 10_000).ToString("0000", CultureInfo.InvariantCulture).AsSpan(0, places)).ToString();
    }

    private static Wording Shown(Money money, int places) =>
        new(Digits(money, ',', Blank, places) + Blank + "zł", "PLN" + Blank + Digits(money, '.', ",", places));
}
