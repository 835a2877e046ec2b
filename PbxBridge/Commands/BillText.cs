using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Invoices;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Fees;

namespace PbxBridge.Commands;

/// <summary>A bill as lines of text.</summary>
internal sealed class BillText(Words words, TextWriter output)
{
    public void Head(CompanySnapshot company, Employee? employee, BillingCycle cycle, DateTimeOffset now)
    {
        var who = employee is null ? company.Name : $"{company.Name}, {employee.Name} ({employee.Mobile})";
        output.WriteLine(words.Of($"{who}, cykl {cycle.First:yyyy-MM-dd} – {cycle.Next.AddDays(-1):yyyy-MM-dd}", $"{who}, cycle {cycle.First:yyyy-MM-dd} – {cycle.Next.AddDays(-1):yyyy-MM-dd}"));
        var closes = cycle.Next.AddDays(BillingCycle.DaysToClose);
        if (now < cycle.End)
            output.WriteLine(words.Of("Cykl trwa: koszty są orientacyjne.", "The cycle runs: the costs are approximate."));
        else if (!cycle.IsClosed(now))
            output.WriteLine(words.Of($"Cykl nie jest zamknięty: koszty są orientacyjne do {closes:yyyy-MM-dd}.", $"The cycle is not closed: the costs are approximate until {closes:yyyy-MM-dd}."));
        if (employee is not null)
            output.WriteLine(words.Of("Opłaty i abonament ponosi firma: nie ma ich tutaj.", "Fees and subscriptions are the company's: they are not in here."));
    }

    public void Lines(Invoice invoice, ImmutableArray<ClassTotal> classes, ImmutableArray<BookedFee> fees)
    {
        var items = fees.GroupBy(fee => fee.Entry.Line.Item.Item).ToDictionary(group => group.Key);
        Section(words.Of("Połączenia", "Calls"), invoice.Lines.Where(line => !items.ContainsKey(line.Line) && line is { IsPrivate: false, IsAdjustment: false }), OfCalls);
        Section(words.Of("Połączenia prywatne, płaci firma", "Private calls, the company pays"), invoice.Lines.Where(line => line is { IsPrivate: true, IsAdjustment: false }), OfCalls);
        Section(words.Of("Korekta: połączenia z wcześniejszych cykli", "Adjustment: calls of earlier cycles"), invoice.Lines.Where(line => line.IsAdjustment), OfCalls);
        Section(words.Of("Opłaty", "Fees"), invoice.Lines.Where(line => items.ContainsKey(line.Line) && !line.IsAdjustment), OfFees);
        if (invoice.Lines.IsEmpty)
            output.WriteLine(words.Of("Bez kosztów.", "No costs."));
        foreach (var total in invoice.Totals)
            output.WriteLine(Sum(string.Create(CultureInfo.InvariantCulture, $"VAT {total.Rate:0.##} %"), total.Net, total.Vat, total.Gross));
        output.WriteLine(Sum(words.Of("Razem", "In all"), invoice.Net, invoice.Vat, invoice.Gross));
        if (!invoice.NetOf(true).IsZero)
            output.WriteLine(words.Of($"  w tym prywatne: {Shown(invoice.NetOf(true))} netto", $"  of it private: {Shown(invoice.NetOf(true))} net"));

        string OfCalls(InvoiceItem line)
        {
            var calls = classes.Where(one => one.RateClass == line.Line && one.Vat == line.Vat && one.IsAdjustment == line.IsAdjustment && (one.Billing == Billing.PrivateFlagged) == line.IsPrivate).ToList();
            var time = TimeSpan.FromTicks(calls.Sum(one => one.Billed.Ticks));
            var mark = line is { IsAdjustment: true, IsPrivate: true } ? words.Of(" (prywatne)", " (private)") : "";
            return $"{ClassName(line.Line)}{mark}: {calls.Sum(one => one.Calls)} ×, {(int)time.TotalHours}:{time:mm\\:ss}";
        }

        string OfFees(InvoiceItem line)
        {
            var booked = items[line.Line].Select(fee => fee.Entry.Line).ToList();
            return $"{booked.Sum(fee => fee.Count)} × {words.Of(booked[^1].Name.Polish, booked[^1].Name.English)} [{line.Line}]";
        }
    }

    /// <summary>What runs at the moment is on no line yet.</summary>
    public void Running((DateTimeOffset At, ImmutableArray<RunningCost> Costs)? told, BillingCycle cycle, Employee? employee)
    {
        if (told is not { } running)
        {
            output.WriteLine(words.Of("Trwające połączenia: nieznane, bramka nie działa.", "Running calls: not known, the bridge does not run."));
            return;
        }
        var costs = running.Costs.Where(cost => cost.Cycle == cycle.Start && (employee is null || cost.Payer.Employee == employee.Id)).ToList();
        var sum = Money.Sum(costs.Select(cost => cost.Net));
        output.WriteLine(words.Of(
            $"Trwające połączenia, dotąd: {Shown(sum)} netto (stan z {WarsawTime.Local(running.At):HH:mm:ss}, poza sumą powyżej)",
            $"Running calls, so far: {Shown(sum)} net (as of {WarsawTime.Local(running.At):HH:mm:ss}, not in the sum above)"));
    }

    /// <summary>Whose costs they are: employees, lines, and the rest.</summary>
    public void Payers(CompanySnapshot company, ImmutableArray<ChargeTotal> totals)
    {
        var paid = totals.Where(total => !total.Net.IsZero).GroupBy(total => total.Payer).ToList();
        if (paid.Count == 0)
            return;
        var employees = company.Employees.DistinctBy(employee => employee.Id).ToDictionary(employee => employee.Id);
        output.WriteLine(words.Of("Czyje to koszty (połączenia, netto)", "Whose costs these are (calls, net)"));
        foreach (var payer in paid)
        {
            var business = Money.Sum(payer.Where(total => total.Billing != Billing.PrivateFlagged).Select(total => total.Net));
            var flagged = Money.Sum(payer.Where(total => total.Billing == Billing.PrivateFlagged).Select(total => total.Net));
            var mark = flagged.IsZero ? "" : words.Of($", prywatne {Shown(flagged)}", $", private {Shown(flagged)}");
            output.WriteLine($"  {NameOf(company, employees, payer.Key),-44} {words.Of("służbowe", "business")} {Shown(business)}{mark}");
        }
    }

    private void Section(string title, IEnumerable<InvoiceItem> lines, Func<InvoiceItem, string> text)
    {
        var any = false;
        foreach (var line in lines)
        {
            if (!any)
                output.WriteLine(title);
            any = true;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {text(line),-60} {Shown(line.Net),16} {words.Of("netto", "net")}, VAT {line.Vat:0.##} %"));
        }
    }

    private string Sum(string title, Money net, Money vat, Money gross) => words.Of(
        $"{title}: {Shown(net)} netto + {Shown(vat)} VAT = {Shown(gross)} brutto", $"{title}: {Shown(net)} net + {Shown(vat)} VAT = {Shown(gross)} gross");

    private string NameOf(CompanySnapshot company, Dictionary<string, Employee> employees, ChargePayer payer) => payer switch
    {
        { Employee: { } id } => employees.GetValueOrDefault(id) is { } employee ? $"{employee.Name} ({employee.Mobile})" : words.Of($"{id} (spoza firmy)", $"{id} (has left the company)"),
        { Number: "" } => words.Of("firma (telefony centrali)", "the company (phones of its PBX)"),
        { Number: var number } => company.LineWith(new PhoneNumber(number)) is { } line ? $"{line.Name} ({number})" : number,
    };

    private string ClassName(string rateClass) =>
        Enum.TryParse<NumberClass>(rateClass, out var known) ? words.Of(NumberClassName.Of(known)) : rateClass;

    private string Shown(Money amount) => words.Of(amount.Shown().Polish, amount.Shown().English);
}
