namespace PbxBridge.Tests.Simulation;

/// <summary>Two hundred seeds in blocks. One alone: <c>SEED=17 dotnet test tests/PbxBridge.Tests --filter One_seed_alone</c>.</summary>
public sealed class SimulationTests
{
    private const int SeedsInBlock = 25;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Nothing_is_left_over_after_a_wild_day(int block)
    {
        var faults = Enumerable.Range(block * SeedsInBlock + 1, SeedsInBlock).Select(Fault).Where(fault => fault.Length > 0);
        Assert.Equal("", string.Join("\n\n", faults));
    }

    [Fact]
    public void One_seed_alone() => Assert.Equal("", Fault(int.Parse(Environment.GetEnvironmentVariable("SEED") ?? "1", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_same_seed_is_the_same_day()
    {
        Assert.Equal(Day(7), Day(7));

        static string Day(ulong seed)
        {
            using var chaos = new Chaos(seed);
            chaos.Run();
            return chaos.Office.Ladder.Text;
        }
    }

    private static string Fault(int seed)
    {
        try
        {
            using var chaos = new Chaos((ulong)seed);
            chaos.Run();
            return "";
        }
        catch (Exception fault)
        {
            return $"SEED={seed}: {fault}";
        }
    }
}
