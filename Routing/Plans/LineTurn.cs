using System.Collections.Immutable;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Plans;

/// <summary>In which order a line's members come before any of them is left out, when it follows from the calls before (§4.3).</summary>
internal static class LineTurn
{
    /// <summary>The members, all of them; as listed where the order is another one.</summary>
    public static ImmutableArray<PhoneNumber> Of(CompanyLine line, IPresence presence) => line.Order switch
    {
        LineOrder.RoundRobin when presence.LastAnswered(line.Number) is { } last && line.Members.IndexOf(last) is >= 0 and var at =>
            [.. line.Members[(at + 1)..], .. line.Members[..(at + 1)]],
        LineOrder.LongestIdle => [.. line.Members.OrderBy(member => presence.LastEnded(line.Number, member) ?? long.MinValue)],
        _ => line.Members,
    };
}
