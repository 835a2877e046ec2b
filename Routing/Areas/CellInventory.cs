using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>Where the cells of the mobile network are (AREA-4): an operator's table, with the day from which each row counts. Immutable; any thread.</summary>
public sealed class CellInventory
{
    public static readonly CellInventory Empty = new([]);

    /// <summary>Sides of the squares of the map by which cells are found, in degrees: about a kilometre, like a zone.</summary>
    private const double Square = 0.01;

    private readonly Dictionary<CellKey, ImmutableArray<Cell>> _cells = [];
    private readonly Dictionary<(int North, int East), List<Cell>> _map = [];

    private CellInventory(IEnumerable<Cell> cells)
    {
        foreach (var versions in cells.GroupBy(c => c.Key))
        {
            _cells[versions.Key] = [.. versions.OrderByDescending(c => c.ValidFrom)];
            foreach (var version in versions)
            {
                var at = SquareOf(version.Centre);
                if (!_map.TryGetValue(at, out var there))
                    _map[at] = there = [];
                there.Add(version);
            }
        }
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

    /// <summary>The cells whose middle is in the zone on this day (AREA-4). It looks at the squares of the map that the zone touches, not at all cells.</summary>
    public IEnumerable<CellKey> Within(ZoneShape zone, DateOnly on)
    {
        var (southWest, northEast) = zone.Bounds;
        var (from, to) = (SquareOf(southWest), SquareOf(northEast));
        for (var north = from.North; north <= to.North; north++)
        {
            for (var east = from.East; east <= to.East; east++)
            {
                foreach (var cell in _map.GetValueOrDefault((north, east)) ?? [])
                {
                    if (zone.Contains(cell.Centre) && Find(cell.Key, on) == cell)
                        yield return cell.Key;
                }
            }
        }
    }

    private static (int North, int East) SquareOf(GeoPoint point) => ((int)Math.Floor(point.Latitude / Square), (int)Math.Floor(point.Longitude / Square));
}

/// <summary>One cell: an antenna and what it serves.</summary>
/// <param name="Azimuth">Degrees clockwise from north; null for an antenna that looks everywhere.</param>
/// <param name="Range">Metres.</param>
public sealed record Cell(CellKey Key, GeoPoint Antenna, double? Azimuth, double Range, DateOnly ValidFrom)
{
    /// <summary>The middle of what it serves: half its range away from the antenna, in the direction in which it looks.</summary>
    public GeoPoint Centre { get; } = Azimuth is { } azimuth ? Antenna.Moved(Range / 2, azimuth) : Antenna;
}
