namespace PbxBridge.Routing.Numbering;

/// <summary>Which kinds of numbers begin with given digits, by prefix alone: no company's directory is asked.</summary>
internal static class NumberingKinds
{
    private const string Poland = "48";
    private const int NationalLength = 9;
    private const int MaxLength = 15;

    /// <summary>Empty when no number begins so. Of mobile numbers both operators' classes are given, as numbers are ported; of fixed ones both distances.</summary>
    /// <param name="rows">Of one day.</param>
    /// <param name="beginning">E.164 with plus, or the digits of short public numbers.</param>
    public static HashSet<NumberKind> Behind(NumberingRows rows, ReadOnlySpan<char> beginning)
    {
        var kinds = new HashSet<NumberKind>();
        if (beginning is not ['+', .. var digits])
        {
            foreach (var row in rows.Short)
            {
                if (Meet(row.Prefix, beginning) && beginning.Length <= row.MaxLength)
                    kinds.Add(new(row.Class));
            }

            return kinds;
        }

        if (Meet(Poland, digits))
            National(rows, digits.Length > Poland.Length ? digits[Poland.Length..] : [], kinds);
        if (!digits.StartsWith(Poland, StringComparison.Ordinal) && digits.Length <= MaxLength)
            Abroad(rows, digits, kinds);
        return kinds;
    }

    private static void National(NumberingRows rows, ReadOnlySpan<char> nsn, HashSet<NumberKind> kinds)
    {
        NumberRow? covering = null;
        foreach (var row in rows.National)
        {
            if (nsn.StartsWith(row.Prefix, StringComparison.Ordinal))
                covering = covering is null || row.Prefix.Length > covering.Prefix.Length ? row : covering;
            else if (row.Prefix.AsSpan().StartsWith(nsn, StringComparison.Ordinal))
                Add(row.Class, kinds);
        }

        if (covering is not null)
        {
            if (nsn.Length <= covering.MaxLength)
                Add(covering.Class, kinds);
            return;
        }

        foreach (var area in rows.Areas)
        {
            if (!Meet(area.Code, nsn))
                continue;
            if (nsn.Length <= NationalLength)
                Add(NumberClass.FixedNational, kinds);
            foreach (var row in rows.Short)
            {
                if (row.Class == NumberClass.ShortSpecial && Meet(string.Concat(area.Code, row.Prefix), nsn) && nsn.Length <= area.Code.Length + row.MaxLength)
                    Add(NumberClass.ShortSpecial, kinds);
            }
        }
    }

    private static void Abroad(NumberingRows rows, ReadOnlySpan<char> digits, HashSet<NumberKind> kinds)
    {
        CountryZone? covering = null;
        foreach (var country in rows.Countries)
        {
            if (digits.StartsWith(country.Prefix, StringComparison.Ordinal))
                covering = covering is null || country.Prefix.Length > covering.Prefix.Length ? country : covering;
            else if (country.Prefix.AsSpan().StartsWith(digits, StringComparison.Ordinal))
                kinds.Add(KindOf(country));
        }

        if (covering is not null)
            kinds.Add(KindOf(covering));
    }

    private static NumberKind KindOf(CountryZone country) => new(country.Class, country.Class == NumberClass.International ? country.Zone : null);

    private static void Add(NumberClass one, HashSet<NumberKind> kinds)
    {
        kinds.Add(new(one));
        if (one is NumberClass.MobileOther or NumberClass.MobileOwnOperator)
        {
            kinds.Add(new(NumberClass.MobileOther));
            kinds.Add(new(NumberClass.MobileOwnOperator));
        }

        if (one == NumberClass.FixedNational)
            kinds.Add(new(NumberClass.FixedLocal));
    }

    private static bool Meet(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);
}
