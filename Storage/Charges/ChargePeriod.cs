using PbxBridge.Charging.Cycles;

namespace PbxBridge.Storage.Charges;

/// <summary>Which charged calls are looked at: what is billed with one cycle, or what was answered on certain days.</summary>
public readonly record struct ChargePeriod
{
    private ChargePeriod(DateTimeOffset? cycle, DateTimeOffset from, DateTimeOffset until) => (Cycle, From, Until) = (cycle, from, until);

    /// <summary>Start of the cycle that the calls are billed with; null: they are chosen by when they were answered.</summary>
    public DateTimeOffset? Cycle { get; }

    internal DateTimeOffset From { get; }

    internal DateTimeOffset Until { get; }

    /// <summary>What the bill of this cycle has: also late calls of earlier ones (CYC-2).</summary>
    public static ChargePeriod OfCycle(BillingCycle cycle) => new(cycle.Start, cycle.Start, cycle.End);

    /// <summary>Calls that were answered on these days of Warsaw, whenever they are billed.</summary>
    /// <param name="last">Is one of them.</param>
    public static ChargePeriod OfDays(DateOnly first, DateOnly last) => new(null, WarsawTime.Midnight(first), WarsawTime.Midnight(last.AddDays(1)));

    /// <summary>A condition on rows of <c>call_charge</c> that the index by company and cycle serves.</summary>
    internal string Condition => Cycle is not null
        ? "booked_cycle = @BookedFrom"
        : "booked_cycle >= @BookedFrom AND answered_at >= @From AND answered_at < @Until";

    // A call is billed with its own cycle or a later one, and its own began not longer ago than a cycle lasts.
    internal long BookedFrom => (Cycle ?? From.AddDays(-CycleSchedule.LongestCycle - 1)).ToUnixTimeMilliseconds();
}
