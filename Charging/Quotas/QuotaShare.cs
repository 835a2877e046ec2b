using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Quotas;

/// <summary>One account's part in a call.</summary>
/// <param name="Committed">Debited so far.</param>
/// <param name="Reserved">Promised for the time that is granted and not debited.</param>
public readonly record struct QuotaShare(AccountId Account, Money Committed, Money Reserved);
