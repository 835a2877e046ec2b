using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage;

namespace PbxBridge.Commands;

/// <summary>What a company owes beside its calls in one billing cycle, or with <c>--prices</c> what each fee costs it (F7).</summary>
internal static class FeesCommand
{
    public static int Run(CommandLine line, BridgeSettings settings, Store store, ProcessEdge edge)
    {
        var words = Words.Of(line);
        CompaniesAt.Open(store, settings.Operator, edge, first: false, out var directory);
        var company = KnownCompany.Of(line.Operand ?? "", directory, words);
        var now = edge.Time.GetUtcNow();
        if (line.Has("prices"))
            return Prices(company, directory.Prices, now, words, edge);
        var cycle = CycleOption.Of(line, company, now);
        var fees = store.Fees.InCycle(company.Id, cycle.Start);
        edge.Out.WriteLine(words.Of(
            $"{company.Name}, cykl {cycle.First:yyyy-MM-dd} – {cycle.Next.AddDays(-1):yyyy-MM-dd}: {(fees.IsEmpty ? "bez opłat." : "opłaty")}",
            $"{company.Name}, cycle {cycle.First:yyyy-MM-dd} – {cycle.Next.AddDays(-1):yyyy-MM-dd}: {(fees.IsEmpty ? "no fees." : "fees")}"));
        foreach (var fee in fees)
            edge.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{WarsawTime.Local(fee.At):yyyy-MM-dd HH:mm}{FeeText.Of(fee.Entry.Line, words)} {fee.Author}"));
        if (!fees.IsEmpty)
            edge.Out.WriteLine(FeeText.Sum(Money.Sum(fees.Select(fee => fee.Entry.Line.Net)), Money.Sum(fees.Select(fee => fee.Entry.Line.Gross)), words));
        return 0;
    }

    private static int Prices(CompanySnapshot company, PriceBook? prices, DateTimeOffset now, Words words, ProcessEdge edge)
    {
        var (own, general) = (prices?.List(company.Id, PriceUse.Business, now), prices?.List(null, PriceUse.Business, now));
        // A row of the company's own list stands in the place of the general one.
        var rows = (own?.Fees ?? []).Concat(general?.Fees ?? []).DistinctBy(row => row.Item.Item).ToList();
        if (rows.Count == 0)
            edge.Out.WriteLine(words.Of("Cennik nie ma opłat.", "The price list has no fees."));
        foreach (var row in rows)
        {
            var amount = words.Of(row.Amount.Shown().Polish, row.Amount.Shown().English);
            var basis = row.Basis == PriceBasis.Gross ? words.Of("brutto", "gross") : words.Of("netto", "net");
            edge.Out.WriteLine($"{row.Item.Item,-26} {amount,12} {basis,-6} {words.Of(row.Name.Polish, row.Name.English)} [{row.Item}]");
        }

        return 0;
    }
}
