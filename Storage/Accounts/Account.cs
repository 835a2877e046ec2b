using PbxBridge.Charging.Amounts;

namespace PbxBridge.Storage.Accounts;

/// <summary>An account at one moment.</summary>
/// <param name="Balance">The sum of its ledger.</param>
/// <param name="Reserved">Held for calls that run.</param>
/// <param name="Allowance">What may be used beyond the balance: the limit of the cycle.</param>
/// <param name="ValidUntil">When the balance can no longer be spent (VCH-6); null = never.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record Account(
    AccountKey Key, AccountState State, Money Balance, Money Reserved, Money Allowance, DateTimeOffset? ValidUntil, long Version)
{
    /// <summary>When an administrator has opened the limit for its cycle (LIM-7); null = he has not.</summary>
    public DateTimeOffset? LiftedAt { get; init; }

    /// <summary>Who did.</summary>
    public string? LiftedBy { get; init; }

    public Money Available => Balance + Allowance - Reserved;

    /// <summary>What was used, and is reserved, of an account that counts downwards from zero (LIM-2).</summary>
    public Money Used => Reserved - Balance;
}
