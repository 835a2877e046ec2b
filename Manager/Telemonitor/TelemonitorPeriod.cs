using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What a settlement is for: a billing cycle, or days on which calls were answered.</summary>
/// <param name="Last">Is one of the days.</param>
/// <param name="Cycle">Null: days.</param>
public sealed record TelemonitorPeriod(DateOnly First, DateOnly Last, BillingCycle? Cycle)
{
    /// <summary>How many cycles can be chosen before the one that runs.</summary>
    public const int EarlierCycles = 12;

    /// <summary>Of days, so that nobody reads years at once.</summary>
    public const int MostDays = 366;

    internal ChargePeriod Charges => Cycle is { } cycle ? ChargePeriod.OfCycle(cycle) : ChargePeriod.OfDays(First, Last);

    public static TelemonitorPeriod Of(BillingCycle cycle) => new(cycle.First, cycle.Next.AddDays(-1), cycle);

    /// <summary>It is the cycle that runs: running calls and limits stand beside it.</summary>
    public bool Runs(DateTimeOffset now) => Cycle is { } cycle && cycle.Holds(now);

    /// <summary>Amounts may still change: calls run, or records of calls may come late (CYC-2).</summary>
    public bool IsApproximate(CycleSchedule cycles, DateTimeOffset now) => !(Cycle ?? cycles.On(Last)).IsClosed(now);

    /// <summary>The one that runs, and those before it, the newest first.</summary>
    public static ImmutableArray<BillingCycle> Choice(CycleSchedule cycles, DateTimeOffset now)
    {
        var choice = ImmutableArray.CreateBuilder<BillingCycle>(EarlierCycles + 1);
        choice.Add(cycles.At(now));
        while (choice.Count <= EarlierCycles)
            choice.Add(cycles.On(choice[^1].First.AddDays(-1)));
        return choice.MoveToImmutable();
    }

    /// <summary><c>2026-11-01 – 2026-11-30</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First:yyyy-MM-dd} – {Last:yyyy-MM-dd}");
}
