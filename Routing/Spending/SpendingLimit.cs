using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Routing.Spending;

/// <summary>How much an employee may cost his company in a billing cycle (§6.5).</summary>
public sealed record SpendingLimit
{
    /// <summary>Net.</summary>
    public required Money Amount { get; init; }

    public LimitMode Mode { get; init; } = LimitMode.NotifyOnly;

    /// <summary>With the other two modes: running calls are cut too, after a warning tone (D1).</summary>
    public bool CutsRunningCalls { get; init; }

    /// <summary>Percents at which the employee is told: 1 to 200, rising (LIM-3).</summary>
    public ImmutableArray<int> UserThresholds { get; init; } = [];

    /// <summary>Percents at which the administrators are told.</summary>
    public ImmutableArray<int> AdministratorThresholds { get; init; } = [];
}

/// <summary>What happens at 100 % of a limit (D1). Emergency, harmonised, freephone and private calls go on in each.</summary>
public enum LimitMode
{
    NotifyOnly,

    /// <summary>Only calls inside the network and to its partners.</summary>
    RestrictToOnNet,
    BarAll,
}
