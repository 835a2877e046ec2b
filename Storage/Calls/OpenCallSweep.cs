using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>Writes the records of calls whose node is no more (OCS-6): talked until the node was last alive, charged for that. Several nodes may sweep at once: one of them
/// writes. Any thread but the signalling loop.</summary>
public sealed class OpenCallSweep
{
    /// <summary>A node that was silent for so long is no more.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(150);

    private const int Step = 200;

    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;
    private readonly DetailIds _ids;

    public OpenCallSweep(Store store) => (_database, _options, _time, _ids) = (store.Database, store.Options, store.Time, store.DetailIds);

    /// <inheritdoc cref="Quotas.QuotaSweep.Book"/>
    public Func<string, DateTimeOffset, DateTimeOffset, CycleBooking?>? Book { get; init; }

    /// <summary>This node lives: at least every ten seconds.</summary>
    public void Alive() => _database.Update((db, transaction) =>
    {
        db.Execute(
            "INSERT INTO node_alive (node, at) VALUES (@Node, @At) ON CONFLICT (node) DO UPDATE SET at = excluded.at", new { _options.Node, At = _time.GetUtcNow().ToUnixTimeMilliseconds() });
        transaction.Commit();
        return 0;
    }, synced: false);

    /// <summary>Calls of nodes that are silent.</summary>
    /// <returns>How many records were written.</returns>
    public int Silent() => Sweep(
        "EXISTS (SELECT 1 FROM node_alive WHERE node = open_leg.node AND at < @Heard)", new { Heard = (_time.GetUtcNow() - Silence).ToUnixTimeMilliseconds(), Step });

    /// <summary>Calls that an earlier run of this node has left, at its start, before it is <see cref="Alive"/>. Reservations are swept before.</summary>
    /// <param name="epoch">Of this run.</param>
    /// <returns>How many records were written.</returns>
    public int EarlierRuns(long epoch) => Sweep("node = @Node AND epoch < @epoch", new { _options.Node, epoch, Step });

    private int Sweep(string condition, object values)
    {
        var total = 0;
        while (_database.Read(db => db.Query<string>($"SELECT DISTINCT call FROM open_leg WHERE {condition} ORDER BY call LIMIT @Step", values).AsList()) is { Count: > 0 } calls)
        {
            foreach (var call in calls)
                total += End(call);
        }
        return total;
    }

    private int End(string id) => _database.Update((db, transaction) =>
    {
        var legs = db.Query<Row>($"SELECT node AS Node, draft AS Draft, price AS Price, accounts AS Accounts FROM open_leg WHERE call = @id ORDER BY leg {_database.ForUpdate}", new { id }).AsList();
        if (legs.Count == 0)
            return 0;
        Write(db, id, legs);
        transaction.Commit();
        return 1;
    });

    private void Write(DbConnection db, string id, List<Row> legs)
    {
        var now = _time.GetUtcNow();
        var alive = DateTimeOffset.FromUnixTimeMilliseconds(db.QuerySingleOrDefault<long>("SELECT at FROM node_alive WHERE node = @Node", new { legs[0].Node }));
        // What was reserved after the leg was written here is ended with its session, and what was talked before is charged already.
        var reserved = db.ExecuteScalar<long>("SELECT count(*) FROM quota_session WHERE id = @id OR (id > @id || '/' AND id < @id || '0')", new { id }) > 0;
        if (reserved && db.ExecuteScalar<long>("SELECT count(*) FROM call_record WHERE id = @id", new { id }) > 0)
        {
            db.Execute("DELETE FROM open_leg WHERE call = @id", new { id });
            return;
        }
        var drafts = legs.ConvertAll(leg => CallDraft.Read(leg.Draft, alive));
        ImmutableArray<LegCharge> charges = reserved ? [] : [.. legs.Zip(drafts, (leg, draft) => Charged(db, draft.Call, draft.Charge, leg, now))];
        using var records = new RecordTables(_database, db, _options, _time, _ids);
        records.Prepare([new WaitingWrite(drafts[0].Call with { Charges = charges, WasOpen = true }, null)]);
        records.Write(from: 0, default);
    }

    private LegCharge Charged(DbConnection db, CallRecord call, LegCharge charge, Row leg, DateTimeOffset now)
    {
        var whole = OpenCallTables.Price(leg.Price) is { } tariff && call.AnsweredAt is { } from ? CallCharge.Of(tariff, call.EndedAt - from) : Charge.None;
        var rest = EarlierParts.Rest(db, call, charge, whole, Book, now);
        return rest with { Postings = [.. OpenCallTables.Postings(leg.Accounts, rest.Charge)] };
    }

    // By properties: of a list that is empty SQLite does not tell what a draft is, and no constructor would fit.
    private sealed class Row
    {
        public string Node { get; init; } = "";

        public byte[] Draft { get; init; } = [];

        public string? Price { get; init; }

        public string Accounts { get; init; } = "";
    }
}
