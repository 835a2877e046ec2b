using System.Collections.Immutable;

namespace PbxBridge.Routing.Areas;

/// <summary>The outline of a zone (D6): circle, square or polygon.</summary>
public abstract record ZoneShape
{
    private ZoneShape()
    {
    }

    /// <summary>Worked out on a flat map (AREA-1).</summary>
    public abstract double SquareKilometres { get; }

    /// <summary>The points that must lie in the country: centre or corners.</summary>
    public abstract ImmutableArray<GeoPoint> Points { get; }

    /// <summary>No point of the zone is south or west of the first, north or east of the second.</summary>
    internal abstract (GeoPoint SouthWest, GeoPoint NorthEast) Bounds { get; }

    public abstract bool Contains(GeoPoint point);

    private static (GeoPoint SouthWest, GeoPoint NorthEast) Around(GeoPoint centre, double metres) => (
        new(centre.Moved(metres, 180).Latitude, centre.Moved(metres, 270).Longitude), new(centre.Moved(metres, 0).Latitude, centre.Moved(metres, 90).Longitude));

    /// <param name="Radius">Metres; 564 m make one square kilometre.</param>
    public sealed record Circle(GeoPoint Centre, double Radius) : ZoneShape
    {
        public override double SquareKilometres => Math.PI * Radius * Radius / 1e6;

        public override ImmutableArray<GeoPoint> Points => [Centre];

        internal override (GeoPoint SouthWest, GeoPoint NorthEast) Bounds => Around(Centre, Radius);

        public override bool Contains(GeoPoint point)
        {
            var (east, north) = point.From(Centre);
            return (east * east) + (north * north) <= Radius * Radius;
        }
    }

    /// <summary>Its sides look north, east, south and west.</summary>
    /// <param name="Side">Metres.</param>
    public sealed record Square(GeoPoint Centre, double Side) : ZoneShape
    {
        public override double SquareKilometres => Side * Side / 1e6;

        public override ImmutableArray<GeoPoint> Points => [Centre];

        internal override (GeoPoint SouthWest, GeoPoint NorthEast) Bounds => Around(Centre, Side / 2);

        public override bool Contains(GeoPoint point)
        {
            var (east, north) = point.From(Centre);
            return Math.Abs(east) <= Side / 2 && Math.Abs(north) <= Side / 2;
        }
    }

    /// <summary>Corners in either direction; the last is joined to the first.</summary>
    public sealed record Polygon(ImmutableArray<GeoPoint> Corners) : ZoneShape
    {
        public const int MinCorners = 3;
        public const int MaxCorners = 32;

        public override double SquareKilometres => Corners.IsEmpty ? 0 : Math.Abs(Outline.Area(Corners)) / 1e6;

        public override ImmutableArray<GeoPoint> Points => Corners;

        internal override (GeoPoint SouthWest, GeoPoint NorthEast) Bounds => Corners.IsEmpty
            ? default
            : (new(Corners.Min(c => c.Latitude), Corners.Min(c => c.Longitude)), new(Corners.Max(c => c.Latitude), Corners.Max(c => c.Longitude)));

        public override bool Contains(GeoPoint point) => Outline.Contains(Corners.AsSpan(), point);

        public bool Equals(Polygon? other) => other is not null && Corners.AsSpan().SequenceEqual(other.Corners.AsSpan());

        public override int GetHashCode() => Corners.IsEmpty ? 0 : HashCode.Combine(Corners.Length, Corners[0], Corners[^1]);
    }
}
