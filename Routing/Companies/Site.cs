using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>A place where the company works.</summary>
/// <param name="Name">Unique within the company.</param>
/// <param name="AreaCode">Two digits of the geographic zone (WSN): <c>22</c>.</param>
/// <param name="AllowLocal7">Seven dialled digits mean a fixed line of the site's own zone.</param>
/// <param name="CallBack">The number that an emergency centre sees and can call back (NUM-8); null uses the caller's own or the main number.</param>
public sealed record Site(string Name, string AreaCode, bool AllowLocal7 = false, PhoneNumber? CallBack = null)
{
    /// <summary>Public addresses of the site: a softphone that registers from one of them is there (AREA-3).</summary>
    public ImmutableArray<AddressPrefix> Prefixes { get; init; } = [];

    /// <summary>An emergency centre is told so (NUM-8). Null: not known.</summary>
    public CivicAddress? Address { get; init; }
}
