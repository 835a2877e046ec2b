using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Charges;

/// <summary>What the calls of one payer that run at the moment have cost so far, beyond what records have charged.</summary>
/// <param name="Cycle">Start of the billing cycle in which they were answered.</param>
/// <param name="IsPrivate">On the company's bill with the mark; of those from own accounts nothing is told (D9).</param>
/// <param name="Net">All of them.</param>
/// <param name="Unreserved">The part for which nothing is reserved on the payer's limit.</param>
public readonly record struct RunningCost(string Company, ChargePayer Payer, DateTimeOffset Cycle, bool IsPrivate, Money Net, Money Unreserved);
