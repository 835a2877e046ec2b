using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Prices;

/// <summary>A line of a price list for a fee. Its <see cref="PriceItem.Item"/> is the fee's key: <c>ACT_COMPANY_AREA</c>.</summary>
/// <param name="Vat">Per cent.</param>
public sealed record FeeRow(PriceItem Item, Wording Name, FeeKind Kind, Money Amount, PriceBasis Basis, decimal Vat);
