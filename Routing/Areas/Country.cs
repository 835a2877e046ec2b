using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>Poland on the map, coarsely: a place some kilometres beyond the border may still count as inside, a place of the country always does (AREA-2).</summary>
internal static class Country
{
    private const double South = 49.0;
    private const double North = 54.9;
    private const double West = 14.1;
    private const double East = 24.2;

    // Clockwise from Świnoujście: the coast, Kaliningrad, the Bug, the Bieszczady, the Tatra, the Sudetes, the Oder.
    private static readonly ImmutableArray<GeoPoint> Border =
    [
        new(54.05, 14.05), new(54.40, 15.50), new(54.80, 16.80), new(54.95, 18.30), new(54.80, 18.95), new(54.55, 19.75), new(54.50, 20.30),
        new(54.48, 22.70), new(54.52, 23.00), new(54.10, 23.70), new(53.85, 23.65), new(53.50, 23.78), new(53.00, 24.08), new(52.65, 24.10), new(52.30, 23.80),
        new(51.60, 23.85), new(51.00, 24.10), new(50.90, 24.25), new(50.40, 24.20), new(50.10, 23.65), new(49.75, 23.10), new(49.40, 22.90),
        new(48.95, 23.05), new(48.95, 22.70), new(49.12, 22.00), new(49.27, 21.40), new(49.20, 20.90), new(49.10, 20.10), new(49.12, 19.70),
        new(49.30, 19.30), new(49.38, 18.90), new(49.58, 18.50), new(49.82, 18.20), new(49.87, 17.60), new(50.00, 17.10), new(50.00, 16.65),
        new(50.12, 16.40), new(50.32, 16.05), new(50.52, 15.90), new(50.62, 15.40), new(50.72, 14.72), new(51.15, 14.88), new(51.50, 14.58),
        new(52.10, 14.50), new(52.60, 14.35), new(52.85, 13.95), new(53.30, 14.25), new(53.70, 14.10),
    ];

    public static bool Contains(GeoPoint point) =>
        point is { Latitude: >= South and <= North, Longitude: >= West and <= East } && Outline.Contains(Border.AsSpan(), point);
}
