using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>One zone of a company area, about a square kilometre (D6).</summary>
public sealed record CompanyZone
{
    public const double LeastSquareKilometres = 0.25;
    public const double MostSquareKilometres = 1.5;

    /// <summary>Unique within the area; all that customers see of a location (AREA-8).</summary>
    public required string Name { get; init; }

    public required ZoneShape Shape { get; init; }

    /// <summary>WSN of the fixed network that is local here: <c>22</c>.</summary>
    public required string AreaCode { get; init; }

    /// <summary>Cells that belong to the zone whatever the inventory says.</summary>
    public ImmutableArray<CellKey> Cells { get; init; } = [];

    /// <summary>Names of the company's sites that stand in the zone: their PBX phones and softphones are always inside.</summary>
    public ImmutableArray<string> Sites { get; init; } = [];

    /// <summary>Wireless access points (BSSID) in the zone, twelve lower-case hex digits.</summary>
    public ImmutableArray<string> AccessPoints { get; init; } = [];
}
