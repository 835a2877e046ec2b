using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>Where the cells of the mobile network are (AREA-4): an operator's table, with the day from which each row counts. Immutable; any thread.</summary>
public sealed class CellInventory
{
    public static readonly CellInventory Empty = new([]);

    private readonly FrozenDictionary<CellKey, ImmutableArray<Cell>> _cells;

    private CellInventory(IEnumerable<Cell> cells)
    {
        _cells = cells.GroupBy(c => c.Key).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(c => c.ValidFrom).ToImmutableArray());
    }

    /// <summary>Cells, whatever their versions.</summary>
    public int Count => _cells.Count;

    /// <summary>Rows in any order; of one cell the row with the latest day up to the call counts.</summary>
    public static CellInventory Of(IEnumerable<Cell> cells) => new(cells);

    /// <summary>The cell as it is on this day, or null when it is not known.</summary>
    public Cell? Find(CellKey key, DateOnly on)
    {
        if (!_cells.TryGetValue(key, out var versions))
            return null;
        foreach (var version in versions)
        {
            if (version.ValidFrom <= on)
                return version;
        }

        return null;
    }
}

/// <summary>One cell: an antenna and what it serves.</summary>
/// <param name="Azimuth">Degrees clockwise from north; null for an antenna that looks everywhere.</param>
/// <param name="Range">Metres.</param>
public sealed record Cell(CellKey Key, GeoPoint Antenna, double? Azimuth, double Range, DateOnly ValidFrom)
{
    /// <summary>The middle of what it serves: half its range away from the antenna, in the direction in which it looks.</summary>
    public GeoPoint Centre { get; } = Azimuth is { } azimuth ? Antenna.Moved(Range / 2, azimuth) : Antenna;
}
