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

    public abstract bool Contains(GeoPoint point);

    /// <param name="Radius">Metres; 564 m make one square kilometre.</param>
    public sealed record Circle(GeoPoint Centre, double Radius) : ZoneShape
    {
        public override double SquareKilometres => Math.PI * Radius * Radius / 1e6;

        public override ImmutableArray<GeoPoint> Points => [Centre];

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

        public override bool Contains(GeoPoint point) => Outline.Contains(Corners.AsSpan(), point);

        public bool Equals(Polygon? other) => other is not null && Corners.AsSpan().SequenceEqual(other.Corners.AsSpan());

        public override int GetHashCode() => Corners.IsEmpty ? 0 : HashCode.Combine(Corners.Length, Corners[0], Corners[^1]);
    }
}
