using PbxBridge.Routing.Areas;

namespace PbxBridge.Routing.Companies;

/// <summary>The company area to JSON.</summary>
internal static class AreaWriter
{
    public static void Write(FileWriter file, CompanyArea area)
    {
        if (area.ActiveFrom is null && area.Zones.IsEmpty)
        {
            return;
        }

        file.Object("area", () =>
        {
            file.Optional("activeFrom", area.ActiveFrom);
            file.List("zones", area.Zones, z => WriteZone(file, z));
        });
    }

    private static void WriteZone(FileWriter file, CompanyZone zone)
    {
        file.Text("name", zone.Name);
        WriteShape(file, zone.Shape);
        file.Text("areaCode", zone.AreaCode);
        file.Texts("cells", zone.Cells.Select(c => c.Value));
        file.Texts("sites", zone.Sites);
        file.Texts("accessPoints", zone.AccessPoints);
    }

    private static void WriteShape(FileWriter file, ZoneShape shape)
    {
        switch (shape)
        {
            case ZoneShape.Circle circle:
                file.Object("circle", () =>
                {
                    WritePoint(file, circle.Centre);
                    file.Json.WriteNumber("radius", circle.Radius);
                });
                break;
            case ZoneShape.Square square:
                file.Object("square", () =>
                {
                    WritePoint(file, square.Centre);
                    file.Json.WriteNumber("side", square.Side);
                });
                break;
            case ZoneShape.Polygon polygon:
                file.List("polygon", polygon.Corners, p => WritePoint(file, p));
                break;
        }
    }

    private static void WritePoint(FileWriter file, GeoPoint point)
    {
        file.Json.WriteNumber("latitude", point.Latitude);
        file.Json.WriteNumber("longitude", point.Longitude);
    }
}
