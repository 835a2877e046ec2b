using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>The zones of a company area by what they name; <see cref="AreaCells"/> has what the inventory puts there. Where two zones claim a thing, the first has it (AREA-5).</summary>
internal sealed class AreaIndex
{
    private readonly FrozenDictionary<CellKey, CompanyZone> _cells;
    private readonly FrozenDictionary<string, CompanyZone> _sites;
    private readonly FrozenDictionary<string, CompanyZone> _accessPoints;

    public AreaIndex(CompanyArea area)
    {
        _cells = First(area.Zones, z => z.Cells);
        _sites = First(area.Zones, z => z.Sites);
        _accessPoints = First(area.Zones, z => z.AccessPoints);
    }

    /// <summary>The zone that names this cell among its own, whatever the inventory says.</summary>
    public CompanyZone? OfCell(CellKey key) => _cells.GetValueOrDefault(key);

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
