using System.Collections.Immutable;
using System.Globalization;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Invoices;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Fees;

namespace PbxBridge.Commands;

/// <summary>What a company, or one of its employees, owes for one billing cycle: calls by class, private ones apart (C5), fees, VAT (RAT-5). Calls from own accounts are not in
/// it (C7). While the cycle is open the amounts are approximate, with those of running calls beside them (LIM-8).</summary>
internal static class BillCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(line.Operand ?? "", directory, words);
        var employee = line.Option("employee") is { } who ? KnownCompany.EmployeeOf(company, who, words) : null;
        var now = edge.Time.GetUtcNow();
        var cycle = CycleOption.Of(line, company, now);
        var text = new BillText(words, edge.Out);
        text.Head(company, employee, cycle, now);
        var classes = store.Charges.ByClass(company.Id, cycle.Start, employee?.Id);
        // Fees are the company's, whoever of it they are for.
        ImmutableArray<BookedFee> fees = employee is null ? store.Fees.InCycle(company.Id, cycle.Start) : [];
        text.Lines(Invoice.Of([.. classes.Select(Item), .. fees.Select(Item)]), classes, fees);
        if (now < cycle.End)
            text.Running(store.Running.Of(company.Id), cycle, employee);
        if (employee is null)
            text.Payers(company, store.Charges.Totals(company.Id, cycle.Start));
        return 0;
    }

    private static InvoiceItem Item(ClassTotal total) =>
        new(total.RateClass, total.Billing == Billing.PrivateFlagged, total.Net, total.Vat) { IsAdjustment = total.IsAdjustment };

    private static InvoiceItem Item(BookedFee fee) => new(fee.Entry.Line.Item.Item, false, fee.Entry.Line.Net, fee.Entry.Line.Vat);
}
