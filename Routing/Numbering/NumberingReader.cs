using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Numbering;

/// <summary>Reads the three tab-separated numbering files. All or nothing: with one fault there is no data, and every fault is listed.</summary>
public static class NumberingReader
{
    private static readonly string[] NumberColumns =
        ["scope", "prefix", "length", "class", "subclass", "always_allowed", "free", "default_barred", "valid_from", "valid_to", "note"];

    private static readonly string[] AreaColumns = ["wsn", "city", "valid_from", "valid_to"];

    private static readonly string[] CountryColumns = ["prefix", "zone", "class", "name_pl", "name_en", "valid_from", "valid_to", "note"];

    private static readonly string[] Zones = ["EU", "EUR", "NAM", "WLD"];

    private static readonly Dictionary<string, NumberClass> Classes = new()
    {
        ["EMERGENCY"] = NumberClass.Emergency,
        ["HARMONISED"] = NumberClass.Harmonised,
        ["SHORT_PUBLIC"] = NumberClass.ShortPublic,
        ["SHORT_SPECIAL"] = NumberClass.ShortSpecial,
        ["DIRECTORY"] = NumberClass.Directory,
        ["CARRIER_SELECT"] = NumberClass.CarrierSelect,
        ["MOBILE"] = NumberClass.MobileOther,
        ["VOIP_NOMADIC"] = NumberClass.VoipNomadic,
        ["GOVERNMENT"] = NumberClass.Government,
        ["FREEPHONE"] = NumberClass.Freephone,
        ["SHARED_COST"] = NumberClass.SharedCost,
        ["PREMIUM"] = NumberClass.Premium,
        ["M2M"] = NumberClass.M2M,
        ["PAGER"] = NumberClass.Pager,
        ["DATA_ACCESS"] = NumberClass.DataAccess,
    };

    /// <param name="numbers"><c>pl_numbering.tsv</c>.</param>
    /// <param name="areas"><c>pl_zones.tsv</c>.</param>
    /// <param name="countries"><c>international_zones.tsv</c>.</param>
    /// <param name="on">The day whose rows count.</param>
    public static NumberingReading Read(NumberingFile numbers, NumberingFile areas, NumberingFile countries, DateOnly on)
    {
        var faults = new List<NumberingFault>();
        var shorts = new List<NumberRow>();
        var nationals = new List<NumberRow>();
        var numberTable = TsvTable.Read(numbers, NumberColumns, faults);
        foreach (var row in numberTable)
        {
            if (Number(row) is { } number)
            {
                (row["scope"] == "short" ? shorts : nationals).Add(number);
                row.Unique(row["scope"] + row["prefix"], number.Validity);
            }
        }

        var areaRows = new List<AreaZone>();
        foreach (var row in TsvTable.Read(areas, AreaColumns, faults))
        {
            if (Area(row) is { } area)
            {
                areaRows.Add(area);
                row.Unique(area.Code, area.Validity);
            }
        }

        var countryRows = new List<CountryZone>();
        foreach (var row in TsvTable.Read(countries, CountryColumns, faults))
        {
            if (Country(row) is { } country)
            {
                countryRows.Add(country);
                row.Unique(country.Prefix, country.Validity);
            }
        }

        RequireSome(shorts.Any(r => r.Class == NumberClass.Emergency && r.Validity.Holds(on)), numbers, faults);
        RequireSome(areaRows.Count > 0, areas, faults);
        RequireSome(countryRows.Count > 0, countries, faults);
        if (faults.Count > 0)
        {
            return new(null, [.. faults]);
        }

        var rows = new NumberingRows([.. shorts], [.. nationals], [.. areaRows], [.. countryRows]);
        return new(new NumberingData(rows, VersionOf(numbers, areas, countries), on), []);
    }

    private static NumberRow? Number(TsvRow row)
    {
        var prefix = row.Digits("prefix", 1, 9);
        var (min, max) = row.Length("length");
        var kind = row.OneOf("class", Classes);
        var scopeKnown = row["scope"] is "short" or "nsn" || row.Bad("scope", "short, nsn");
        var (always, free, barred) = (row.Flag("always_allowed"), row.Flag("free"), row.Flag("default_barred"));
        if (row.Validity() is not { } validity || prefix is null || kind is null || min is 0 || always is null || free is null || barred is null || !scopeKnown)
        {
            return null;
        }

        // Own blocks are data, not code (NUM-2): a mobile row with the subclass `own`.
        var own = kind == NumberClass.MobileOther && row["subclass"] == "own";
        return new(prefix, min, max, own ? NumberClass.MobileOwnOperator : kind.Value, row["subclass"], always.Value, free.Value, barred.Value, validity);
    }

    private static AreaZone? Area(TsvRow row)
    {
        var code = row.Digits("wsn", 2, 2);
        var city = row.Text("city");
        return row.Validity() is { } validity && code is not null && city is not null ? new(code, city, validity) : null;
    }

    private static CountryZone? Country(TsvRow row)
    {
        var prefix = row.Digits("prefix", 1, 7);
        var zone = row.OneOf("zone", Zones.ToDictionary(z => z, z => z));
        var kind = row.OneOf("class", new Dictionary<string, NumberClass?>
        {
            ["INTERNATIONAL"] = NumberClass.International,
            ["SATELLITE"] = NumberClass.Satellite,
        });
        var (polish, english) = (row.Text("name_pl"), row.Text("name_en"));
        if (prefix is ['0', ..] || prefix == "48")
        {
            row.Bad("prefix", "1…, not 0…, not 48");
            return null;
        }

        return row.Validity() is { } validity && prefix is not null && zone is not null && kind is { } found && polish is not null && english is not null
            ? new(prefix, zone, found, polish, english, validity)
            : null;
    }

    private static void RequireSome(bool there, NumberingFile file, List<NumberingFault> faults)
    {
        if (!there && !faults.Exists(f => f.File == file.Name))
        {
            faults.Add(new(file.Name, 0, new Sentence("plik nie ma wymaganych wierszy", "the file lacks the rows that are needed")));
        }
    }

    private static string VersionOf(params ReadOnlySpan<NumberingFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Text.ReplaceLineEndings("\n")));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}

/// <summary>Numbering data, or the reasons why there is none.</summary>
public sealed record NumberingReading(NumberingData? Data, ImmutableArray<NumberingFault> Faults);
