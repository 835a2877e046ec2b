using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;

namespace PbxBridge.Manager.Employees;

/// <summary>What shall be other in employees' limits; null: as it is for each of them, in a new limit as <see cref="CostLimit"/> has it.</summary>
public sealed record LimitChange
{
    /// <summary>Net.</summary>
    public Money? Amount { get; init; }

    public LimitMode? Mode { get; init; }

    public bool? CutsRunning { get; init; }

    /// <summary>Per cent, in any order.</summary>
    public ImmutableArray<int>? UserThresholds { get; init; }

    /// <summary>Per cent, in any order.</summary>
    public ImmutableArray<int>? AdministratorThresholds { get; init; }

    internal bool IsOfThresholds => UserThresholds is not null || AdministratorThresholds is not null;

    internal bool IsOfMoney => Amount is not null || Mode is not null || CutsRunning is not null;

    /// <summary>Null: there is no limit to change, and the change gives no amount for one.</summary>
    internal CostLimit? In(CostLimit? before)
    {
        if ((Amount ?? before?.Amount) is not { } amount)
            return null;
        var limit = before ?? new CostLimit { Amount = amount };
        return limit with
        {
            Amount = amount,
            Mode = Mode ?? limit.Mode,
            CutsRunning = CutsRunning ?? limit.CutsRunning,
            UserThresholds = UserThresholds is { } user ? user.Sort() : limit.UserThresholds,
            AdministratorThresholds = AdministratorThresholds is { } administrator ? administrator.Sort() : limit.AdministratorThresholds,
        };
    }
}
