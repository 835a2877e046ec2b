using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Accounts;

/// <summary>One line of an account's ledger.</summary>
/// <param name="Reference">The cause; an account has one line a reference.</param>
/// <param name="Amount">Above zero: to the account; below: from it.</param>
/// <param name="Item">The line of the price list that it follows; null when there is none.</param>
public sealed record LedgerEntry(string Reference, DateTimeOffset At, LedgerKind Kind, Money Amount, string? Item = null);
