using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Fees;

/// <summary>A fee so many times; there is none without its line of a price list (F7).</summary>
/// <param name="Vat">Per cent.</param>
public sealed record FeeLine(PriceItem Item, Wording Name, FeeKind Kind, int Count, Money Net, Money Gross, decimal Vat)
{
    internal static FeeLine Of(FeeRow row, int count) => Of(row, count, row.Amount.Amount * count);

    /// <param name="amount">In the basis of the row; whole grosze.</param>
    internal static FeeLine Of(FeeRow row, int count, decimal amount)
    {
        var gross = row.Basis == PriceBasis.Gross;
        var net = Money.RoundedToGrosz(gross ? amount * 100 / (100 + row.Vat) : amount);
        return new(row.Item, row.Name, row.Kind, count, net, Money.RoundedToGrosz(gross ? amount : amount * (100 + row.Vat) / 100), row.Vat);
    }
}
