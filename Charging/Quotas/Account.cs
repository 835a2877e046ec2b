using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Quotas;

/// <summary>Money that calls are reserved on. Always: <see cref="Available"/> ≥ 0, and <see cref="Balance"/> is the sum of its ledger (OCS-8).</summary>
public sealed record Account
{
    public required AccountId Id { get; init; }

    public required AccountKind Kind { get; init; }

    public Money Balance { get; init; }

    /// <summary>Promised to running calls.</summary>
    public Money Reserved { get; init; }

    /// <summary>A closed account grants nothing new; running slices end as they are.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>When the balance expires (VCH-6); null: never.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    public Money Available => Balance - Reserved;

    public bool Grants(DateTimeOffset now) => IsOpen && (ValidUntil is not { } until || now < until);
}
