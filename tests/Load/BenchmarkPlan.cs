namespace PbxBridge.Load;

/// <summary>How long and how often is measured.</summary>
/// <param name="Pairs">Of bridge and proxy in turn at 1,000 calls/s; the medians count.</param>
/// <param name="Warm">Seconds before a window: the tails of transactions take 32, the compiler about as long.</param>
/// <param name="Rates">Calls a second, beside 1,000.</param>
/// <param name="Held">Calls held at a time at 1,000 calls/s.</param>
/// <param name="MemoryCalls">Calls that are held while live bytes are counted.</param>
/// <param name="MediaCalls">Calls with sound both ways.</param>
internal sealed record BenchmarkPlan(int Pairs, int Warm, int Measure, int[] Rates, int[] Held, int MemoryCalls, int MediaCalls, int PauseRate, int PauseHeld)
{
    public static BenchmarkPlan Quick { get; } = new(1, 26, 10, [], [2_000], 4_000, 150, 400, 8_000);

    public static BenchmarkPlan Full { get; } = new(3, 45, 20, [100, 400, 2000], [100, 2_000, 20_000], 20_000, 300, 400, 20_000);
}
