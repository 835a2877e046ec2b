using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Vouchers;

/// <summary>What an operator may choose about vouchers.</summary>
public sealed record VoucherRules
{
    public static readonly VoucherRules Standard = new();

    /// <summary>Złoty, gross (VCH-1).</summary>
    public ImmutableArray<int> FaceValues { get; init; } = [5, 10, 25, 30, 50, 100, 200];

    /// <summary>Failures one after the other that close an account's top-up (C8; VCH-4 would let six pass).</summary>
    public int FailuresToLock { get; init; } = 5;

    public TimeSpan LockFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Failures of one address or calling number within <see cref="SourceWindow"/>.</summary>
    public int FailuresOfSource { get; init; } = 20;

    public TimeSpan SourceWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a balance is good after a top-up of at least so many złoty (VCH-6), in rising order from 0.</summary>
    public ImmutableArray<(int From, int Days, int Months)> Validity { get; init; } = [(0, 7, 0), (25, 0, 1), (50, 0, 3), (150, 0, 6)];

    public bool IsFaceValue(Money value) => FaceValues.Any(v => Money.Of(v) == value);

    /// <summary>The last day on which the balance is good: never earlier than before.</summary>
    /// <param name="current">Null: no balance was ever good.</param>
    public DateOnly GoodUntil(Money value, DateOnly today, DateOnly? current)
    {
        var (_, days, months) = Validity.Last(v => v.From == 0 || Money.Of(v.From) <= value);
        var until = today.AddMonths(months).AddDays(days);
        return current is { } before && before > until ? before : until;
    }
}
