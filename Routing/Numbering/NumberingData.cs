using System.Collections.Immutable;

namespace PbxBridge.Routing.Numbering;

/// <summary>The Polish numbering plan and the international zones as they are on one day. Immutable; any thread may read it (NUM-0).</summary>
/// <remarks>Comes from dated files by <see cref="NumberingReader"/>, never from code; <see cref="At"/> gives the same files on another day.</remarks>
public sealed class NumberingData
{
    private const int NationalLength = 9;
    private const int ServiceLength = 7;
    private readonly NumberingRows _rows;
    private readonly NumberingRows _today;
    private readonly DigitTrie<NumberRow> _short = new();
    private readonly DigitTrie<NumberRow> _national = new();
    private readonly DigitTrie<CountryZone> _countries = new();
    private readonly AreaZone?[] _areas = new AreaZone?[100];
    private readonly NumberRow?[] _areaRows = new NumberRow?[100];
    private readonly NumberRow _service;

    internal NumberingData(NumberingRows rows, string version, DateOnly on)
    {
        _rows = rows;
        Version = version;
        Date = on;
        _today = new(
            [.. rows.Short.Where(r => r.Validity.Holds(on))], [.. rows.National.Where(r => r.Validity.Holds(on))],
            [.. rows.Areas.Where(r => r.Validity.Holds(on))], [.. rows.Countries.Where(r => r.Validity.Holds(on))]);
        foreach (var row in _today.Short)
        {
            _short.Add(row.Prefix, row);
        }

        foreach (var row in _today.National)
        {
            _national.Add(row.Prefix, row);
        }

        foreach (var country in _today.Countries)
        {
            _countries.Add(country.Prefix, country);
        }

        _service = _short.Longest("19") ?? new("19", 5, 5, NumberClass.ShortSpecial, "aus", false, false, false, default);
        Areas = [.. _today.Areas.OrderBy(a => a.Code, StringComparer.Ordinal)];
        foreach (var area in Areas)
        {
            var code = ((area.Code[0] - '0') * 10) + area.Code[1] - '0';
            _areas[code] = area;
            _areaRows[code] = new(area.Code, NationalLength, NationalLength, NumberClass.FixedNational, "", false, false, false, area.Validity);
        }

        EmergencyNumbers = [.. _today.Short.Where(r => r.Class == NumberClass.Emergency).Select(r => r.Prefix)];
    }

    /// <summary>Names the set of files: the same text gives the same version. Kept with every call.</summary>
    public string Version { get; }

    /// <summary>The day whose rows count.</summary>
    public DateOnly Date { get; }

    public ImmutableArray<AreaZone> Areas { get; }

    public ImmutableArray<string> EmergencyNumbers { get; }

    /// <summary>The same files on another day.</summary>
    public NumberingData At(DateOnly on) => on == Date ? this : new(_rows, Version, on);

    /// <summary>A whole short public number, or null.</summary>
    public NumberRow? Short(ReadOnlySpan<char> digits) => Fits(_short.Longest(digits), digits.Length);

    /// <summary>A whole national number (NSN, without 48), or null when the plan has none such.</summary>
    /// <param name="area">The geographic zone of a fixed number and of a completed 19xxx number; else null.</param>
    public NumberRow? National(ReadOnlySpan<char> nsn, out AreaZone? area)
    {
        area = null;
        if (_national.Longest(nsn) is { } row)
        {
            return Fits(row, nsn.Length);
        }

        if (nsn.Length is not (NationalLength or ServiceLength) || Area(nsn[..2]) is not { } found)
        {
            return null;
        }

        if (nsn.Length == ServiceLength && !nsn[2..].StartsWith(_service.Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        area = found;
        return nsn.Length == ServiceLength ? _service : _areaRows[Code(nsn)];
    }

    /// <summary>The zone of an international number, by the longest prefix; null when no country has it.</summary>
    /// <param name="digits">Country code and number, without plus.</param>
    public CountryZone? Country(ReadOnlySpan<char> digits) => _countries.Longest(digits);

    /// <summary>The zone with this two-digit code (WSN), or null.</summary>
    public AreaZone? Area(ReadOnlySpan<char> code) =>
        code.Length == 2 && char.IsAsciiDigit(code[0]) && char.IsAsciiDigit(code[1]) ? _areas[Code(code)] : null;

    /// <summary>True for a complete E.164 number that exists: Polish by the plan, foreign by country and length (7 to 15 digits).</summary>
    public bool IsNumber(PhoneNumber number) => ClassOf(number) is not NumberClass.Invalid;

    /// <summary>Class by prefix alone, without any company's directory. A fixed number is <see cref="NumberClass.FixedNational"/>.</summary>
    public NumberClass ClassOf(PhoneNumber number)
    {
        if (number.IsShort)
        {
            return Short(number.Value)?.Class ?? NumberClass.Invalid;
        }

        if (NumberKey.Of(number) is null)
        {
            return NumberClass.Invalid;
        }

        var digits = number.Value.AsSpan(1);
        if (digits.StartsWith("48", StringComparison.Ordinal))
        {
            return National(digits[2..], out _)?.Class ?? NumberClass.Invalid;
        }

        return digits.Length >= 7 ? Country(digits)?.Class ?? NumberClass.Invalid : NumberClass.Invalid;
    }

    /// <summary>May be shown as a caller's number (CLI-2): exists, and is no short, freephone, shared cost or premium number.</summary>
    public bool IsLegalCli(PhoneNumber number) =>
        !number.IsShort && ClassOf(number) is not (NumberClass.Invalid or NumberClass.Freephone or NumberClass.SharedCost or NumberClass.Premium
            or NumberClass.ShortSpecial or NumberClass.DataAccess or NumberClass.Pager);

    /// <summary>The kinds of numbers that begin so, by prefix alone; empty when none does. For checks, not for calls.</summary>
    /// <param name="beginning">E.164 with plus, or digits of short public numbers.</param>
    internal HashSet<NumberKind> KindsBehind(ReadOnlySpan<char> beginning) => NumberingKinds.Behind(_today, beginning);

    private static int Code(ReadOnlySpan<char> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';

    private static NumberRow? Fits(NumberRow? row, int length) => row is not null && length >= row.MinLength && length <= row.MaxLength ? row : null;
}

/// <summary>All rows of the files, of every day.</summary>
internal sealed record NumberingRows(
    ImmutableArray<NumberRow> Short, ImmutableArray<NumberRow> National, ImmutableArray<AreaZone> Areas, ImmutableArray<CountryZone> Countries);
