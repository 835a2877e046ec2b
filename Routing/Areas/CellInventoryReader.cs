using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Areas;

/// <summary>Reads the operator's table of cells (AREA-4): tab-separated, all or nothing, every fault with its line.</summary>
public static class CellInventoryReader
{
    private const double MaxRange = 100_000;
    private static readonly string[] Columns = ["cell", "latitude", "longitude", "azimuth", "range", "valid_from"];

    /// <param name="file">With a heading: <c>cell latitude longitude azimuth range valid_from</c>; an antenna that looks everywhere has no azimuth; the range is in metres.</param>
    public static CellInventoryReading Read(NumberingFile file)
    {
        var faults = new List<NumberingFault>();
        var cells = new List<Cell>();
        foreach (var row in TsvTable.Read(file, Columns, faults))
        {
            if (Read(row) is { } cell)
            {
                row.Unique(cell.Key.Value, new(cell.ValidFrom, cell.ValidFrom));
                cells.Add(cell);
            }
        }

        return faults.Count == 0 ? new(CellInventory.Of(cells), []) : new(null, [.. faults]);
    }

    private static Cell? Read(TsvRow row)
    {
        var known = CellKey.TryParse(row["cell"], out var key) || row.Bad("cell", "eutran:260-02:1a2b:0c0ffee");
        var (latitude, longitude, range) = (Number(row, "latitude", -90, 90), Number(row, "longitude", -180, 180), Number(row, "range", 0, MaxRange));
        var everywhere = row["azimuth"].Length == 0;
        var azimuth = everywhere ? null : Number(row, "azimuth", 0, 360);
        var dated = DateOnly.TryParseExact(row["valid_from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) || row.Bad("valid_from", "yyyy-mm-dd");
        return known && dated && latitude is { } lat && longitude is { } lon && range is { } metres && (everywhere || azimuth is not null)
            ? new(key, new(lat, lon), azimuth, metres, from)
            : null;
    }

    private static double? Number(TsvRow row, string column, double min, double max)
    {
        if (double.TryParse(row[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
        {
            return value;
        }

        row.Bad(column, string.Create(CultureInfo.InvariantCulture, $"{min}…{max}"));
        return null;
    }
}

/// <summary>The cells, or every fault of the file.</summary>
public sealed record CellInventoryReading(CellInventory? Cells, ImmutableArray<NumberingFault> Faults);
