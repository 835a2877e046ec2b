using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Limits;

/// <summary>Looks at limits between the records of calls (LIM-3…5). Any thread but the signalling loop.</summary>
public sealed class LimitStore
{
    private readonly Database _database;
    private readonly TimeProvider _time;

    internal LimitStore(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>While calls run: tells who must be told of what was come to already, once (T8).</summary>
    /// <param name="running">What running calls of the employee have cost so far and is neither charged nor reserved.</param>
    /// <returns>Charged, reserved and running together.</returns>
    public Money Look(LimitTerms terms, Money running) => _database.Update((db, transaction) =>
    {
        var consumed = Lock(db, terms).Used + running;
        LimitTables.Look(db, terms, consumed, _time.GetUtcNow());
        transaction.Commit();
        return consumed;
    });

    /// <summary>The limit was set or changed (LIM-5): what may be reserved follows, thresholds that the former amount had come to are marked in silence, those that are
    /// come to by lowering are told.</summary>
    /// <param name="former">Null = there was none.</param>
    public void Changed(CostLimit? former, LimitTerms terms) => Changed([(former, terms)]);

    /// <summary>The limits of several employees were changed: one transaction.</summary>
    public void Changed(IReadOnlyList<(CostLimit? Former, LimitTerms Terms)> changes) => _database.Update((db, transaction) =>
    {
        // In one order, so that two nodes do not wait for each other in a circle.
        foreach (var (former, terms) in changes.OrderBy(change => change.Terms.Employee, StringComparer.Ordinal))
        {
            var account = Lock(db, terms);
            AccountTables.SetAllowance(db, AccountTables.IdOf(db, account.Key), terms.Limit.Amount);
            LimitTables.Keep(db, terms, LimitWatch.Changed(former, terms.Limit, account.Used), _time.GetUtcNow());
        }

        transaction.Commit();
        return 0;
    });

    /// <summary>An administrator opens an employee's limit for this cycle (LIM-7); who and when is kept. The notices go on.</summary>
    /// <param name="by">Who does it.</param>
    /// <returns>False when it was open already.</returns>
    /// <param name="audit">Written when it was not open yet.</param>
    public bool Lift(string company, string employee, DateTimeOffset cycle, string by, AuditEntry? audit = null) => _database.Update((db, transaction) =>
    {
        var id = AccountTables.IdOf(db, AccountKey.Limit(company, employee, cycle));
        var lifted = db.Execute(
            "UPDATE account SET lifted_at = @At, lifted_by = @by, version = version + 1 WHERE id = @id AND lifted_at IS NULL",
            new { id, by, At = _time.GetUtcNow().ToUnixTimeMilliseconds() });
        if (lifted == 1 && audit is not null)
            AuditTables.Add(db, audit, _time.GetUtcNow());
        transaction.Commit();
        return lifted == 1;
    });

    /// <summary>Nothing more fits under an employee's statutory threshold: no premium call until the end of the cycle, and he is told, once (domain §6.6).</summary>
    public void PremiumReached(PremiumTerms terms) => _database.Update((db, transaction) =>
    {
        LimitTables.Close(db, terms, _time.GetUtcNow());
        transaction.Commit();
        return 0;
    });

    /// <summary>What premium calls may use. An account that was closed under a lower threshold is open again.</summary>
    public void AllowPremium(AccountKey key, Money amount) => _database.Update((db, transaction) =>
    {
        var id = AccountTables.IdOf(db, key);
        var changed = db.Execute(
            """
            UPDATE account SET allowance = @Units, state = CASE WHEN allowance < @Units THEN 'Open' ELSE state END, version = version + 1 WHERE id = @id AND allowance <> @Units
            """,
            new { id, amount.Units });
        transaction.Commit();
        return changed;
    });

    /// <summary>The limits that are open in cycles that began then or later.</summary>
    public IReadOnlyList<Account> Lifted(DateTimeOffset since) => _database.Read<IReadOnlyList<Account>>(db => [.. db.Query<AccountRow>(
        $"SELECT {AccountRow.Columns} FROM account WHERE lifted_at IS NOT NULL AND cycle >= @Since", new { Since = since.ToUnixTimeMilliseconds() })
        .Select(row => row.ToAccount())]);

    private Account Lock(System.Data.Common.DbConnection db, LimitTerms terms) =>
        AccountTables.Lock(_database, db, AccountTables.IdOf(db, AccountKey.Limit(terms.Company, terms.Employee, terms.Cycle.Start))).ToAccount();
}
