namespace PbxBridge.Charging.Prices;

/// <summary>What a call costs: nothing, by a row of a price list, or there is no price and the call is barred (RAT-1).</summary>
public readonly record struct PriceAnswer
{
    private PriceAnswer(bool free, PriceRow? row) => (IsFree, Row) = (free, row);

    public static PriceAnswer Free => new(true, null);

    public static PriceAnswer Unrated => default;

    public bool IsFree { get; }

    /// <summary>Null when the call is free or has no price.</summary>
    public PriceRow? Row { get; }

    public bool IsUnrated => !IsFree && Row is null;

    /// <summary>The price of the company area was taken.</summary>
    public bool IsInArea => Row is { Area: true };

    internal static PriceAnswer By(PriceRow? row) => new(false, row);
}
