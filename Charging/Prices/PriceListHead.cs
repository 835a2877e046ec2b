using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>Which price list this is, for whom and since when.</summary>
public sealed record PriceListHead
{
    public required string Id { get; init; }

    /// <summary>From 1. Of several versions that are valid the highest counts.</summary>
    public required int Version { get; init; }

    public required Wording Name { get; init; }

    /// <summary>The company it was agreed with; null: the default of all.</summary>
    public string? Company { get; init; }

    public PriceUse Use { get; init; }

    /// <summary>The midnight in Warsaw at which it begins.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>The midnight in Warsaw at which it is over; null: open.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    public bool Holds(DateTimeOffset at) => at >= ValidFrom && (ValidTo is not { } to || at < to);
}
