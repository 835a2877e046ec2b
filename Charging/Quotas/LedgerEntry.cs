using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Quotas;

/// <summary>A line of an account's ledger; lines are only ever added.</summary>
/// <param name="Amount">Positive: credited; negative: debited.</param>
/// <param name="Key">What it is for, unique: a session and request number, or the key of a credit.</param>
public sealed record LedgerEntry(AccountId Account, Money Amount, string Key);
