using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>Geometry of polygons (AREA-1, AREA-2).</summary>
internal static class Outline
{
    /// <summary>Square metres by the shoelace formula; negative when the corners go clockwise.</summary>
    public static double Area(ImmutableArray<GeoPoint> corners)
    {
        var origin = Centre(corners);
        var sum = 0.0;
        var (x, y) = corners[^1].From(origin);
        foreach (var corner in corners)
        {
            var (nextX, nextY) = corner.From(origin);
            sum += (x * nextY) - (nextX * y);
            (x, y) = (nextX, nextY);
        }

        return sum / 2;
    }

    /// <summary>By the crossings of a ray; of two outlines that touch, a point on the common edge is in one.</summary>
    public static bool Contains(ReadOnlySpan<GeoPoint> corners, GeoPoint point)
    {
        var inside = false;
        var last = corners.IsEmpty ? default : corners[^1];
        foreach (var corner in corners)
        {
            if (corner.Latitude > point.Latitude != last.Latitude > point.Latitude)
            {
                var share = (point.Latitude - corner.Latitude) / (last.Latitude - corner.Latitude);
                if (point.Longitude < corner.Longitude + (share * (last.Longitude - corner.Longitude)))
                    inside = !inside;
            }

            last = corner;
        }

        return inside;
    }

    /// <summary>No two sides meet but neighbours in their common corner, and no side is without length.</summary>
    public static bool IsSimple(ImmutableArray<GeoPoint> corners)
    {
        var count = corners.Length;
        for (var i = 0; i < count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % count]);
            if (a == b || (Turn(a, b, corners[(i + 2) % count]) == 0 && IsBack(a, b, corners[(i + 2) % count])))
                return false;
            for (var j = i + 2; j < count; j++)
            {
                // The last side and the first are neighbours too.
                if ((j + 1) % count != i && Meet(a, b, corners[j], corners[(j + 1) % count]))
                    return false;
            }
        }

        return true;
    }

    private static GeoPoint Centre(ImmutableArray<GeoPoint> corners) => new(corners.Average(c => c.Latitude), corners.Average(c => c.Longitude));

    // The third point lies back on the side: the outline turns round on itself.
    private static bool IsBack(GeoPoint a, GeoPoint b, GeoPoint c) =>
        ((b.Latitude - a.Latitude) * (c.Latitude - b.Latitude)) + ((b.Longitude - a.Longitude) * (c.Longitude - b.Longitude)) < 0;

    private static bool Meet(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d)
    {
        var (one, two, three, four) = (Turn(a, b, c), Turn(a, b, d), Turn(c, d, a), Turn(c, d, b));
        if (one != two && three != four)
            return true;
        return (one == 0 && Between(a, b, c)) || (two == 0 && Between(a, b, d)) || (three == 0 && Between(c, d, a)) || (four == 0 && Between(c, d, b));
    }

    private static int Turn(GeoPoint a, GeoPoint b, GeoPoint c) =>
        Math.Sign(((b.Longitude - a.Longitude) * (c.Latitude - a.Latitude)) - ((b.Latitude - a.Latitude) * (c.Longitude - a.Longitude)));

    private static bool Between(GeoPoint a, GeoPoint b, GeoPoint c) =>
        c.Latitude >= Math.Min(a.Latitude, b.Latitude) && c.Latitude <= Math.Max(a.Latitude, b.Latitude)
        && c.Longitude >= Math.Min(a.Longitude, b.Longitude) && c.Longitude <= Math.Max(a.Longitude, b.Longitude);
}
