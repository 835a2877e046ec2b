namespace PbxBridge.Routing.Areas;

/// <summary>Where the payer of a call is, as far as it counts for the price. Decided once, when the call is set up (D7, AREA-5), and kept with it.</summary>
public sealed record CallerPlace
{
    public static readonly CallerPlace Unknown = new() { Source = PlaceSource.None };

    public required PlaceSource Source { get; init; }

    /// <summary>The access-type of the mobile network, or null.</summary>
    public string? Access { get; init; }

    /// <summary>Location data: not for customers (AREA-8).</summary>
    public CellKey? Cell { get; init; }

    /// <summary>Name of the company's site, or null.</summary>
    public string? Site { get; init; }

    /// <summary>Name of the zone of the company area; null: outside.</summary>
    public string? Zone { get; init; }

    /// <summary>WSN of the fixed network that is local to the caller; null: none is (NUM-3).</summary>
    public string? AreaCode { get; init; }

    public bool IsInArea => Zone is not null;
}

/// <summary>What told a caller's place (AREA-3).</summary>
public enum PlaceSource
{
    /// <summary>Nothing did.</summary>
    None,

    /// <summary>The mobile network, by a cell.</summary>
    Cell,

    /// <summary>The mobile network, by a wireless access point.</summary>
    AccessPoint,

    /// <summary>The network, by a cell that the inventory does not know, or that cannot be read.</summary>
    UnknownCell,

    /// <summary>The phone alone: not trusted where money depends on it.</summary>
    Phone,

    /// <summary>A mobile network abroad.</summary>
    Abroad,

    /// <summary>The PBX's site, or the site whose address a softphone calls from.</summary>
    Site,
}
