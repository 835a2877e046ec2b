using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Quotas;

/// <summary>Ends the sessions of calls that nobody holds any more (OCS-6, OCS-7). Several nodes may sweep at once, and against a node that comes back: the first ends
/// the session, the others get its answer. Any thread but the signalling loop.</summary>
public sealed class QuotaSweep
{
    /// <summary>How long the answers of ended sessions are kept for repeated requests.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private const int Step = 200;

    private readonly Database _database;
    private readonly StoreOptions _store;
    private readonly QuotaRules _rules;
    private readonly TimeProvider _time;
    private readonly string _node;
    private readonly DetailIds _ids;

    public QuotaSweep(Store store, QuotaRules? rules = null)
    {
        _database = store.Database;
        _store = store.Options;
        _time = store.Time;
        _node = store.Options.Node;
        _ids = store.DetailIds;
        _rules = rules ?? QuotaRules.Standard;
    }

    /// <summary>The cycle that a call of a company goes to, by when it was answered and the time now; null, or its answer: that in which it was answered (CYC-2). Any thread.
    /// </summary>
    public Func<string, DateTimeOffset, DateTimeOffset, CycleBooking?>? Book { get; init; }

    /// <summary>Those whose lease is over and whose node was not heard of lately.</summary>
    /// <returns>How many were ended.</returns>
    public int Expired()
    {
        var now = _time.GetUtcNow();
        return Sweep(
            "state = 'Open' AND lease_until < @Now AND coalesce(alive_at, 0) < @Heard",
            new { Now = now.ToUnixTimeMilliseconds(), Heard = (now - _rules.SilentAfter).ToUnixTimeMilliseconds(), Step });
    }

    /// <summary>Those that an earlier run of this node left open, at its start.</summary>
    /// <param name="epoch">Of this run.</param>
    public int EarlierRuns(long epoch) => Sweep("state = 'Open' AND node = @_node AND epoch < @epoch", new { _node, epoch, Step });

    /// <summary>Forgets ended sessions that are older than <see cref="Memory"/>.</summary>
    /// <returns>How many.</returns>
    public int Forget()
    {
        var total = 0;
        var limit = (_time.GetUtcNow() - Memory).ToUnixTimeMilliseconds();
        while (ForgetSome(limit) is var gone and > 0)
            total += gone;
        return total;
    }

    private int Sweep(string condition, object values)
    {
        var total = 0;
        while (true)
        {
            var sessions = _database.Read(db => db.Query<string>($"SELECT id FROM quota_session WHERE {condition} ORDER BY id LIMIT @Step", values).AsList());
            foreach (var session in sessions)
                total += End(session, condition, values);
            if (sessions.Count < Step)
                return total;
        }
    }

    private int End(string session, string condition, object values) => _database.Update((db, transaction) =>
    {
        var tables = new QuotaTables(_database, db);
        var row = tables.Lock(session);
        // The node may have said something since the list was made.
        var parameters = new DynamicParameters(values);
        parameters.Add("session", session);
        if (row is not { IsOpen: true } || db.ExecuteScalar<long>($"SELECT count(*) FROM quota_session WHERE id = @session AND {condition}", parameters) == 0)
            return 0;
        var now = _time.GetUtcNow();
        var requestNo = row.LastRequest + 1;
        var tariff = tables.LockHeld(session) is [var first, ..] ? first.Payer.Tariff : null;
        var charged = tables.Close(session, row.KnownTalk, row.Granted, requestNo, now, sure: false);
        tables.Store(session, requestNo, new QuotaAnswer(QuotaOutcome.Closed, row.KnownTalk ?? TimeSpan.Zero, true, charged));
        if (row.Draft is { } draft)
            WriteRecord(db, row, draft, tariff, charged, now);
        transaction.Commit();
        return 1;
    });

    /// <summary>The record of the call, as far as it is known. A record that its node has written already stays.</summary>
    private void WriteRecord(DbConnection db, SessionRow row, byte[] draft, Tariff? tariff, Money charged, DateTimeOffset now)
    {
        var answeredAt = row.AnsweredAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null;
        var (call, charge) = CallDraft.Read(draft, answeredAt, answeredAt + row.KnownTalk ?? now);
        var whole = tariff is not null && row.KnownTalk is { } talked ? CallCharge.Of(tariff, talked) : Charge.None;
        charge = EarlierParts.Rest(db, call, charge, whole, Book, now) with { Debited = charged };
        using var records = new RecordTables(_database, db, _store, _time, _ids);
        records.Prepare([new WaitingWrite(call with { Charges = [charge] }, null)]);
        records.Write(from: 0, default);
    }

    private int ForgetSome(long limit) => _database.Write(Subject.Retention, (db, transaction) =>
    {
        var values = new { limit, Step };
        const string Old = "SELECT id FROM quota_session WHERE state = 'Closed' AND lease_until < @limit ORDER BY lease_until, id LIMIT @Step";
        db.Execute($"DELETE FROM quota_answer WHERE session IN ({Old})", values);
        var gone = db.Execute($"DELETE FROM quota_session WHERE id IN ({Old})", values);
        transaction.Commit();
        return gone;
    });
}
