using System.Data.Common;
using System.Globalization;
using Dapper;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Vouchers;

/// <summary>Redeems vouchers (VCH-3, VCH-4, VCH-6) by the rules of <see cref="Redemption"/>: each in one transaction, each code once, however many try at the same
/// time. Any thread but the signalling loop.</summary>
public sealed class TopUps
{
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly VoucherRules _rules;
    private readonly VoucherPepper _pepper;

    /// <param name="pepper">The secret that the vouchers were made with (<see cref="VoucherStore.TakesSecret"/>).</param>
    public TopUps(Store store, VoucherPepper pepper, VoucherRules? rules = null)
    {
        _database = store.Database;
        _time = store.Time;
        _rules = rules ?? VoucherRules.Standard;
        _pepper = pepper;
    }

    /// <exception cref="ArgumentException">The account is not a prepaid one.</exception>
    public RedemptionAnswer Redeem(TopUpRequest request) => request.Account.Kind != AccountKind.Prepaid
        ? throw new ArgumentException("Only a prepaid account is topped up.", nameof(request))
        : _database.Update((db, transaction) =>
        {
            var answer = Redeem(db, request, _time.GetUtcNow());
            transaction.Commit();
            return answer;
        });

    /// <summary>An administrator or consultant opens the top-ups of an account again.</summary>
    /// <param name="audit">Written with it.</param>
    public static void Unlock(Store store, AccountKey account, AuditEntry? audit = null) => store.Database.Update((db, transaction) =>
    {
        var id = AccountTables.Lock(store.Database, db, AccountTables.IdOf(db, account)).Id;
        new TopUpTables(store.Database, db).Keep(id, AccountLock.Open);
        if (audit is not null)
            AuditTables.Add(db, audit, store.Time.GetUtcNow());
        transaction.Commit();
        return 0;
    });

    /// <summary>Null = it may enter codes.</summary>
    public static DateTimeOffset? LockedUntil(Store store, AccountKey account) => store.Database.Update((db, _) =>
        new TopUpTables(store.Database, db).LockOf(AccountTables.IdOf(db, account)) is var state && state.IsLocked(store.Time.GetUtcNow()) ? state.Until : null);

    /// <summary>Wrong codes of everybody since then, for an alarm (VCH-4).</summary>
    public int Failures(DateTimeOffset since) => _database.Read(db =>
        db.ExecuteScalar<int>("SELECT count(*) FROM voucher_failure WHERE at >= @Since", new { Since = since.ToUnixTimeMilliseconds() }));

    private RedemptionAnswer Redeem(DbConnection db, TopUpRequest request, DateTimeOffset now)
    {
        // One attempt of an account at a time, then one of a source: they are counted.
        var tables = new TopUpTables(_database, db);
        var account = AccountTables.Lock(_database, db, AccountTables.IdOf(db, request.Account));
        if (tables.Stored(account.Id, request.RequestId) is { } known)
            return known;
        var attempt = new RedemptionAttempt(
            account.Id.ToString(CultureInfo.InvariantCulture),
            VoucherCode.TryParse(request.Code, out var code) ? tables.Lock(_pepper.Hash(code)) : null,
            tables.LockOf(account.Id),
            tables.LockSource(request.Source, now, _rules),
            account.ValidUntil is { } until ? WarsawTime.Day(DateTimeOffset.FromUnixTimeMilliseconds(until - 1)) : null,
            WarsawTime.Day(now),
            now);
        var redemption = Redemption.Of(attempt, _rules);
        if (redemption.Answer is RedemptionAnswer.Redeemed redeemed && attempt.Found is { } voucher)
            Credit(db, tables, account, voucher, redeemed, now);
        if (redemption.Lock != attempt.Lock)
            tables.Keep(account.Id, redemption.Lock);
        if (redemption.Source != attempt.Source)
            tables.AddFailure(request.Source, now);
        if (redemption.Answer is not RedemptionAnswer.Locked)
            tables.Store(account.Id, request.RequestId, redemption.Answer, now);
        // VCH-3. Of no company: what an employee does with his own money is not his administrator's business.
        if (redemption.Answer is RedemptionAnswer.Redeemed && attempt.Found is { } used)
            AuditTables.Add(db, new(null, new(request.Account.Owner, AuditRole.User, request.Source), "top-up", [new($"voucher {used.Serial}", "active", $"redeemed for {request.Account}")]), now);
        return redemption.Answer;
    }

    private static void Credit(DbConnection db, TopUpTables tables, AccountRow account, Voucher voucher, RedemptionAnswer.Redeemed redeemed, DateTimeOffset now)
    {
        if (!tables.Redeem(voucher.Serial, account.Id, now)
            || !AccountTables.Append(db, account.Id, new LedgerEntry($"voucher/{voucher.Serial}", now, LedgerKind.TopUp, redeemed.Value)))
            throw new InvalidOperationException($"The voucher {voucher.Serial} was redeemed though it was locked.");
        db.Execute(
            "UPDATE account SET balance = balance + @Units, valid_until = @Until, version = version + 1 WHERE id = @Id",
            new { redeemed.Value.Units, Until = WarsawTime.Midnight(redeemed.GoodUntil.AddDays(1)).ToUnixTimeMilliseconds(), account.Id });
    }
}
