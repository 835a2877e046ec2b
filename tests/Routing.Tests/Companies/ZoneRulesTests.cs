using System.Globalization;
using System.Text.Json.Nodes;

namespace PbxBridge.Routing.Tests.Companies;

/// <summary>O2, O3, AREA-2, D6: as many zones and corners as there may be, and one more; sides that cross; shapes that are too large.</summary>
public sealed class ZoneRulesTests
{
    [Theory]
    [InlineData(12, "square", "")]
    [InlineData(13, "square", "$.area.zones O2")]
    [InlineData(1, "circle 690", "")]
    [InlineData(1, "circle 692", "$.area.zones[0].circle D6")]
    [InlineData(1, "polygon 2", "$.area.zones[0].polygon AREA-2")]
    [InlineData(1, "polygon 32", "")]
    [InlineData(1, "polygon 33", "$.area.zones[0].polygon AREA-2")]
    [InlineData(1, "crossing", "$.area.zones[0].polygon AREA-2")]
    [InlineData(1, "large", "$.area.zones[0].polygon D6")]
    public void Zones_are_as_many_and_as_large_as_they_may_be(int zones, string shape, string place)
    {
        var all = new JsonArray();
        for (var n = 0; n < zones; n++)
            all.Add(new JsonObject { ["name"] = $"zone {n}", ["areaCode"] = "22", [shape is "crossing" or "large" ? "polygon" : shape.Split(' ')[0]] = Shape(shape.Split(' ')) });
        Assert.Equal(place.Length == 0 ? [] : [place], DemoFile.PlacesWith(("area/zones", all.ToJsonString())));
    }

    private static JsonNode Shape(string[] shape) => shape switch
    {
        ["circle", var radius] => new JsonObject { ["latitude"] = 52.2, ["longitude"] = 21.0, ["radius"] = Number(radius) },
        ["polygon", var corners] => Polygon([.. Enumerable.Range(0, Number(corners)).Select(i => (52.2 + (0.005 * Math.Cos(0.19 * i)), 21 + (0.008 * Math.Sin(0.19 * i))))]),
        ["crossing"] => Polygon([(52.20, 21.00), (52.21, 21.01), (52.20, 21.01), (52.21, 21.00)]),
        ["large"] => Polygon([(52.20, 21.00), (52.22, 21.00), (52.22, 21.02), (52.20, 21.02)]),
        _ => new JsonObject { ["latitude"] = 52.2, ["longitude"] = 21.0, ["side"] = 1000 },
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static JsonArray Polygon((double Latitude, double Longitude)[] corners) =>
        [.. corners.Select(corner => new JsonObject { ["latitude"] = corner.Latitude, ["longitude"] = corner.Longitude })];
}
