using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Charges;

/// <summary>What one employee's calls of one billing cycle come to.</summary>
/// <param name="Payer">His number; empty = calls that no employee is charged for.</param>
/// <param name="Billed">Counted time.</param>
public sealed record ChargeTotal(string Payer, Billing Billing, int Calls, TimeSpan Billed, Money Net, Money Gross);
