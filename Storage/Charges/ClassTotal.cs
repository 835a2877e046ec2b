using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Charges;

/// <summary>What calls of one class come to on a bill.</summary>
/// <param name="RateClass">As the price list calls it.</param>
/// <param name="Vat">Per cent.</param>
/// <param name="IsAdjustment">They were answered in an earlier cycle, and came after its close (CYC-2).</param>
/// <param name="Billed">Counted time.</param>
public sealed record ClassTotal(string RateClass, Billing Billing, decimal Vat, bool IsAdjustment, int Calls, TimeSpan Billed, Money Net, Money Gross);
