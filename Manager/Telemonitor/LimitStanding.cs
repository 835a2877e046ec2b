using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Manager.Employees;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>How somebody's limit stands in the cycle that runs, with running calls and what is reserved for them (LIM-2, LIM-8).</summary>
/// <param name="Used">Net.</param>
/// <param name="IsLifted">An administrator has opened it until the cycle ends (LIM-7).</param>
public sealed record LimitStanding(CostLimit Limit, Money Used, bool IsLifted)
{
    public Money Remaining => Limit.Remaining(Used);

    /// <inheritdoc cref="LimitsUsed.PercentOf"/>
    public int? Percent => LimitsUsed.PercentOf(Used, Limit);
}
