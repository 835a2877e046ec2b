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

    private static CellInventoryReading Read(params string[] rows) => CellInventoryReader.Read(new("cells.tsv", Heading + string.Join('\n', rows)));
}
