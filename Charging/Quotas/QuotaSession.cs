using System.Collections.Immutable;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Quotas;

/// <summary>The reservations of one call.</summary>
public sealed record QuotaSession
{
    public required SessionId Id { get; init; }

    public required Tariff Tariff { get; init; }

    /// <summary>In ascending order of their accounts; empty when nothing was granted.</summary>
    public required ImmutableArray<QuotaShare> Shares { get; init; }

    /// <summary>Debited time.</summary>
    public TimeSpan Used { get; init; }

    /// <summary>Granted time.</summary>
    public TimeSpan Until { get; init; }

    public bool Final { get; init; }

    public required QuotaLease Lease { get; init; }

    /// <summary>The highest number that was done.</summary>
    public int LastNumber { get; init; }

    public ImmutableDictionary<int, QuotaAnswer> Answers { get; init; } = ImmutableDictionary<int, QuotaAnswer>.Empty;

    /// <summary>Not null: the call is over, and everything that still comes is answered so.</summary>
    public QuotaAnswer? Closing { get; init; }

    /// <summary>It holds, or may hold, money.</summary>
    public bool IsOpen => Closing is null && !Shares.IsEmpty;
}
