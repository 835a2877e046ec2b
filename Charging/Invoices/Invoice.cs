using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;

namespace PbxBridge.Charging.Invoices;

/// <summary>Totals of an invoice (RAT-5): each line is the sum of its charges, rounded to whole grosze; VAT is worked out once for each rate.</summary>
/// <param name="Lines">Net, in whole grosze; sorted by name, business before private, adjustments last of either.</param>
/// <param name="Totals">By VAT rate, the highest first.</param>
public sealed record Invoice(ImmutableArray<InvoiceItem> Lines, ImmutableArray<VatTotal> Totals)
{
    public Money Net => Money.Sum(Totals.Select(t => t.Net));

    public Money Vat => Money.Sum(Totals.Select(t => t.Vat));

    public Money Gross => Money.Sum(Totals.Select(t => t.Gross));

    /// <summary>Net, of the lines for private or for business calls and fees.</summary>
    public Money NetOf(bool isPrivate) => Money.Sum(Lines.Where(l => l.IsPrivate == isPrivate).Select(l => l.Net));

    public static Invoice Of(IEnumerable<InvoiceItem> items)
    {
        ImmutableArray<InvoiceItem> lines =
        [
            .. items.GroupBy(i => (i.Line, i.IsPrivate, i.IsAdjustment, i.Vat))
                .Select(g => new InvoiceItem(g.Key.Line, g.Key.IsPrivate, Money.Sum(g.Select(i => i.Net)).ToGrosz(), g.Key.Vat) { IsAdjustment = g.Key.IsAdjustment })
                .OrderBy(l => l.IsPrivate).ThenBy(l => l.IsAdjustment).ThenBy(l => l.Line, StringComparer.Ordinal).ThenByDescending(l => l.Vat),
        ];
        return new(lines,
        [
            .. lines.GroupBy(l => l.Vat).OrderByDescending(g => g.Key).Select(g =>
            {
                var net = Money.Sum(g.Select(l => l.Net));
                return new VatTotal(g.Key, net, Money.RoundedToGrosz(net.Amount * g.Key / 100));
            }),
        ]);
    }
}
