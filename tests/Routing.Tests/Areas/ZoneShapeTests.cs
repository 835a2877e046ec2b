using PbxBridge.Routing.Areas;

namespace PbxBridge.Routing.Tests.Areas;

public sealed class ZoneShapeTests
{
    private static readonly GeoPoint Warsaw = new(52.2297, 21.0122);

    [Fact]
    public void A_circle_of_564_metres_is_one_square_kilometre() => Assert.Equal(1.0, new ZoneShape.Circle(Warsaw, 564).SquareKilometres, 2);

    [Theory]
    [InlineData(49.0, 0.01371)]
    [InlineData(50.06, 0.01401)]
    [InlineData(52.23, 0.01468)]
    [InlineData(54.8, 0.01560)]
    public void A_kilometre_is_so_many_degrees(double latitude, double degrees)
    {
        var (east, north) = new GeoPoint(latitude, 20 + degrees).From(new(latitude, 20));
        Assert.Equal(1000, east, 1.0);
        Assert.Equal(0, north);
        Assert.Equal(1000, new GeoPoint(latitude + 0.008993, 20).From(new(latitude, 20)).North, 0.5);
    }

    [Theory]
    [InlineData(49.2)]
    [InlineData(52.23)]
    [InlineData(54.8)]
    public void A_square_drawn_as_polygon_has_the_same_area(double latitude)
    {
        var corners = Square(new(latitude, 20), 1000);
        Assert.Equal(1.0, new ZoneShape.Polygon([.. corners]).SquareKilometres, 3);
        Assert.Equal(1.0, new ZoneShape.Polygon([.. Enumerable.Reverse(corners)]).SquareKilometres, 3);
    }

    [Fact]
    public void What_is_inside()
    {
        ZoneShape[] shapes = [new ZoneShape.Square(Warsaw, 1000), new ZoneShape.Polygon([.. Square(Warsaw, 1000)])];
        foreach (var shape in shapes)
        {
            Assert.True(shape.Contains(Warsaw));
            Assert.True(shape.Contains(Warsaw.Moved(499, 90)));
            Assert.False(shape.Contains(Warsaw.Moved(501, 90)));
            Assert.True(shape.Contains(Warsaw.Moved(700, 45)));
            Assert.False(shape.Contains(Warsaw.Moved(710, 45)));
        }

        var circle = new ZoneShape.Circle(Warsaw, 500);
        Assert.True(circle.Contains(Warsaw.Moved(499, 45)));
        Assert.False(circle.Contains(Warsaw.Moved(501, 45)));
    }

    [Fact]
    public void A_bay_is_outside()
    {
        // A U that is open to the north.
        var shape = new ZoneShape.Polygon([Place(0, 0), Place(900, 0), Place(900, 900), Place(600, 900), Place(600, 300), Place(300, 300), Place(300, 900), Place(0, 900)]);
        Assert.Equal(0.63, shape.SquareKilometres, 3);
        Assert.True(shape.Contains(Place(150, 600)));
        Assert.False(shape.Contains(Place(450, 600)));
        Assert.True(shape.Contains(Place(450, 150)));
    }

    [Fact]
    public void Of_two_zones_that_touch_a_point_on_the_common_side_is_in_one()
    {
        var west = new ZoneShape.Polygon([new(52, 21), new(52, 21.01), new(52.01, 21.01), new(52.01, 21)]);
        var east = new ZoneShape.Polygon([new(52, 21.01), new(52, 21.02), new(52.01, 21.02), new(52.01, 21.01)]);
        var point = new GeoPoint(52.005, 21.01);
        Assert.NotEqual(west.Contains(point), east.Contains(point));
    }

    [Fact]
    public void Outlines_that_cross_or_turn_back_are_not_simple()
    {
        Assert.True(Simple((0, 0), (1, 0), (1, 1)));
        Assert.True(Simple((0, 0), (2, 0), (2, 2), (1, 1), (0, 2)));
        Assert.False(Simple((0, 0), (1, 1), (1, 0), (0, 1)));
        Assert.False(Simple((0, 0), (0, 0), (1, 1)));
        Assert.False(Simple((0, 0), (2, 0), (1, 0)));
        Assert.False(Simple((0, 0), (2, 0), (2, 2), (1, 0), (0, 2)));
    }

    [Theory]
    [InlineData(52.2297, 21.0122, true)] // Warszawa
    [InlineData(53.4285, 14.5528, true)] // Szczecin
    [InlineData(53.9105, 14.2471, true)] // Świnoujście
    [InlineData(54.8330, 18.3360, true)] // Rozewie
    [InlineData(54.6030, 18.8010, true)] // Hel
    [InlineData(54.3980, 19.4500, true)] // Krynica Morska
    [InlineData(54.3320, 22.9400, true)] // Puńsk
    [InlineData(52.0760, 23.6170, true)] // Terespol
    [InlineData(50.8050, 24.1400, true)] // near Horodło
    [InlineData(49.0200, 22.8800, true)] // Bieszczady
    [InlineData(49.2320, 19.9820, true)] // Kasprowy Wierch
    [InlineData(49.7500, 18.6300, true)] // Cieszyn
    [InlineData(50.0700, 16.7300, true)] // Międzylesie
    [InlineData(50.8980, 14.9550, true)] // Bogatynia
    [InlineData(52.8400, 14.1300, true)] // Osinów Dolny
    [InlineData(54.7100, 20.4500, false)] // Kaliningrad
    [InlineData(49.8400, 24.0300, false)] // Lviv
    [InlineData(53.6700, 23.8300, false)] // Grodno
    [InlineData(50.0755, 14.4378, false)] // Praha
    [InlineData(48.7200, 21.2600, false)] // Košice
    [InlineData(52.5200, 13.4050, false)] // Berlin
    [InlineData(50.2100, 15.8300, false)] // Hradec Králové
    public void In_Poland_or_not(double latitude, double longitude, bool inside) => Assert.Equal(inside, Country.Contains(new(latitude, longitude)));

    private static bool Simple(params (double X, double Y)[] corners) => Outline.IsSimple([.. corners.Select(c => new GeoPoint(c.Y, c.X))]);

    private static GeoPoint Place(double east, double north) => Warsaw.Moved(east, 90).Moved(north, 0);

    private static List<GeoPoint> Square(GeoPoint centre, double side) =>
        [.. new[] { 225.0, 135, 45, 315 }.Select(a => centre.Moved(side / Math.Sqrt(2), a))];
}
