using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>A line of a price list for calls: which destinations it prices, and how.</summary>
public sealed record PriceRow
{
    public required PriceItem Item { get; init; }

    public required Wording Name { get; init; }

    public required ImmutableArray<RateClass> Classes { get; init; }

    /// <summary>Whole numbers, as dialled after normalisation: <c>+48704123456</c>, <c>118913</c>.</summary>
    public ImmutableArray<string> Numbers { get; init; } = [];

    /// <summary>First digits of such numbers: <c>+4870</c>.</summary>
    public ImmutableArray<string> Prefixes { get; init; } = [];

    /// <summary>International zones: <c>EU</c>.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>For callers in the company area only.</summary>
    public bool Area { get; init; }

    public required Tariff Tariff { get; init; }
}
