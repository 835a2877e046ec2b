using System.Collections.Immutable;
using PbxBridge.Routing.Areas;

namespace PbxBridge.Routing.Companies;

/// <summary>In which zone of which company's area each cell of the inventory lies (AREA-4). Worked out when the inventory, the day or a company changes, so that a call needs two
/// look-ups, however many cells and zones there are. Immutable; any thread.</summary>
internal sealed class CompanyAreas
{
    private readonly ImmutableDictionary<string, AreaCells> _byCompany;
    private readonly DateOnly _day;

    private CompanyAreas(CellInventory cells, DateOnly day, ImmutableDictionary<string, AreaCells> byCompany) => (Cells, _day, _byCompany) = (cells, day, byCompany);

    /// <summary>All its versions: each day has its own.</summary>
    public CellInventory Cells { get; }

    public static CompanyAreas Of(IEnumerable<CompanySnapshot> companies, CellInventory cells, DateOnly day)
    {
        var areas = ImmutableDictionary.CreateBuilder<string, AreaCells>();
        foreach (var company in companies)
        {
            if (AreaOf(company, cells, day) is { } area)
                areas.Add(company.Id, area);
        }

        return new(cells, day, areas.ToImmutable());
    }

    /// <param name="now">The company as it is from now on; null: it is gone.</param>
    public CompanyAreas With(string id, CompanySnapshot? now) =>
        new(Cells, _day, now is not null && AreaOf(now, Cells, _day) is { } area ? _byCompany.SetItem(id, area) : _byCompany.Remove(id));

    /// <summary>The zone that names the cell, else the one that holds the middle of what the cell serves; null: it is in none.</summary>
    /// <param name="company">As it is in the directory.</param>
    /// <param name="known">The cell is in the inventory, or named by a zone.</param>
    public CompanyZone? ZoneOf(CompanySnapshot company, CellKey cell, DateOnly on, out bool known)
    {
        if (company.Index.Area.OfCell(cell) is { } named)
        {
            known = true;
            return named;
        }

        known = Cells.Find(cell, on) is not null;
        if (!known)
            return null;
        // Another day than this one: a call just after midnight, or one that is only supposed.
        var area = on == _day ? _byCompany.GetValueOrDefault(company.Id) : AreaOf(company, Cells, on);
        return area?.ZoneOf(cell);
    }

    // Null: no cell of the inventory lies in its area.
    private static AreaCells? AreaOf(CompanySnapshot company, CellInventory cells, DateOnly on) =>
        company.Area.Zones.IsEmpty || cells.Count == 0 || new AreaCells(company.Area, cells, on) is not { Count: > 0 } area ? null : area;
}
