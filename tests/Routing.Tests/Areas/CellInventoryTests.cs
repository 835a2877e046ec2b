using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Routing.Tests.Areas;

public sealed class CellInventoryTests
{
    private const string Heading = "cell\tlatitude\tlongitude\tazimuth\trange\tvalid_from\n";
    private static readonly CellKey Key = new("eutran:260-02:1a2b:0c0ffee");

    [Fact]
    public void A_table_is_read_and_the_latest_version_counts()
    {
        var reading = Read(
            "eutran:260-02:1a2b:0c0ffee\t52.2297\t21.0122\t90\t800\t2026-01-01", "eutran:260-02:1a2b:0c0ffee\t53.4\t14.5\t\t500\t2026-06-01", "# note", "",
            "geran:260-02:0001:0002\t52.1\t21.1\t\t1000\t2026-01-01");
        Assert.Empty(reading.Faults);
        var cells = reading.Cells!;
        Assert.Equal(2, cells.Count);
        Assert.Null(cells.Find(Key, new(2025, 12, 31)));
        Assert.Equal(52.2297, cells.Find(Key, new(2026, 5, 31))!.Antenna.Latitude);
        Assert.Equal(53.4, cells.Find(Key, new(2026, 6, 1))!.Antenna.Latitude);
        Assert.Null(cells.Find(new("nr:260-02:000001:000000002"), new(2026, 6, 1)));
    }

    [Theory]
    [InlineData("x\t52\t21\t\t500\t2026-01-01", "column cell")]
    [InlineData("geran:260-02:0001:0002\t91\t21\t\t500\t2026-01-01", "column latitude")]
    [InlineData("geran:260-02:0001:0002\t52\tx\t\t500\t2026-01-01", "column longitude")]
    [InlineData("geran:260-02:0001:0002\t52\t21\t361\t500\t2026-01-01", "column azimuth")]
    [InlineData("geran:260-02:0001:0002\t52\t21\t\t\t2026-01-01", "column range")]
    [InlineData("geran:260-02:0001:0002\t52\t21\t\t500\t2026-13-01", "column valid_from")]
    public void A_bad_row_is_named_and_nothing_is_taken(string row, string reason)
    {
        var reading = Read("eutran:260-02:1a2b:0c0ffee\t52.2297\t21.0122\t90\t800\t2026-01-01", row);
        Assert.Null(reading.Cells);
        Assert.StartsWith($"cells.tsv:3: {reason}", Assert.Single(reading.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_cell_twice_on_one_day_is_a_fault() => Assert.Contains(
        "repeats line 2",
        Assert.Single(Read("geran:260-02:0001:0002\t52\t21\t\t500\t2026-01-01", "geran:260-02:0001:0002\t52\t21\t\t500\t2026-01-01").Faults).ToString(), StringComparison.Ordinal);

    // AREA-4: half the range along the azimuth.
    [Fact]
    public void The_middle_of_a_cell_lies_in_the_direction_in_which_it_looks()
    {
        var antenna = new GeoPoint(52.2297, 21.0122);
        var (east, north) = new Cell(Key, antenna, 90, 800, default).Centre.From(antenna);
        Assert.Equal((400.0, 0.0), (Math.Round(east, 1), Math.Round(north, 1)));
        (east, north) = new Cell(Key, antenna, 180, 1000, default).Centre.From(antenna);
        Assert.Equal((0.0, -500.0), (Math.Round(east, 1), Math.Round(north, 1)));
        Assert.Equal(antenna, new Cell(Key, antenna, null, 1000, default).Centre);
    }

    // AREA-4: by squares of the map the same as by walking all cells.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_cells_of_a_zone_are_those_whose_middle_it_holds_on_that_day(int seed)
    {
        var random = new Random(seed);
        Cell Any(int id, DateOnly from) => new(
            new($"eutran:260-02:0001:{id:x7}"), new(52.2 + (random.NextDouble() * 0.06), 20.97 + (random.NextDouble() * 0.08)), random.Next(3) == 0 ? null : random.Next(360),
            random.Next(1500), from);
        var (first, second) = (new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 1));
        var cells = Enumerable.Range(0, 600).SelectMany(id => id % 3 == 0 ? (Cell[])[Any(id, first), Any(id, second)] : [Any(id, id % 2 == 0 ? first : second)]).ToArray();
        var inventory = CellInventory.Of(cells);
        ZoneShape[] zones =
        [
            new ZoneShape.Circle(new(52.2297, 21.0122), 564), new ZoneShape.Square(new(52.2297, 21.0122), 1000),
            new ZoneShape.Polygon([new(52.224, 21.004), new(52.224, 21.02), new(52.23, 21.012), new(52.236, 21.02), new(52.236, 21.004)]), new ZoneShape.Circle(new(52.3, 21.2), 500),
        ];
        foreach (var (zone, day) in zones.SelectMany(zone => (DateOnly[])[first.AddDays(-1), first, second], (zone, day) => (zone, day)))
        {
            var expected = cells.GroupBy(c => c.Key).Select(g => g.Where(c => c.ValidFrom <= day).MaxBy(c => c.ValidFrom)).OfType<Cell>().Where(c => zone.Contains(c.Centre)).Select(c => c.Key.Value);
            Assert.Equal(expected.Order(StringComparer.Ordinal), inventory.Within(zone, day).Select(key => key.Value).Order(StringComparer.Ordinal));
        }
    }

    private static CellInventoryReading Read(params string[] rows) => CellInventoryReader.Read(new("cells.tsv", Heading + string.Join('\n', rows)));
}
