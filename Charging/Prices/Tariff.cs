using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>How one call is charged (domain §6.1): an amount per so many seconds, counted in increments. All times are whole seconds.</summary>
public sealed record Tariff
{
    /// <summary>Places of <see cref="Price"/>: more than money has, since it is multiplied before it is rounded.</summary>
    public const int PricePlaces = 6;

    /// <summary>Złoty per <see cref="Per"/> (RAT-2): 1.00 per 3600 s has no exact price per minute.</summary>
    public required decimal Price { get; init; }

    public required TimeSpan Per { get; init; }

    /// <summary>Counted at once when <see cref="Free"/> is over.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Counted whole each time it has begun.</summary>
    public TimeSpan Next { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For having been answered.</summary>
    public Money ConnectionFee { get; init; }

    /// <summary>A call that is no longer than this has no counted time; a longer one is counted from its start.</summary>
    public TimeSpan Free { get; init; }

    /// <summary>An answered call costs at least this.</summary>
    public Money MinimumCharge { get; init; }

    /// <summary>Replaces everything above: televoting.</summary>
    public Money? PerCall { get; init; }

    /// <summary>What all amounts here are.</summary>
    public PriceBasis Basis { get; init; }

    /// <summary>Per cent.</summary>
    public decimal Vat { get; init; } = 23;
}
