using System.Collections.Immutable;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Fees;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Terms;

/// <summary>What a company pays each billing cycle: for its SIM cards, the access to its Manager, line numbers, channels of trunks (F1). Pure.</summary>
public static class CompanySubscriptions
{
    // What came with the company, or was there when the cycle began; what is added later has the revision as its subject.
    private const string Standing = "company";

    /// <summary>The fees of a cycle that begins, or of a company that is new in it (CYC-3). Booked again under the same keys they are the same.</summary>
    /// <param name="since">The first day on which the company was there.</param>
    public static ImmutableArray<FeeEntry> Due(CompanySnapshot company, PriceBook prices, BillingCycle cycle, DateOnly since, DateOnly today)
    {
        var from = company.Contract.From is { } begins && begins > since ? begins : since;
        return Entries(Counts(company, today), prices, company.Id, cycle, Standing, from);
    }

    /// <summary>What a change adds, for the rest of the cycle; what it takes away is not given back.</summary>
    /// <param name="revision">Of the company after the change.</param>
    public static ImmutableArray<FeeEntry> Added(CompanySnapshot? before, CompanySnapshot after, PriceBook prices, DateOnly today, long revision)
    {
        var had = before is null ? ImmutableSortedDictionary<string, int>.Empty : Counts(before, today);
        var cycle = after.Cycles.On(today);
        var entries = ImmutableArray.CreateBuilder<FeeEntry>();
        foreach (var (key, count) in Counts(after, today))
        {
            var former = had.GetValueOrDefault(key);
            if (count > former)
                entries.AddRange(Entries([new(key, count - former)], prices, after.Id, cycle, former == 0 ? Standing : $"r{revision}", today));
        }

        return entries.ToImmutable();
    }

    private static ImmutableArray<FeeEntry> Entries(
        IEnumerable<KeyValuePair<string, int>> counts, PriceBook prices, string company, BillingCycle cycle, string subject, DateOnly from) =>
    [
        .. counts.Select(one => new Subscription(one.Key, subject, one.Value, from, null).Due(prices, company, cycle)).OfType<FeeEntry>().Where(entry => !entry.Line.Gross.IsZero),
    ];

    private static ImmutableSortedDictionary<string, int> Counts(CompanySnapshot company, DateOnly today)
    {
        if (!company.IsInService(today))
            return ImmutableSortedDictionary<string, int>.Empty;
        var counts = new Dictionary<string, int>
        {
            ["SUB_COMPANY_NETWORK"] = company.Employees.Length,
            ["SUB_COMPANY_LINE"] = ServicesInUse.Of(company, today).Lines.Count,
            ["SUB_MANAGER"] = company.Activation?.Activated is { } day && day <= today ? 1 : 0,
            ["SUB_TRUNK_CHANNEL"] = company.Trunks.Sum(trunk => trunk.MaxChannels ?? 0),
        };
        return counts.Where(one => one.Value > 0).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
