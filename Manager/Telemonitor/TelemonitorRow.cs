using PbxBridge.Charging.Amounts;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>The settlement of one payer's calls.</summary>
/// <param name="Running">Net, of calls that run at the moment: not in the sum. Zero where the period is not the cycle that runs.</param>
/// <param name="Limit">Null: he has none, or another period is shown.</param>
public sealed record TelemonitorRow(CostPayer Payer, CostSum Sum, Money Running, LimitStanding? Limit);
