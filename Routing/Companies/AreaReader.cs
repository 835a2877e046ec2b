using System.Collections.Immutable;
using System.Text.Json;
using PbxBridge.Routing.Areas;

namespace PbxBridge.Routing.Companies;

/// <summary>The company area in a company file.</summary>
internal static class AreaReader
{
    private static readonly ZoneShape NoShape = new ZoneShape.Square(default, 0);

    public static CompanyArea Read(FileObject area) => new()
    {
        ActiveFrom = area.Date("activeFrom"),
        Zones = [.. area.Objects("zones", CompanyFields.Zone).Select(ReadZone)],
    };

    private static CompanyZone ReadZone(FileObject zone)
    {
        return new()
        {
            Name = zone.Text("name"),
            Shape = ReadShape(zone),
            AreaCode = zone.Required("areaCode") ? zone.Digits("areaCode", 2, 2) ?? "" : "",
            Cells = [.. zone.TextsMatching("cells", t => CellKey.TryParse(t, out _), "komórka, np. eutran:260-02:1a2b:0c0ffee", "a cell like eutran:260-02:1a2b:0c0ffee")
                .Select(t => new CellKey(t))],
            Sites = [.. zone.Texts("sites")],
            AccessPoints = [.. zone.TextsMatching("accessPoints", IsAccessPoint, "12 cyfr szesnastkowych", "12 lower-case hex digits")],
        };
    }

    private static bool IsAccessPoint(string text) => text.Length == 12 && text.All(char.IsAsciiHexDigitLower);

    private static ZoneShape ReadShape(FileObject zone)
    {
        string[] kinds = ["circle", "square", "polygon"];
        var given = kinds.Where(zone.Has).ToList();
        if (given.Count != 1)
        {
            if (!zone.IsBroken)
            {
                zone.Fault(given.Count == 0 ? "square" : given[1], "podaj jeden kształt: circle, square albo polygon", "give one shape: circle, square or polygon");
            }

            return NoShape;
        }

        if (given[0] == "polygon")
        {
            return new ZoneShape.Polygon([.. zone.Objects("polygon", CompanyFields.Corner).Select(ReadPoint)]);
        }

        var round = given[0] == "circle";
        if (zone.Object(given[0], round ? CompanyFields.Circle : CompanyFields.Square) is not { } shape)
        {
            return NoShape;
        }

        return round ? new ZoneShape.Circle(ReadPoint(shape), Length(shape, "radius")) : new ZoneShape.Square(ReadPoint(shape), Length(shape, "side"));
    }

    private static GeoPoint ReadPoint(FileObject point) => new(Degrees(point, "latitude", 90), Degrees(point, "longitude", 180));

    private static double Degrees(FileObject point, string name, double most) => point.Required(name) ? point.Real(name, -most, most) ?? 0 : 0;

    private static double Length(FileObject shape, string name) => shape.Required(name) ? shape.Real(name, 1, 5000) ?? 0 : 0;
}
