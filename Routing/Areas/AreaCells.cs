namespace PbxBridge.Routing.Areas;

/// <summary>Which cells of the inventory lie in which zone of one company's area on one day: worked out when the area, the inventory or the day changes, not for a call
/// (AREA-4).</summary>
internal sealed class AreaCells
{
    private readonly Dictionary<CellKey, CompanyZone> _zones = [];

    public AreaCells(CompanyArea area, CellInventory cells, DateOnly on)
    {
        foreach (var zone in area.Zones)
        {
            // Of two zones the first has the cell (AREA-5).
            foreach (var cell in cells.Within(zone.Shape, on))
                _zones.TryAdd(cell, zone);
        }
    }

    /// <summary>Cells in the area.</summary>
    public int Count => _zones.Count;

    public CompanyZone? ZoneOf(CellKey cell) => _zones.GetValueOrDefault(cell);
}
