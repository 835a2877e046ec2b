using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Vouchers;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Vouchers;

/// <summary>The rows behind the rules of top-ups. All runs inside the caller's transaction, with the account locked.</summary>
internal sealed class TopUpTables(Database database, DbConnection db)
{
    /// <summary>What a request was answered; null = it is new.</summary>
    public RedemptionAnswer? Stored(long account, string request) => db.QuerySingleOrDefault<(string Outcome, long? Value, string? GoodUntil)?>(
        "SELECT outcome, value, good_until FROM voucher_request WHERE account = @account AND request = @request", new { account, request }) is not { } row
        ? null
        : row.Outcome switch
        {
            nameof(RedemptionAnswer.Redeemed) => new RedemptionAnswer.Redeemed(
                Money.FromUnits(row.Value ?? 0), DateOnly.ParseExact(row.GoodUntil ?? "", "O", CultureInfo.InvariantCulture)),
            nameof(RedemptionAnswer.AlreadyYours) => new RedemptionAnswer.AlreadyYours(),
            _ => new RedemptionAnswer.Refused(),
        };

    public void Store(long account, string request, RedemptionAnswer answer, DateTimeOffset at)
    {
        var redeemed = answer as RedemptionAnswer.Redeemed;
        db.Execute(
            "INSERT INTO voucher_request (account, request, at, outcome, value, good_until) VALUES (@account, @request, @At, @Outcome, @Value, @GoodUntil)",
            new
            {
                account,
                request,
                At = at.ToUnixTimeMilliseconds(),
                Outcome = answer.GetType().Name,
                Value = redeemed?.Value.Units,
                GoodUntil = redeemed?.GoodUntil.ToString("O", CultureInfo.InvariantCulture),
            });
    }

    /// <summary>A voucher that nobody else may redeem until the end of the transaction.</summary>
    public Voucher? Lock(string code) => db.QuerySingleOrDefault<(string Serial, long Value, string State, long Until, long? By)?>(
        $"""
        SELECT voucher.serial, voucher_batch.value, voucher.state, voucher_batch.valid_until, voucher.redeemed_by
        FROM voucher JOIN voucher_batch ON voucher_batch.id = voucher.batch WHERE voucher.code = @code {database.ForUpdate}
        """,
        new { code }) is not { } row
        ? null
        : new Voucher(
            row.Serial,
            Money.FromUnits(row.Value),
            Names<VoucherState>.Read(row.State, VoucherState.Blocked),
            WarsawTime.Day(DateTimeOffset.FromUnixTimeMilliseconds(row.Until - 1)),
            row.By?.ToString(CultureInfo.InvariantCulture));

    /// <returns>False when somebody else was faster.</returns>
    public bool Redeem(string serial, long account, DateTimeOffset at) => db.Execute(
        "UPDATE voucher SET state = 'Redeemed', redeemed_by = @account, redeemed_at = @At WHERE serial = @serial AND state = 'Active'",
        new { serial, account, At = at.ToUnixTimeMilliseconds() }) == 1;

    public AccountLock LockOf(long account) => db.QuerySingleOrDefault<(long Failures, long? Until, string Own)?>(
        "SELECT failures, until, own_codes FROM voucher_lock WHERE account = @account", new { account }) is { } row
        ? new AccountLock(
            (int)row.Failures,
            row.Until is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
            [.. row.Own.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        : AccountLock.Open;

    public void Keep(long account, AccountLock state) => db.Execute(
        """
        INSERT INTO voucher_lock (account, failures, until, own_codes) VALUES (@account, @Failures, @Until, @Own)
        ON CONFLICT (account) DO UPDATE SET failures = excluded.failures, until = excluded.until, own_codes = excluded.own_codes
        """,
        new { account, Failures = (long)state.Failures, Until = state.Until?.ToUnixTimeMilliseconds(), Own = string.Join(' ', state.OwnCodes.Order(StringComparer.Ordinal)) });

    /// <summary>Wrong codes of a source; nobody else counts for it until the end of the transaction.</summary>
    public SourceFailures LockSource(string source, DateTimeOffset now, VoucherRules rules)
    {
        var seen = now.ToUnixTimeMilliseconds();
        db.Execute("INSERT INTO voucher_source (source, seen) VALUES (@source, @seen) ON CONFLICT (source) DO UPDATE SET seen = excluded.seen", new { source, seen });
        return new SourceFailures([.. db.Query<long>(
            "SELECT at FROM voucher_failure WHERE source = @source AND at > @Since ORDER BY at DESC LIMIT @FailuresOfSource",
            new { source, Since = (now - rules.SourceWindow).ToUnixTimeMilliseconds(), rules.FailuresOfSource }).Reverse().Select(DateTimeOffset.FromUnixTimeMilliseconds)]);
    }

    public void AddFailure(string source, DateTimeOffset at) =>
        db.Execute("INSERT INTO voucher_failure (source, at) VALUES (@source, @At)", new { source, At = at.ToUnixTimeMilliseconds() });
}
