using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Fees;
using PbxBridge.Charging.Prices;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Charges;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>The settlement of a company's calls, as far as somebody may see it: each row is somebody's whole, and the sum of rows is the total to the last place (T10, M7).</summary>
/// <param name="Rows">Employees in the order of the company, then its lines, its PBX, and people and numbers that it has no more.</param>
/// <param name="Classes">That there are in the period, whatever class is asked for.</param>
/// <param name="Fees">The company's own, beside the total; for who sees all of it.</param>
public sealed record TelemonitorReport(ImmutableArray<TelemonitorRow> Rows, CostSum Total, Money Running, ImmutableArray<RateClass> Classes, ImmutableArray<FeeLine> Fees)
{
    /// <summary>When nodes told what runs, at the earliest; null: none runs, or another period is shown.</summary>
    public DateTimeOffset? RunningAt { get; init; }

    public Money FeesNet => Money.Sum(Fees.Select(fee => fee.Net));

    public Money FeesGross => Money.Sum(Fees.Select(fee => fee.Gross));

    /// <summary>Of one payer alone; without rows when he has none.</summary>
    internal TelemonitorReport Only(ChargePayer payer)
    {
        ImmutableArray<TelemonitorRow> rows = [.. Rows.Where(row => row.Payer.Charged == payer)];
        return Of(rows, Classes, []) with { RunningAt = RunningAt };
    }

    /// <param name="scope">Nobody else is in it, whatever else is handed over.</param>
    /// <param name="kind">Null: destinations of all classes.</param>
    /// <param name="running">Of the cycle that is shown; empty where it is not the one that runs.</param>
    /// <param name="limits">The same.</param>
    internal static TelemonitorReport Of(
        CompanySnapshot company, CostScope scope, RateClass? kind, ImmutableArray<PayerTotal> totals, ImmutableArray<RunningCost> running, Func<Employee, LimitStanding?> limits,
        ImmutableArray<FeeLine> fees)
    {
        var seen = scope.Employees.Select(employee => ChargePayer.OfEmployee(employee.Id)).ToHashSet();
        var charged = totals.Where(total => total.Billing != Billing.PrivatePrepaid && (scope.IsWhole || seen.Contains(total.Payer))).ToList();
        var sums = charged.Where(total => kind is null || total.Class == kind).GroupBy(total => total.Payer).ToDictionary(group => group.Key, CostSum.Of);
        var costs = running.Where(cost => scope.IsWhole || seen.Contains(cost.Payer)).GroupBy(cost => cost.Payer).ToDictionary(group => group.Key, group => Money.Sum(group.Select(cost => cost.Net)));
        ImmutableArray<TelemonitorRow> rows =
        [
            .. scope.Employees.Select(employee => Row(new CostPayer.OfEmployee(employee), limits(employee))),
            .. sums.Keys.Union(costs.Keys).Where(payer => !seen.Contains(payer)).Select(payer => CostPayer.Of(company, payer)).OrderBy(Place).ThenBy(payer => payer.Number, StringComparer.Ordinal)
                .ThenBy(payer => payer.Charged.Employee, StringComparer.Ordinal)
                .Select(payer => Row(payer, null)),
        ];
        return Of(rows, [.. charged.Select(total => total.Class).OfType<RateClass>().Distinct().Order()], scope.IsWhole ? fees : []);

        TelemonitorRow Row(CostPayer payer, LimitStanding? limit) => new(payer, sums.GetValueOrDefault(payer.Charged), costs.GetValueOrDefault(payer.Charged), limit);
    }

    private static TelemonitorReport Of(ImmutableArray<TelemonitorRow> rows, ImmutableArray<RateClass> classes, ImmutableArray<FeeLine> fees) =>
        new(rows, rows.Aggregate(default(CostSum), (sum, row) => sum + row.Sum), Money.Sum(rows.Select(row => row.Running)), classes, fees);

    private static int Place(CostPayer payer) => payer switch
    {
        CostPayer.OfEmployee => 0,
        CostPayer.OfLine => 1,
        CostPayer.OfPbx => 2,
        _ => 3,
    };
}
