using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Quotas;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Limits;

namespace PbxBridge.Storage.Quotas;

/// <summary>Online charging (domain §6.7): money is reserved before it is talked away, so that calls on one balance together never spend more than there is. Each
/// operation is one transaction, and asked again it gives the same answer. Any thread but the signalling loop; any number of nodes.</summary>
public sealed class QuotaStore
{
    private readonly Database _database;
    private readonly QuotaRules _rules;
    private readonly TimeProvider _time;
    private readonly string _node;
    private readonly long _epoch;

    /// <param name="epoch">Of this run of the node: <see cref="Store.BeginEpoch"/>.</param>
    public QuotaStore(Store store, long epoch, QuotaRules? rules = null)
    {
        _database = store.Database;
        _time = store.Time;
        _node = store.Options.Node;
        _epoch = epoch;
        _rules = rules ?? QuotaRules.Standard;
    }

    /// <summary>Reserves the first slice on every account, or on none.</summary>
    public QuotaAnswer Reserve(QuotaRequest request) => Ask(new QuotaCall.Reserve(request));

    /// <summary>Charges what was talked, and reserves the next slice.</summary>
    /// <param name="talked">Since the answer, all slices together.</param>
    /// <param name="watch">The limit whose account pays; null = none.</param>
    public QuotaAnswer Renew(string session, long requestNo, TimeSpan talked, LimitTerms? watch = null) => Ask(new QuotaCall.Renew(session, requestNo, talked, watch));

    /// <summary>Charges the exact cost of the whole call and frees the rest. Written with the call's record where there is one: see
    /// <see cref="Charges.LegCharge.Quota"/>.</summary>
    public QuotaAnswer Terminate(string session, long requestNo, TimeSpan talked) => Ask(new QuotaCall.Terminate(session, requestNo, talked));

    /// <summary>The call was never answered: everything is free again, the ledger does not change.</summary>
    public QuotaAnswer Release(string session, long requestNo) => Ask(new QuotaCall.Release(session, requestNo));

    public QuotaAnswer Ask(QuotaCall call) => AskAll([call])[0];

    /// <summary>Several requests in one transaction, in order.</summary>
    internal QuotaAnswer[] AskAll(IReadOnlyList<QuotaCall> calls) => _database.Update(
        (db, transaction) =>
        {
            QuotaAnswer[] answers = [.. calls.Select(call => Answer(db, call))];
            transaction.Commit();
            return answers;
        },
        synced: !calls.All(IsOfRinging));

    // Nothing is charged to a call whose answer never reached the disk (OCS-6): a machine that dies before its reservation does frees what the sweep would have freed.
    private static bool IsOfRinging(QuotaCall call) => call is QuotaCall.Reserve { Request.Talked: null } or QuotaCall.Release;

    /// <summary>Calls of this node that live: at least every ten seconds (OCS-6). In one transaction.</summary>
    /// <param name="calls">Session, and when it was answered; null = it rings.</param>
    public void Alive(IReadOnlyList<(string Session, DateTimeOffset? AnsweredAt)> calls) => _database.Update((db, transaction) =>
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var (session, answeredAt) in calls.OrderBy(call => call.Session, StringComparer.Ordinal))
        {
            db.Execute(
                """
                UPDATE quota_session SET alive_at = @now, answered_at = coalesce(answered_at, @AnsweredAt),
                    lease_until = coalesce(answered_at, @AnsweredAt, @now + @Ringing) + granted_ms + @Grace
                WHERE id = @session AND state = 'Open'
                """,
                new { now, session, AnsweredAt = answeredAt?.ToUnixTimeMilliseconds(), Grace = (long)_rules.Slice.TotalMilliseconds, Ringing = (long)_rules.LongestRinging.TotalMilliseconds });
        }

        transaction.Commit();
        return 0;
    });

    private QuotaAnswer Answer(DbConnection db, QuotaCall call)
    {
        var tables = new QuotaTables(_database, db);
        return call switch
        {
            QuotaCall.Reserve reserve => Reserve(db, reserve.Request),
            QuotaCall.Renew renew => tables.Change(renew.Session, renew.RequestNo, (_, row) => Renew(tables, row, renew)),
            QuotaCall.Terminate end => tables.Change(end.Session, end.RequestNo, (_, row) => new QuotaAnswer(
                QuotaOutcome.Closed, row.Granted, true, tables.Close(end.Session, end.Talked, row.Granted, end.RequestNo, _time.GetUtcNow()))),
            QuotaCall.Release release => tables.Change(release.Session, release.RequestNo, (_, row) => new QuotaAnswer(
                QuotaOutcome.Closed, TimeSpan.Zero, true, tables.Close(release.Session, null, row.Granted, release.RequestNo, _time.GetUtcNow()))),
            _ => throw new ArgumentException($"{call.GetType().Name} is no request.", nameof(call)),
        };
    }

    private QuotaAnswer Renew(QuotaTables tables, SessionRow row, QuotaCall.Renew call)
    {
        var now = _time.GetUtcNow();
        var held = tables.Allow(tables.LockHeld(row.Id), call.Watch);
        var slice = held.All(one => one.Account.IsOpen && IsValid(one.Account, now))
            ? SliceRule.Next([.. held.Select(one => new SlicePayer(Money.FromUnits(one.Budget), tables.Calls(one.Account.Id), one.Payer.Tariff, one.Payer.Basis))], row.Granted, _rules)
            : null;
        var next = slice ?? new Slice(row.Granted, Final: true);
        foreach (var one in held)
            tables.Renew(row.Id, one, call.Talked, row.Granted, next.Until, call.RequestNo, now, call.Watch);
        var answeredAt = row.AnsweredAt ?? (now - call.Talked).ToUnixTimeMilliseconds();
        tables.Grant(row.Id, call.RequestNo, next.Until, answeredAt, now, DateTimeOffset.FromUnixTimeMilliseconds(answeredAt) + next.Until + _rules.Slice);
        return new QuotaAnswer(QuotaOutcome.Granted, next.Until, next.Final, tables.Committed(row.Id));
    }

    private QuotaAnswer Reserve(DbConnection db, QuotaRequest request)
    {
        var tables = new QuotaTables(_database, db);
        var now = _time.GetUtcNow();
        if (!tables.Begin(request, _node, _epoch, now + _rules.LongestRinging + _rules.Slice))
            return tables.Stored(request.Session, request.RequestNo) ?? QuotaAnswer.Ignored;
        var accounts = request.Payers.Select(payer => (Payer: payer, Id: AccountTables.IdOf(db, payer.Account))).OrderBy(one => one.Id).ToImmutableArray();
        foreach (var (payer, id) in accounts)
        {
            if (payer.Watch is { } terms)
                AccountTables.SetAllowance(db, id, terms.Limit.Amount);
        }

        var rows = accounts.ToDictionary(one => one.Id, one => AccountTables.Lock(_database, db, one.Id));
        var answer = Grant(tables, request, accounts, rows, now);
        if (answer.IsGranted)
        {
            foreach (var (payer, id) in accounts)
            {
                var booked = Booked(request, payer);
                var hold = Math.Min(payer.Cost(answer.Until).Units - booked, Math.Max(0, rows[id].Available));
                if (!AccountTables.TryHold(db, id, hold))
                    throw new InvalidOperationException($"The account {id} has less than it had when it was locked.");
                tables.AddReservation(request.Session, id, hold, booked, payer);
                tables.Look(rows[id], hold, payer.Watch, now);
            }

            var answeredAt = request.Talked is { } talked ? (now - talked).ToUnixTimeMilliseconds() : (long?)null;
            tables.Grant(request.Session, request.RequestNo, answer.Until, answeredAt, now, now + _rules.LongestRinging + answer.Until + _rules.Slice);
        }
        else
        {
            tables.Close(request.Session, null, TimeSpan.Zero, request.RequestNo, now);
        }

        return tables.Store(request.Session, request.RequestNo, answer);
    }

    private QuotaAnswer Grant(
        QuotaTables tables, QuotaRequest request, ImmutableArray<(QuotaPayer Payer, long Id)> accounts, Dictionary<long, AccountRow> rows, DateTimeOffset now)
    {
        var payers = ImmutableArray.CreateBuilder<SlicePayer>(accounts.Length);
        foreach (var (payer, id) in accounts)
        {
            if (!rows[id].IsOpen || !IsValid(rows[id], now))
                return new QuotaAnswer(QuotaOutcome.Blocked, TimeSpan.Zero, true, Money.Zero);
            var calls = tables.Calls(id);
            if (calls >= payer.MostCalls)
                return new QuotaAnswer(QuotaOutcome.TooManyCalls, TimeSpan.Zero, true, Money.Zero);
            payers.Add(new SlicePayer(Money.FromUnits(rows[id].Available + Booked(request, payer)), calls + 1, payer.Tariff, payer.Basis));
        }

        return SliceRule.Next(payers.MoveToImmutable(), Begun(request), _rules) is { } slice
            ? new QuotaAnswer(QuotaOutcome.Granted, slice.Until, slice.Final, Money.Zero)
            : new QuotaAnswer(QuotaOutcome.NoFunds, TimeSpan.Zero, true, Money.Zero);
    }

    private static long Booked(QuotaRequest request, QuotaPayer payer) => request.Billed is { } billed ? payer.Cost(billed).Units : 0;

    // The second that has begun is granted whatever comes.
    private static TimeSpan? Begun(QuotaRequest request) => request.Talked is { } talked ? TimeSpan.FromSeconds(Math.Ceiling(talked.TotalSeconds)) : null;

    private static bool IsValid(AccountRow account, DateTimeOffset now) => account.ValidUntil is not { } until || now.ToUnixTimeMilliseconds() < until;
}
