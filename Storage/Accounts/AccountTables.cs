using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Accounts;

/// <summary>The steps on accounts that several transactions are made of. All run inside the caller's transaction.</summary>
internal static class AccountTables
{
    public const string NextId = "INSERT INTO counter (name, value) VALUES ('account', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value";

    /// <summary>The account's id; the account is made when it is not there.</summary>
    public static long IdOf(DbConnection db, AccountKey key)
    {
        var row = new { Kind = Names<AccountKind>.Of(key.Kind), key.Company, key.Owner, Cycle = key.CycleValue };
        if (Find(db, row) is { } known)
            return known;
        var id = db.ExecuteScalar<long>(NextId);
        var made = db.Execute(
            """
            INSERT INTO account (id, kind, company, owner, cycle, state, balance, reserved, allowance, overdraft, version)
            VALUES (@id, @Kind, @Company, @Owner, @Cycle, 'Open', 0, 0, 0, @Overdraft, 0) ON CONFLICT (company, owner, kind, cycle) DO NOTHING
            """,
            new { id, row.Kind, row.Company, row.Owner, row.Cycle, Overdraft = key.MayBeOverdrawn ? 1 : 0 });
        return made == 1 ? id : Find(db, row) ?? throw new InvalidOperationException($"The account {key} is there and cannot be read.");
    }

    /// <summary>Reads an account that nobody else may change until the end of the transaction. Several are locked in ascending id.</summary>
    public static AccountRow Lock(Database database, DbConnection db, long id) =>
        db.QuerySingle<AccountRow>($"SELECT {AccountRow.Columns} FROM account WHERE id = @id {database.ForUpdate}", new { id });

    public static void SetAllowance(DbConnection db, long id, Money allowance) => db.Execute(
        "UPDATE account SET allowance = @Units, version = version + 1 WHERE id = @id AND allowance <> @Units", new { id, allowance.Units });

    /// <summary>Sets an amount aside.</summary>
    /// <returns>False when it is not available, or the account takes no reservations; nothing was changed.</returns>
    public static bool TryHold(DbConnection db, long id, long amount) => db.Execute(
        """
        UPDATE account SET reserved = reserved + @amount, version = version + 1
        WHERE id = @id AND (@amount <= 0 OR balance + allowance - reserved >= @amount) AND (@amount <= 0 OR state = 'Open')
        """,
        new { id, amount }) == 1;

    /// <summary>Takes a charge, whose line is the caller's to write, and lets go of what was reserved.</summary>
    /// <param name="charge">At or above zero.</param>
    /// <param name="release">By how much less is reserved afterwards; below zero: more.</param>
    public static void Spend(DbConnection db, long id, long charge, long release) => db.Execute(
        "UPDATE account SET balance = balance - @charge, reserved = reserved - @release, version = version + 1 WHERE id = @id", new { id, charge, release });

    /// <summary>Once an account.</summary>
    public static void Credit(Database database, DbConnection db, StartCredit credit, DateTimeOffset at)
    {
        var id = Lock(database, db, IdOf(db, credit.Account)).Id;
        if (Append(db, id, new LedgerEntry(StartCredit.Reference, at, LedgerKind.Credit, credit.Amount)))
            db.Execute("UPDATE account SET balance = balance + @Units, version = version + 1 WHERE id = @id", new { credit.Amount.Units, id });
    }

    /// <summary>Writes a line. The balance is the caller's to change.</summary>
    /// <returns>False when the reference is there already.</returns>
    public static bool Append(DbConnection db, long id, LedgerEntry entry) => db.Execute(
        """
        INSERT INTO ledger (account, reference, at, kind, amount, item) VALUES (@id, @Reference, @At, @Kind, @Amount, @Item) ON CONFLICT (account, reference) DO NOTHING
        """,
        new
        {
            id,
            entry.Reference,
            At = entry.At.ToUnixTimeMilliseconds(),
            Kind = Names<LedgerKind>.Of(entry.Kind),
            Amount = entry.Amount.Units,
            entry.Item,
        }) == 1;

    private static long? Find(DbConnection db, object key) => db.QuerySingleOrDefault<long?>(
        "SELECT id FROM account WHERE company = @Company AND owner = @Owner AND kind = @Kind AND cycle = @Cycle", key);
}
