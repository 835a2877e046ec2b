using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Charges;

/// <summary>Reads what calls cost. What a company asks for never has calls in it that employees paid from their own accounts (D9). Any thread but the signalling loop.
/// </summary>
public sealed class ChargeStore
{
    private const string Visible = "billing <> 'PrivatePrepaid'";

    private const int DeleteStep = 500;

    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;

    internal ChargeStore(Database database, StoreOptions options, TimeProvider time)
    {
        _database = database;
        _options = options;
        _time = time;
    }

    /// <summary>The charged legs of one call, in order. For support staff: of private calls, too.</summary>
    public ImmutableArray<ChargedCall> OfCall(string id) => _database.Read(db => Rows(
        db, "call = @id ORDER BY session, leg, part", new { id }));

    /// <summary>The bill of a company or of one of its employees: the legs that are billed with a cycle, the oldest first.</summary>
    /// <param name="employee">His id; null = of all.</param>
    public ImmutableArray<ChargedCall> InCycle(string company, DateTimeOffset cycle, string? employee = null) => _database.Read(db => Rows(
        db,
        $"company = @company AND booked_cycle = @Cycle AND {Visible}{(employee is null ? "" : " AND employee = @employee")} ORDER BY started_at, session, leg, part",
        new { company, Cycle = cycle.ToUnixTimeMilliseconds(), employee }));

    /// <summary>Sums of a cycle, by payer and kind.</summary>
    public ImmutableArray<ChargeTotal> Totals(string company, DateTimeOffset cycle) => _database.Read<ImmutableArray<ChargeTotal>>(db =>
        [.. db.Query<(string? Employee, string? Payer, string Billing, long Calls, long Billed, long Net, long Gross)>(
            $"""
            SELECT employee, CASE WHEN employee IS NULL THEN payer END, billing, count(*), CAST(sum(billed_s) AS BIGINT), CAST(sum(net) AS BIGINT), CAST(sum(gross) AS BIGINT)
            FROM call_charge WHERE company = @company AND booked_cycle = @Cycle AND {Visible} GROUP BY 1, 2, billing
            """,
            new { company, Cycle = cycle.ToUnixTimeMilliseconds() })
            .Select(row => new ChargeTotal(
                ChargePayer.Of(row.Employee, row.Payer), Names<Billing>.Read(row.Billing, Billing.Business), (int)row.Calls, TimeSpan.FromSeconds(row.Billed), Money.FromUnits(row.Net), Money.FromUnits(row.Gross)))
            .OrderBy(total => total.Payer.Number, StringComparer.Ordinal).ThenBy(total => total.Payer.Employee, StringComparer.Ordinal).ThenBy(total => total.Billing)]);

    /// <summary>The same by class, for the lines of a bill (RAT-5); calls that cost nothing are missing.</summary>
    /// <param name="employee">His id; null = of all.</param>
    public ImmutableArray<ClassTotal> ByClass(string company, DateTimeOffset cycle, string? employee = null) => _database.Read<ImmutableArray<ClassTotal>>(db =>
        [.. db.Query<(string RateClass, string Billing, string Vat, long Late, long Calls, long Billed, long Net, long Gross)>(
            $"""
            SELECT rate_class, billing, coalesce(vat, '0'), CASE WHEN cycle = booked_cycle THEN 0 ELSE 1 END, CAST(sum(CASE WHEN part = 0 THEN 1 ELSE 0 END) AS BIGINT),
                CAST(sum(billed_s) AS BIGINT), CAST(sum(net) AS BIGINT), CAST(sum(gross) AS BIGINT)
            FROM call_charge
            WHERE company = @company AND booked_cycle = @Cycle AND item IS NOT NULL AND rate_class IS NOT NULL AND {Visible}{(employee is null ? "" : " AND employee = @employee")}
            GROUP BY 1, 2, 3, 4 ORDER BY 2, 4, 1, 3
            """,
            new { company, Cycle = cycle.ToUnixTimeMilliseconds(), employee })
            .Select(row => new ClassTotal(
                row.RateClass, Names<Billing>.Read(row.Billing, Billing.Business), decimal.Parse(row.Vat, CultureInfo.InvariantCulture), row.Late != 0, (int)row.Calls,
                TimeSpan.FromSeconds(row.Billed), Money.FromUnits(row.Net), Money.FromUnits(row.Gross)))]);

    /// <summary>An employee's own calls that he paid from his own account, the newest first: for himself alone.</summary>
    public ImmutableArray<ChargedCall> OwnPrivate(string company, string employee, int count) => _database.Read(db => Rows(
        db, "company = @company AND employee = @employee AND billing = 'PrivatePrepaid' ORDER BY started_at DESC, session LIMIT @count", new { company, employee, count }));

    /// <summary>Forgets what is older than <see cref="StoreOptions.ChargeRetention"/>. The ledger stays.</summary>
    /// <returns>How many legs.</returns>
    public int DeleteExpired()
    {
        var floor = CallId.Floor(_time.GetUtcNow() - _options.ChargeRetention);
        var total = 0;
        while (DeleteSome(floor) is var deleted and > 0)
            total += deleted;
        return total;
    }

    private int DeleteSome(string floor) => _database.Write(Subject.Retention, (db, transaction) =>
    {
        var deleted = db.Execute(
            "DELETE FROM call_charge WHERE call IN (SELECT call FROM call_charge WHERE call < @floor ORDER BY call LIMIT @DeleteStep)", new { floor, DeleteStep });
        transaction.Commit();
        return deleted;
    });

    private static ImmutableArray<ChargedCall> Rows(System.Data.Common.DbConnection db, string condition, object values) =>
        [.. db.Query<ChargeRow>($"SELECT {ChargeRow.Columns} FROM call_charge WHERE {condition}", values).Select(row => row.ToCall())];
}
