namespace PbxBridge.Charging.Vouchers;

/// <summary>A code was entered.</summary>
/// <param name="Account">Whose balance.</param>
/// <param name="Found">The voucher of that code; null: no code, or none that is known.</param>
/// <param name="GoodUntil">The last day of the balance before; null: it never was.</param>
/// <param name="Today">In Warsaw.</param>
public sealed record RedemptionAttempt(
    string Account, Voucher? Found, AccountLock Lock, SourceFailures Source, DateOnly? GoodUntil, DateOnly Today, DateTimeOffset Now);
