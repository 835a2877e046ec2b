using System.Globalization;

namespace PbxBridge.Charging.Amounts;

/// <summary>Reads exact decimals. The framework's own parser takes blanks, groups and exponents, and rounds what is too long.</summary>
internal static class DecimalText
{
    /// <returns>What is wrong, or null.</returns>
    public static Wording? Read(ReadOnlySpan<char> text, int places, out decimal value)
    {
        value = 0;
        var digits = text is ['-', ..] ? text[1..] : text;
        var mark = digits.IndexOfAny('.', ',');
        var whole = mark < 0 ? digits : digits[..mark];
        var rest = mark < 0 ? [] : digits[(mark + 1)..];
        if (!AreDigits(whole) || (mark >= 0 && !AreDigits(rest)))
        {
            return new("oczekiwano kwoty, np. 12,50", "an amount like 12.50 is expected");
        }

        if (rest.Length > places)
        {
            return new(
                places == 0 ? "bez miejsc po przecinku" : string.Create(CultureInfo.InvariantCulture, $"najwyżej {places} {(places == 1 ? "miejsce" : places < 5 ? "miejsca" : "miejsc")} po przecinku"),
                places == 0 ? "no decimal places" : string.Create(CultureInfo.InvariantCulture, $"at most {places} decimal place{(places == 1 ? "" : "s")}"));
        }

        whole = whole.TrimStart('0');
        if (whole.Length > Money.MaxDigits)
        {
            return new("kwota jest za duża", "the amount is too large");
        }

        var units = 0m;
        foreach (var c in whole)
        {
            units = (units * 10) + (c - '0');
        }

        var scale = 1m;
        foreach (var c in rest)
        {
            units = (units * 10) + (c - '0');
            scale *= 10;
        }

        value = text is ['-', ..] ? -units / scale : units / scale;
        return null;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
