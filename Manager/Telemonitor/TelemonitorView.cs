using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Manager.Pages;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>What a page says of its period.</summary>
public sealed record TelemonitorView(TelemonitorQuery Query, CycleSchedule Cycles, DateTimeOffset Now)
{
    public bool Runs => Query.Period.Runs(Now);

    public bool IsApproximate => Query.Period.IsApproximate(Cycles, Now);

    public ImmutableArray<BillingCycle> Choice => TelemonitorPeriod.Choice(Cycles, Now);

    public string Title(Visit visit) => Query.Period.Cycle is null ? visit.T($"dni {Query.Period}", $"days {Query.Period}") : visit.T($"cykl {Query.Period}", $"cycle {Query.Period}");

    public ImmutableArray<string> Faults(Visit visit) => Query.Fault is { } fault ? [visit.T(fault)] : [];
}
