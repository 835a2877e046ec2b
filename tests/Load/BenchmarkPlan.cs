namespace PbxBridge.Load;

/// <summary>How long and how often is measured.</summary>
/// <param name="Pairs">Of bridge and proxy in turn; the medians count.</param>
/// <param name="Warm">Seconds before the window: the tails of transactions take 32.</param>
internal sealed record BenchmarkPlan(int Pairs, int Warm, int Measure, int[] Rates, int HeldForMemory)
{
    public static BenchmarkPlan Quick { get; } = new(1, 14, 10, [1000], 4_000);

    public static BenchmarkPlan Full { get; } = new(3, 40, 20, [100, 400, 1000, 2000], 20_000);
}
