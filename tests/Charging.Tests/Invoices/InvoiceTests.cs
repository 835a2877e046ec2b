using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Invoices;

namespace PbxBridge.Charging.Tests.Invoices;

public sealed class InvoiceTests
{
    // RAT-5: the sum is rounded, not the charges; VAT of the sum, not of the lines.
    [Fact]
    public void Each_line_is_rounded_once_and_vat_is_worked_out_for_each_rate()
    {
        var invoice = Invoice.Of(
        [
            new("onNet", false, Money.Of(0.0048m), 23), new("onNet", false, Money.Of(0.0048m), 23), new("onNet", false, Money.Of(0.0048m), 23),
            new("mobileOther", false, Money.Of(0.0650m), 23), new("SUB_COMPANY_NETWORK", false, Money.Of(25), 23), new("press", false, Money.Of(1), 8),
        ]);
        Assert.Equal(
            [("SUB_COMPANY_NETWORK", "25.00"), ("mobileOther", "0.07"), ("onNet", "0.01"), ("press", "1.00")], invoice.Lines.Select(l => (l.Line, l.Net.ToString())));
        Assert.Equal([(23m, "25.08", "5.77", "30.85"), (8m, "1.00", "0.08", "1.08")], invoice.Totals.Select(t => (t.Rate, t.Net.ToString(), t.Vat.ToString(), t.Gross.ToString())));
        Assert.Equal(("26.08", "5.85", "31.93"), (invoice.Net.ToString(), invoice.Vat.ToString(), invoice.Gross.ToString()));
    }

    // C5: private calls have lines of their own, and both add up.
    [Fact]
    public void Private_calls_stand_apart()
    {
        var invoice = Invoice.Of([new("mobileOther", true, Money.Of(1.004m), 23), new("mobileOther", false, Money.Of(2), 23), new("mobileOther", true, Money.Of(0.001m), 23)]);
        Assert.Equal([("mobileOther", false, "2.00"), ("mobileOther", true, "1.01")], invoice.Lines.Select(l => (l.Line, l.IsPrivate, l.Net.ToString())));
        Assert.Equal(("1.01", "2.00"), (invoice.NetOf(true).ToString(), invoice.NetOf(false).ToString()));
        Assert.Equal(invoice.Net, invoice.NetOf(true) + invoice.NetOf(false));
    }

    // CYC-2
    [Fact]
    public void What_came_too_late_for_its_cycle_is_a_line_of_its_own()
    {
        var invoice = Invoice.Of([new("onNet", false, Money.Of(1), 23), new("onNet", false, Money.Of(2), 23) { IsAdjustment = true }, new("mobileOther", true, Money.Of(3), 23)]);
        Assert.Equal([("onNet", false, "1.00"), ("onNet", true, "2.00"), ("mobileOther", false, "3.00")], invoice.Lines.Select(l => (l.Line, l.IsAdjustment, l.Net.ToString())));
        Assert.Equal("6.00", invoice.Net.ToString());
    }

    [Fact]
    public void Totals_are_those_of_the_lines_whatever_their_order()
    {
        var random = new Random(23);
        var items = Enumerable.Range(0, 2_000).Select(_ => new InvoiceItem(
            "line" + random.Next(9), random.Next(2) == 0, Money.FromUnits(random.Next(0, 100_000)), random.Next(3) switch { 0 => 0, 1 => 8, _ => 23 })).ToArray();
        var invoice = Invoice.Of(items);
        random.Shuffle(items);
        var again = Invoice.Of(items);
        Assert.Equal(invoice.Lines.ToArray(), again.Lines.ToArray());
        Assert.Equal(invoice.Totals.ToArray(), again.Totals.ToArray());
        Assert.Equal(invoice.Net, Money.Sum(invoice.Lines.Select(l => l.Net)));
        Assert.Equal(invoice.Gross, invoice.Net + invoice.Vat);
        Assert.All(invoice.Lines, l => Assert.True(l.Net == l.Net.ToGrosz()));
    }

    [Fact]
    public void An_invoice_without_items_is_empty() => Assert.Equal((Money.Zero, 0), (Invoice.Of([]).Gross, Invoice.Of([]).Lines.Length));
}
