using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Charges;

/// <summary>Reads whose calls cost a company how much, for those who look after it (T10, T11). Only answered calls have a cost. What employees paid from their own accounts is
/// told to nobody but themselves (D9): by <see cref="OwnPrivate"/>. Any thread but the signalling loop.</summary>
public sealed class SettlementStore
{
    // More are looked for among all: a statement takes only so many values.
    private const int MostPayers = 500;

    private const string Visible = "billing <> 'PrivatePrepaid'";

    private readonly Database _database;

    internal SettlementStore(Database database) => _database = database;

    /// <summary>Sums by payer, kind and class, in this order.</summary>
    /// <param name="payers">Null = all.</param>
    public ImmutableArray<PayerTotal> Totals(string company, ChargePeriod period, IReadOnlyCollection<ChargePayer>? payers = null)
    {
        var wanted = payers?.ToHashSet();
        if (wanted is { Count: 0 })
            return [];
        var values = Values(company, period);
        var chosen = wanted is { Count: <= MostPayers } ? " AND " + Chosen(wanted, values) : "";
        return _database.Read<ImmutableArray<PayerTotal>>(db =>
            [.. Query(db, TotalsText(period, chosen), values)
                .Where(total => wanted is null || wanted.Contains(total.Payer))
                .GroupBy(total => (total.Payer, total.Billing, total.Class), (_, numbers) => numbers.Aggregate(Together))
                .OrderBy(total => total.Payer.Number, StringComparer.Ordinal).ThenBy(total => total.Payer.Employee, StringComparer.Ordinal).ThenBy(total => total.Billing)
                .ThenBy(total => total.Class)]);
    }

    /// <summary>The calls of one payer that the company may see, the newest first.</summary>
    /// <param name="kind">Null = to all destinations.</param>
    /// <param name="skip">How many of them stand on earlier pages.</param>
    /// <param name="count">At most.</param>
    public ImmutableArray<ChargedCall> Calls(string company, ChargePayer payer, ChargePeriod period, RateClass? kind, int skip, int count) =>
        Calls(company, payer, period, Visible, kind, skip, count);

    /// <summary>Those that an employee paid from his own account, the newest first: for himself alone.</summary>
    /// <param name="employee">His id.</param>
    public ImmutableArray<ChargedCall> OwnPrivate(string company, string employee, ChargePeriod period, int skip, int count) =>
        Calls(company, ChargePayer.OfEmployee(employee), period, "billing = 'PrivatePrepaid'", null, skip, count);

    internal static string TotalsText(ChargePeriod period, string chosen) =>
        $"""
        SELECT employee, payer, billing, rate_class, CAST(sum(CASE WHEN part = 0 THEN 1 ELSE 0 END) AS BIGINT), CAST(sum(billed_s) AS BIGINT), CAST(sum(net) AS BIGINT), CAST(sum(gross) AS BIGINT)
        FROM call_charge WHERE company = @company AND {period.Condition} AND {Visible}{chosen} GROUP BY employee, payer, billing, rate_class
        """;

    internal static string CallsText(ChargePeriod period, string chosen) =>
        $"""
        SELECT {ChargeRow.Columns} FROM call_charge WHERE company = @company AND {period.Condition}{chosen}
        ORDER BY coalesce(answered_at, started_at) DESC, session DESC, leg, part LIMIT @count OFFSET @skip
        """;

    private ImmutableArray<ChargedCall> Calls(string company, ChargePayer payer, ChargePeriod period, string billing, RateClass? kind, int skip, int count)
    {
        var values = Values(company, period);
        values.AddDynamicParams(new { kind = kind is { } one ? Names<RateClass>.Of(one) : null, skip, count });
        var chosen = $" AND {billing} AND {Chosen([payer], values)}{(kind is null ? "" : " AND rate_class = @kind")}";
        return _database.Read<ImmutableArray<ChargedCall>>(db => [.. db.Query<ChargeRow>(CallsText(period, chosen), values).Select(row => row.ToCall())]);
    }

    private static DynamicParameters Values(string company, ChargePeriod period) =>
        new(new { company, period.BookedFrom, From = period.From.ToUnixTimeMilliseconds(), Until = period.Until.ToUnixTimeMilliseconds() });

    private static IEnumerable<PayerTotal> Query(DbConnection db, string text, DynamicParameters values) =>
        db.Query<(string? Employee, string? Payer, string Billing, string? Class, long Calls, long Billed, long Net, long Gross)>(text, values).Select(row => new PayerTotal(
            ChargePayer.Of(row.Employee, row.Payer), Names<Billing>.Read(row.Billing, Billing.Business), row.Class is { } kind ? Names<RateClass>.Read(kind, RateClass.Unrated) : null,
            (int)row.Calls, TimeSpan.FromSeconds(row.Billed), Money.FromUnits(row.Net), Money.FromUnits(row.Gross)));

    // Of an employee who had two numbers in the period.
    private static PayerTotal Together(PayerTotal one, PayerTotal other) =>
        one with { Calls = one.Calls + other.Calls, Billed = one.Billed + other.Billed, Net = one.Net + other.Net, Gross = one.Gross + other.Gross };

    private static string Chosen(IReadOnlyCollection<ChargePayer> payers, DynamicParameters values)
    {
        List<string> choices = [];
        Choose("employee", payers.Select(payer => payer.Employee).OfType<string>(), "");
        Choose("payer", payers.Where(payer => payer.Employee is null).Select(payer => payer.Number).Where(number => number.Length > 0), "employee IS NULL AND ");
        if (payers.Contains(ChargePayer.Nobody))
            choices.Add("employee IS NULL AND payer IS NULL");
        return choices is [var one] ? one : $"({string.Join(" OR ", choices)})";

        void Choose(string column, IEnumerable<string> wanted, string condition)
        {
            List<string> names = [];
            foreach (var text in wanted)
            {
                names.Add($"@{column}{names.Count}");
                values.Add(names[^1], text);
            }

            if (names.Count > 0)
                choices.Add($"{condition}{column} IN ({string.Join(", ", names)})");
        }
    }
}
