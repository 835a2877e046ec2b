using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Accounts;

/// <summary>Accounts and their ledgers. Any thread but the signalling loop.</summary>
public sealed class AccountStore
{
    private readonly Database _database;

    internal AccountStore(Database database) => _database = database;

    /// <summary>Null until it is first used.</summary>
    public Account? Find(AccountKey key) => _database.Read(db => Find(db, key)?.ToAccount());

    /// <summary>Every account of a company in one billing cycle, the company's own first, then by owner.</summary>
    public IReadOnlyList<Account> InCycle(string company, DateTimeOffset cycle) => _database.Read<IReadOnlyList<Account>>(db => [.. db.Query<AccountRow>(
        $"SELECT {AccountRow.Columns} FROM account WHERE company = @company AND cycle = @Cycle ORDER BY owner, kind",
        new { company, Cycle = cycle.ToUnixTimeMilliseconds() }).Select(row => row.ToAccount())]);

    /// <summary>The employees' own accounts, of all companies.</summary>
    public IReadOnlyList<Account> Prepaid() => _database.Read<IReadOnlyList<Account>>(db => [.. db.Query<AccountRow>(
        $"SELECT {AccountRow.Columns} FROM account WHERE kind = 'Prepaid'").Select(row => row.ToAccount())]);

    /// <summary>Those of one company, by owner.</summary>
    public IReadOnlyList<Account> Prepaid(string company) => _database.Read<IReadOnlyList<Account>>(db => [.. db.Query<AccountRow>(
        $"SELECT {AccountRow.Columns} FROM account WHERE company = @company AND kind = 'Prepaid' ORDER BY owner", new { company }).Select(row => row.ToAccount())]);

    /// <summary>The lines of an account, the oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Ledger(AccountKey key) => _database.Read<IReadOnlyList<LedgerEntry>>(db => Find(db, key) is not { } account
        ? []
        : [.. db.Query<LedgerRow>(
            "SELECT reference AS Reference, at AS At, kind AS Kind, amount AS Amount, item AS Item FROM ledger WHERE account = @Id ORDER BY at, reference",
            new { account.Id }).Select(row => row.ToEntry())]);

    /// <summary>What may be used beyond the balance from now on: the limit. It may be less than what is used already.</summary>
    /// <exception cref="ArgumentException">A prepaid account has none.</exception>
    public Account SetAllowance(AccountKey key, Money allowance) => key.MayBeOverdrawn
        ? Change(key, "allowance = @value", allowance.Units)
        : throw new ArgumentException("A prepaid account has no allowance.", nameof(key));

    public Account SetState(AccountKey key, AccountState state) => Change(key, "state = @value", Names<AccountState>.Of(state));

    /// <param name="until">Null = for ever.</param>
    public Account SetValidity(AccountKey key, DateTimeOffset? until) => Change(key, "valid_until = @value", until?.ToUnixTimeMilliseconds());

    /// <summary>Books an amount by hand, once a reference.</summary>
    public PostOutcome Post(AccountKey key, LedgerEntry entry) => _database.Update((db, transaction) =>
    {
        var account = AccountTables.Lock(_database, db, AccountTables.IdOf(db, key));
        if (!AccountTables.Append(db, account.Id, entry))
            return PostOutcome.Repeated;
        if (entry.Amount.IsNegative && !account.MayBeOverdrawn && account.Available < -entry.Amount.Units)
            return PostOutcome.NoFunds;
        db.Execute("UPDATE account SET balance = balance + @Units, version = version + 1 WHERE id = @Id", new { account.Id, entry.Amount.Units });
        transaction.Commit();
        return PostOutcome.Posted;
    });

    /// <summary>Gives what is in a prepaid account, and not held by a call, to another one of its company. It is good for as long as it was, and as what is there already if that is longer.</summary>
    /// <param name="audit">Of the amount; written with it.</param>
    /// <returns>How much: zero when nothing was there.</returns>
    /// <exception cref="ArgumentException">They are not two prepaid accounts of one company.</exception>
    public Money Give(AccountKey from, AccountKey to, DateTimeOffset at, Func<Money, AuditEntry> audit)
    {
        if (from.Kind != AccountKind.Prepaid || to.Kind != AccountKind.Prepaid || from.Company != to.Company || from == to)
            throw new ArgumentException("Only from one prepaid account to another of the same company.", nameof(to));
        return _database.Update((db, transaction) =>
        {
            if (Find(db, from) is not { } known)
                return Money.Zero;
            var other = AccountTables.IdOf(db, to);
            // In the order of their ids, as everybody locks them.
            var rows = new[] { known.Id, other }.Order().Select(id => AccountTables.Lock(_database, db, id)).ToDictionary(row => row.Id);
            var (giver, taker) = (rows[known.Id], rows[other]);
            if (giver.Available <= 0)
                return Money.Zero;
            var (amount, reference) = (Money.FromUnits(giver.Available), $"given/{giver.Id}/{giver.Version}");
            AccountTables.Append(db, giver.Id, new LedgerEntry(reference, at, LedgerKind.Credit, -amount));
            AccountTables.Append(db, taker.Id, new LedgerEntry(reference, at, LedgerKind.Credit, amount));
            // Nothing was ever in a new account: no bound of its own.
            var until = taker.Version == 0 ? giver.ValidUntil : giver.ValidUntil is { } one && taker.ValidUntil is { } another ? Math.Max(one, another) : null;
            db.Execute("UPDATE account SET balance = balance - @Units, version = version + 1 WHERE id = @Id", new { giver.Id, amount.Units });
            db.Execute("UPDATE account SET balance = balance + @Units, valid_until = @until, version = version + 1 WHERE id = @Id", new { taker.Id, amount.Units, until });
            AuditTables.Add(db, audit(amount), at);
            transaction.Commit();
            return amount;
        });
    }

    /// <summary>Every account whose amounts do not add up, in a sentence: the balance is the sum of the ledger, reserved is the sum of what calls hold, and no account
    /// that may not be overdrawn is. Reads everything.</summary>
    public IReadOnlyList<string> Discrepancies() => _database.Read(Discrepancies);

    internal static IReadOnlyList<string> Discrepancies(DbConnection db) => [.. db.Query<(long Id, string Kind, string Owner, long Balance, long Ledger, long Reserved, long Held)>(
        """
        SELECT id, kind, owner, balance, booked, reserved, held FROM (
            SELECT id, kind, owner, balance, reserved, allowance, overdraft,
                   CAST(coalesce((SELECT sum(amount) FROM ledger WHERE ledger.account = account.id), 0) AS BIGINT) AS booked,
                   CAST(coalesce((SELECT sum(held) FROM reservation WHERE reservation.account = account.id), 0) AS BIGINT) AS held
            FROM account) AS sums
        WHERE balance <> booked OR reserved <> held OR (overdraft = 0 AND balance + allowance - reserved < 0)
        ORDER BY id
        """).Select(row => $"The account {row.Id} ({row.Kind} of {(row.Owner.Length == 0 ? "its company" : row.Owner)}) does not add up: balance {Money.FromUnits(row.Balance)} and ledger {Money.FromUnits(row.Ledger)}, reserved {Money.FromUnits(row.Reserved)} and held by calls {Money.FromUnits(row.Held)}.")];

    private Account Change(AccountKey key, string assignment, object? value) => _database.Update((db, transaction) =>
    {
        var id = AccountTables.IdOf(db, key);
        var row = db.QuerySingle<AccountRow>($"UPDATE account SET {assignment}, version = version + 1 WHERE id = @id RETURNING {AccountRow.Columns}", new { id, value });
        transaction.Commit();
        return row.ToAccount();
    });

    private static AccountRow? Find(DbConnection db, AccountKey key) => db.QuerySingleOrDefault<AccountRow>(
        $"SELECT {AccountRow.Columns} FROM account WHERE company = @Company AND owner = @Owner AND kind = @Kind AND cycle = @Cycle",
        new { key.Company, key.Owner, Kind = Names<AccountKind>.Of(key.Kind), Cycle = key.CycleValue });

    private sealed class LedgerRow
    {
        public string Reference { get; init; } = "";
        public long At { get; init; }
        public string Kind { get; init; } = "";
        public long Amount { get; init; }
        public string? Item { get; init; }

        public LedgerEntry ToEntry() => new(
            Reference, DateTimeOffset.FromUnixTimeMilliseconds(At), Names<LedgerKind>.Read(Kind, LedgerKind.Credit), Money.FromUnits(Amount), Item);
    }
}
