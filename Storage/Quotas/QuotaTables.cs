using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Storage.Quotas;

/// <summary>The steps on sessions and reservations. All run inside the caller's transaction.</summary>
internal sealed class QuotaTables(Database database, DbConnection db)
{
    /// <summary>Reads a session that nobody else may change until the end of the transaction.</summary>
    public SessionRow? Lock(string session) =>
        db.QuerySingleOrDefault<SessionRow>($"SELECT {SessionRow.Columns} FROM quota_session WHERE id = @session {database.ForUpdate}", new { session });

    /// <summary>Begins a session.</summary>
    /// <returns>False when it is there already; whoever began it has ended his transaction by then.</returns>
    public bool Begin(QuotaRequest request, string node, long epoch, DateTimeOffset lease) => db.Execute(
        """
        INSERT INTO quota_session (id, node, epoch, state, last_request, granted_ms, lease_until, draft)
        VALUES (@Session, @node, @epoch, 'Open', @RequestNo, 0, @Lease, @Draft) ON CONFLICT (id) DO NOTHING
        """,
        new { request.Session, node, epoch, request.RequestNo, Lease = lease.ToUnixTimeMilliseconds(), Draft = request.Draft?.ToArray() }) == 1;

    /// <summary>One request of a session: a repeated one gets the stored answer, one that is late or comes after the end changes nothing.</summary>
    public QuotaAnswer Change(string session, long requestNo, Func<QuotaTables, SessionRow, QuotaAnswer> change)
    {
        if (Lock(session) is not { } row)
            return QuotaAnswer.Ignored;
        if (Stored(session, requestNo) is { } known)
            return known;
        if (!row.IsOpen)
            return End(session) ?? QuotaAnswer.Ignored;
        return requestNo <= row.LastRequest ? QuotaAnswer.Ignored : Store(session, requestNo, change(this, row));
    }

    /// <summary>The answer with which a session ended; null when it has not.</summary>
    public QuotaAnswer? End(string session) => db.QueryFirstOrDefault<AnswerRow>(
        """
        SELECT outcome AS Outcome, granted_ms AS GrantedMs, final AS Final, charged AS Charged FROM quota_answer
        WHERE session = @session AND outcome = 'Closed' ORDER BY request_no DESC LIMIT 1
        """,
        new { session })?.ToAnswer();

    /// <summary>Notes what was granted.</summary>
    /// <param name="answeredAt">Null = the call is not answered yet.</param>
    public void Grant(string session, long requestNo, TimeSpan until, long? answeredAt, DateTimeOffset now, DateTimeOffset lease) => db.Execute(
        """
        UPDATE quota_session SET last_request = @requestNo, granted_ms = @Granted, answered_at = coalesce(answered_at, @answeredAt), alive_at = @Now, lease_until = @Lease
        WHERE id = @session
        """,
        new
        {
            session,
            requestNo,
            Granted = (long)until.TotalMilliseconds,
            answeredAt,
            Now = now.ToUnixTimeMilliseconds(),
            Lease = lease.ToUnixTimeMilliseconds(),
        });

    public QuotaAnswer? Stored(string session, long requestNo) => db.QuerySingleOrDefault<AnswerRow>(
        "SELECT outcome AS Outcome, granted_ms AS GrantedMs, final AS Final, charged AS Charged FROM quota_answer WHERE session = @session AND request_no = @requestNo",
        new { session, requestNo })?.ToAnswer();

    public QuotaAnswer Store(string session, long requestNo, QuotaAnswer answer)
    {
        db.Execute(
            """
            INSERT INTO quota_answer (session, request_no, outcome, granted_ms, final, charged) VALUES (@session, @requestNo, @Outcome, @GrantedMs, @Final, @Charged)
            """,
            new
            {
                session,
                requestNo,
                Outcome = Names<QuotaOutcome>.Of(answer.Outcome),
                GrantedMs = (long)answer.Until.TotalMilliseconds,
                Final = answer.Final ? 1 : 0,
                Charged = answer.Charged.Units,
            });
        return answer;
    }

    /// <summary>What the session holds; the accounts are locked in ascending id.</summary>
    public ImmutableArray<HeldRow> LockHeld(string session)
    {
        var rows = db.Query<(long Account, long Held, long Committed, string Price)>(
            "SELECT account, held, committed, price FROM reservation WHERE session = @session ORDER BY account", new { session });
        var held = ImmutableArray.CreateBuilder<HeldRow>();
        foreach (var row in rows)
        {
            var account = AccountTables.Lock(database, db, row.Account);
            held.Add(new HeldRow(account, PriceText.Read(row.Price, account.ToAccount().Key), row.Held, row.Committed));
        }

        return held.ToImmutable();
    }

    /// <summary>Calls that are paid from an account now.</summary>
    public int Calls(long account) => db.ExecuteScalar<int>("SELECT count(*) FROM reservation WHERE account = @account", new { account });

    /// <param name="booked">What the call has cost before by its records.</param>
    public void AddReservation(string session, long account, long held, long booked, QuotaPayer payer) => db.Execute(
        "INSERT INTO reservation (session, account, held, committed, price) VALUES (@session, @account, @held, @booked, @Price)",
        new { session, account, held, booked, Price = PriceText.Write(payer) });

    /// <summary>The account of a limit that was changed meanwhile is bound by what it is now (LIM-5).</summary>
    public ImmutableArray<HeldRow> Allow(ImmutableArray<HeldRow> held, LimitTerms? watch)
    {
        for (var i = 0; watch is not null && i < held.Length; i++)
        {
            if (held[i].Account is not { Kind: nameof(AccountKind.Limit) } account || account.Allowance == watch.Limit.Amount.Units)
                continue;
            AccountTables.SetAllowance(db, account.Id, watch.Limit.Amount);
            return held.SetItem(i, held[i] with { Account = AccountTables.Lock(database, db, account.Id) });
        }

        return held;
    }

    /// <summary>Charges what the talking so far has cost and was not charged yet, and holds what the call costs up to the end of its slice.</summary>
    public void Renew(string session, HeldRow row, TimeSpan talked, TimeSpan granted, TimeSpan until, long requestNo, DateTimeOffset at, LimitTerms? watch)
    {
        var charge = Math.Max(0, row.CostAt(talked, granted) - row.Committed);
        var hold = Math.Max(0, Math.Min(row.Payer.Cost(until).Units, row.Budget) - row.Committed - charge);
        Spend(session, row, charge, row.Held - hold, requestNo, at, watch);
        db.Execute(
            "UPDATE reservation SET held = @hold, committed = committed + @charge WHERE session = @session AND account = @Id",
            new { hold, charge, session, row.Account.Id });
    }

    /// <summary>Charges the exact cost of the whole call less what was charged, frees the rest, and closes the session.</summary>
    /// <param name="talked">Null = it was never answered.</param>
    /// <param name="sure">False: nobody knows how long it really was, and it is not charged beyond what is reserved (OCS-6).</param>
    /// <returns>What all accounts together were charged for the call.</returns>
    public Money Close(string session, TimeSpan? talked, TimeSpan granted, long requestNo, DateTimeOffset at, bool sure = true, LimitTerms? watch = null)
    {
        var total = 0L;
        foreach (var row in LockHeld(session))
        {
            var charge = talked is { } time ? Math.Max(0, row.CostAt(time, granted) - row.Committed) : 0;
            if (!sure)
                charge = Math.Min(charge, row.Held);
            Spend(session, row, charge, row.Held, requestNo, at, watch);
            total += row.Committed + charge;
        }

        db.Execute("DELETE FROM reservation WHERE session = @session", new { session });
        db.Execute(
            "UPDATE quota_session SET state = 'Closed', last_request = @requestNo, lease_until = @At WHERE id = @session",
            new { session, requestNo, At = at.ToUnixTimeMilliseconds() });
        return Money.FromUnits(total);
    }

    /// <summary>After an amount was held or spent: tells who must be told (LIM-3).</summary>
    /// <param name="change">By how much consumption has grown since the row was read.</param>
    public void Look(AccountRow account, long change, LimitTerms? watch, DateTimeOffset at)
    {
        if (watch is not null && account.Kind == nameof(AccountKind.Limit))
            LimitTables.Look(db, watch, Money.FromUnits(account.Reserved - account.Balance + change), at);
    }

    /// <summary>What the session was charged so far.</summary>
    public Money Committed(string session) =>
        Money.FromUnits(db.ExecuteScalar<long>("SELECT CAST(coalesce(sum(committed), 0) AS BIGINT) FROM reservation WHERE session = @session", new { session }));

    private void Spend(string session, HeldRow row, long charge, long release, long requestNo, DateTimeOffset at, LimitTerms? watch)
    {
        AccountTables.Spend(db, row.Account.Id, charge, release);
        if (charge > 0)
        {
            AccountTables.Append(db, row.Account.Id, new LedgerEntry(
                string.Create(CultureInfo.InvariantCulture, $"{session}#{requestNo}"), at, LedgerKind.Charge, -Money.FromUnits(charge), row.Payer.Item));
        }

        Look(row.Account, charge - release, watch, at);
    }

    private sealed class AnswerRow
    {
        public string Outcome { get; init; } = "";
        public long GrantedMs { get; init; }
        public long Final { get; init; }
        public long Charged { get; init; }

        public QuotaAnswer ToAnswer() => new(
            Names<QuotaOutcome>.Read(Outcome, QuotaOutcome.Ignored), TimeSpan.FromMilliseconds(GrantedMs), Final != 0, Money.FromUnits(Charged));
    }
}
