using System.Globalization;

namespace PbxBridge.Routing.Companies;

/// <summary>A short number or a block of them, with its place in the file and its holder in words.</summary>
internal sealed record PlanEntry(string First, string Last, string Path, string Polish, string English)
{
    private const int Width = 8;

    /// <summary>Stands before short numbers, and is none by itself (PPN-11).</summary>
    public bool IsSiteCode { get; private init; }

    public string Text => First == Last ? First : $"{First}–{Last}";

    /// <summary>The entry as an interval of eight-digit strings that begin with it. Two entries are equal, or one is a prefix of the other, exactly when
    /// their intervals meet.</summary>
    public (long From, long To) Interval => (Pad(First, '0'), Pad(Last, '9'));

    /// <summary>Every well-formed entry; what could not be read is left out.</summary>
    public static IEnumerable<PlanEntry> Of(CompanySnapshot company)
    {
        for (var i = 0; i < company.Employees.Length; i++)
        {
            var employee = company.Employees[i];
            if (employee.Extension is { Length: > 0 } extension)
            {
                yield return Exact(extension, Place($"$.employees[{i}].extension"), employee.Name, employee.Name);
            }
        }

        for (var i = 0; i < company.Lines.Length; i++)
        {
            var line = company.Lines[i];
            if (line.Extension is { Length: > 0 } extension)
            {
                yield return Exact(extension, Place($"$.lines[{i}].extension"), $"Linia firmowa {line.Name}", $"the company line {line.Name}");
            }
        }

        for (var i = 0; i < company.PartnerNumbers.Length; i++)
        {
            var partner = company.PartnerNumbers[i];
            if (partner.Short is { Length: > 0 } extension)
            {
                yield return Exact(extension, Place($"$.partnerNumbers[{i}].short"), $"numer partnerski {partner.Name}", $"the partner number {partner.Name}");
            }
        }

        if (company.Voicemail.AccessExtension is { Length: > 0 } access)
        {
            yield return Exact(access, "$.voicemail.access", "poczta głosowa", "the voicemail");
        }

        if (company.PrivateCalls.TopUp is { Length: > 0 } topUp)
        {
            yield return Exact(topUp, "$.privateCalls.topUp", "doładowania", "top-ups");
        }

        for (var i = 0; i < company.PbxRanges.Length; i++)
        {
            var range = company.PbxRanges[i];
            if (LastOf(range) is { } last && range.ShortFrom is { } first)
            {
                yield return new(first, last, Place($"$.pbxRanges[{i}].shortFrom"), $"zakres centrali {first}–{last}", $"the PBX range {first}–{last}");
            }
        }

        for (var i = 0; i < company.SiteCodes.Length; i++)
        {
            if (company.SiteCodes[i] is { Code: { Length: > 0 } code, Company: var partner })
            {
                yield return Exact(code, Place($"$.siteCodes[{i}].code"), $"kod firmy {partner}", $"the code of the company {partner}") with { IsSiteCode = true };
            }
        }
    }

    /// <summary>Last short number of a range; null when it has none or they do not fit into their length.</summary>
    public static string? LastOf(PbxRange range)
    {
        if (range.ShortFrom is not { Length: > 0 and <= Width } first || range.Count == 0)
        {
            return null;
        }

        var last = (long.Parse(first, CultureInfo.InvariantCulture) + range.Count - 1).ToString(CultureInfo.InvariantCulture).PadLeft(first.Length, '0');
        return last.Length == first.Length ? last : null;
    }

    internal static PlanEntry Exact(string extension, string path, string polish, string english) => new(extension, extension, path, polish, english);

    private static long Pad(string digits, char with) => long.Parse(digits.PadRight(Width, with), CultureInfo.InvariantCulture);

    private static string Place(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
