using System.Globalization;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Companies;

/// <summary>The company area: at most twelve zones of about a square kilometre each, in the country (O2, D6, AREA-1, AREA-2).</summary>
internal static class AreaRules
{
    public static void Find(CompanySnapshot company, NumberingData numbering, FileFaults faults)
    {
        var zones = company.Area.Zones;
        if (zones.Length > CompanyArea.MaxZones)
        {
            faults.Add(
                "$.area.zones", "O2", $"obszar ma {zones.Length} stref, może mieć {CompanyArea.MaxZones}", $"the area has {zones.Length} zones, it may have {CompanyArea.MaxZones}");
        }

        CompanyRules.Unique(zones.Select(z => z.Name), i => Place($"$.area.zones[{i}].name"), "strefa", "the zone", faults);
        for (var i = 0; i < zones.Length; i++)
        {
            CheckZone(company, zones[i], Place($"$.area.zones[{i}]"), numbering, faults);
        }
    }

    private static void CheckZone(CompanySnapshot company, CompanyZone zone, string path, NumberingData numbering, FileFaults faults)
    {
        CheckShape(zone, path, faults);
        if (zone.AreaCode.Length > 0 && numbering.Area(zone.AreaCode) is null)
        {
            faults.Add(path + ".areaCode", "NUM-3", $"nie ma strefy numeracyjnej {zone.AreaCode}", $"there is no area code {zone.AreaCode}");
        }

        for (var i = 0; i < zone.Sites.Length; i++)
        {
            if (company.SiteNamed(zone.Sites[i]) is null)
            {
                faults.Add(Place($"{path}.sites[{i}]"), "AREA-3", $"nie ma siedziby „{zone.Sites[i]}”", $"there is no site \"{zone.Sites[i]}\"");
            }
        }
    }

    private static void CheckShape(CompanyZone zone, string path, FileFaults faults)
    {
        var place = path + zone.Shape switch { ZoneShape.Circle => ".circle", ZoneShape.Square => ".square", _ => ".polygon" };
        if (zone.Shape is ZoneShape.Square { Side: 0 })
        {
            // No shape could be read: said already.
            return;
        }

        if (zone.Shape is ZoneShape.Polygon { Corners: var corners })
        {
            if (corners.Length is < ZoneShape.Polygon.MinCorners or > ZoneShape.Polygon.MaxCorners)
            {
                faults.Add(
                    place, "AREA-2", $"wielokąt ma od {ZoneShape.Polygon.MinCorners} do {ZoneShape.Polygon.MaxCorners} wierzchołków",
                    $"a polygon has {ZoneShape.Polygon.MinCorners} to {ZoneShape.Polygon.MaxCorners} corners");
                return;
            }

            if (!Outline.IsSimple(corners))
            {
                faults.Add(place, "AREA-2", $"boki strefy {zone.Name} się przecinają", $"the sides of the zone {zone.Name} cross each other");
                return;
            }
        }

        if (zone.Shape.SquareKilometres is < CompanyZone.LeastSquareKilometres or > CompanyZone.MostSquareKilometres)
        {
            var area = zone.Shape.SquareKilometres.ToString("0.00", CultureInfo.InvariantCulture);
            faults.Add(
                place, "D6", $"strefa {zone.Name} ma {area} km²; może mieć od 0.25 do 1.5 km²", $"the zone {zone.Name} has {area} km²; it may have 0.25 to 1.5 km²");
        }

        if (!zone.Shape.Points.All(Country.Contains))
        {
            faults.Add(place, "AREA-2", $"strefa {zone.Name} nie leży w Polsce", $"the zone {zone.Name} is not in Poland");
        }
    }

    private static string Place(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
