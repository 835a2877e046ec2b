using System.Globalization;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A full number or a block of them that a company holds, with its place in the file and its holder in words.</summary>
internal sealed record NumberEntry(ulong From, ulong To, string Path, string Polish, string English)
{
    public string Text => From == To ? $"+{From}" : $"+{From}–+{To}";

    /// <summary>The numbers that only one company may hold: employees, lines, PBX ranges, and a main number outside the ranges.</summary>
    public static IEnumerable<NumberEntry> Own(CompanySnapshot company)
    {
        for (var i = 0; i < company.Employees.Length; i++)
        {
            if (NumberKey.Of(company.Employees[i].Mobile) is { } key)
            {
                yield return new(key, key, Place($"$.employees[{i}].mobile"), company.Employees[i].Name, company.Employees[i].Name);
            }
        }

        for (var i = 0; i < company.Lines.Length; i++)
        {
            if (NumberKey.Of(company.Lines[i].Number) is { } key)
            {
                var name = company.Lines[i].Name;
                yield return new(key, key, Place($"$.lines[{i}].number"), $"Linia firmowa {name}", $"the company line {name}");
            }
        }

        for (var i = 0; i < company.PbxRanges.Length; i++)
        {
            var range = company.PbxRanges[i];
            if (range.Count > 0 && NumberKey.Of(range.From) is { } from && NumberKey.Of(range.To) is { } to)
            {
                yield return new(from, to, Place($"$.pbxRanges[{i}].from"), $"zakres centrali {range.From}–{range.To}", $"the PBX range {range.From}–{range.To}");
            }
        }
    }

    /// <summary>Numbers that the company calls its partners: no other claim on them inside the company.</summary>
    public static IEnumerable<NumberEntry> Partners(CompanySnapshot company)
    {
        for (var i = 0; i < company.PartnerNumbers.Length; i++)
        {
            if (NumberKey.Of(company.PartnerNumbers[i].Number) is { } key)
            {
                var name = company.PartnerNumbers[i].Name;
                yield return new(key, key, Place($"$.partnerNumbers[{i}].number"), $"numer partnerski {name}", $"the partner number {name}");
            }
        }
    }

    private static string Place(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
