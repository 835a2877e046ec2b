using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A PBX range as integers, with its company.</summary>
internal readonly record struct NumberRange(ulong From, ulong To, CompanySnapshot Company, PbxRange Range)
{
    /// <summary>The well-formed ranges of a company.</summary>
    public static IEnumerable<NumberRange> Of(CompanySnapshot company)
    {
        foreach (var range in company.PbxRanges)
        {
            if (range.Count > 0 && NumberKey.Of(range.From) is { } from && NumberKey.Of(range.To) is { } to)
            {
                yield return new(from, to, company, range);
            }
        }
    }
}
