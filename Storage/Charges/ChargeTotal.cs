using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Charges;

/// <summary>What one payer's calls of one billing cycle come to.</summary>
/// <param name="Billed">Counted time.</param>
public sealed record ChargeTotal(ChargePayer Payer, Billing Billing, int Calls, TimeSpan Billed, Money Net, Money Gross);
