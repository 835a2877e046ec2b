using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Storage.Charges;

/// <summary>What the calls of one payer to destinations of one class come to in a period.</summary>
/// <param name="Class">Null = they were not rated: free.</param>
/// <param name="Calls">A long one that is charged in parts is one.</param>
/// <param name="Billed">Counted time.</param>
public sealed record PayerTotal(ChargePayer Payer, Billing Billing, RateClass? Class, int Calls, TimeSpan Billed, Money Net, Money Gross);
