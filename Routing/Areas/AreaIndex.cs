using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>The zones of a company area by what lies in them. Where two zones claim a thing, the first has it (AREA-5).</summary>
internal sealed class AreaIndex
{
    private readonly ImmutableArray<CompanyZone> _zones;
    private readonly FrozenDictionary<CellKey, CompanyZone> _cells;
    private readonly FrozenDictionary<string, CompanyZone> _sites;
    private readonly FrozenDictionary<string, CompanyZone> _accessPoints;

    public AreaIndex(CompanyArea area)
    {
        _zones = area.Zones;
        _cells = First(area.Zones, z => z.Cells);
        _sites = First(area.Zones, z => z.Sites);
        _accessPoints = First(area.Zones, z => z.AccessPoints);
    }

    /// <summary>The zone that the cell belongs to: by its own key, else by the middle of what the cell serves (AREA-4).</summary>
    /// <param name="known">The cell is in the inventory or named by a zone.</param>
    public CompanyZone? OfCell(CellKey key, CellInventory cells, DateOnly on, out bool known)
    {
        if (_cells.TryGetValue(key, out var named))
        {
            known = true;
            return named;
        }

        var cell = cells.Find(key, on);
        known = cell is not null;
        if (cell is null)
            return null;
        foreach (var zone in _zones)
        {
            if (zone.Shape.Contains(cell.Centre))
                return zone;
        }

        return null;
    }

    public CompanyZone? OfSite(string site) => _sites.GetValueOrDefault(site);

    public CompanyZone? OfAccessPoint(string accessPoint) => _accessPoints.GetValueOrDefault(accessPoint);

    private static FrozenDictionary<TKey, CompanyZone> First<TKey>(ImmutableArray<CompanyZone> zones, Func<CompanyZone, ImmutableArray<TKey>> keys)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, CompanyZone>();
        foreach (var zone in zones)
        {
            foreach (var key in keys(zone))
                first.TryAdd(key, zone);
        }

        return first.ToFrozenDictionary();
    }
}
