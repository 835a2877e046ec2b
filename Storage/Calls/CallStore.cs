using System.Data.Common;
using Dapper;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>Reads call records, and forgets the old ones. Any thread but the signalling loop.</summary>
public sealed class CallStore
{
    /// <summary>Old records go in small transactions, so that the writer of new ones never waits long.</summary>
    private const int DeleteStep = 500;

    private const int DetailStep = 50;

    private readonly Database _database;
    private readonly StoreOptions _options;
    private readonly TimeProvider _time;

    internal CallStore(Database database, StoreOptions options, TimeProvider time)
    {
        _database = database;
        _options = options;
        _time = time;
    }

    /// <summary>The latest calls, the newest first. Asked for one company, without those that employees paid from their own accounts (D9), and with those of other companies in which it
    /// took part.</summary>
    public IReadOnlyList<CallSummary> Last(int count, CallFilter? filter = null)
    {
        var query = new CallQuery(filter ?? new CallFilter(), count);
        return _database.Read(db =>
        {
            if (filter?.Company is null)
                return query.Shown(db.Query<RecordRow>(query.OfAll, query.Parameters), count);
            var guest = db.Query<RecordRow>(query.OfGuest, query.Parameters);
            if (!_database.SortsCallsInRuns)
                return query.Shown(guest.Concat(db.Query<RecordRow>(query.OfAll, query.Parameters)), count);
            // Those that are not sorted yet first: a call that is sorted meanwhile is found twice, not missed.
            var late = db.Query<RecordRow>(query.OfUnsorted, query.Parameters);
            return query.Shown(guest.Concat(late).Concat(db.Query<RecordRow>(query.OfSorted, query.Parameters)), count);
        });
    }

    /// <summary>The company took part in a call that is another's: its number was called, somebody of it was rung, or it has paid for a part.</summary>
    /// <param name="id">All of it.</param>
    public bool IsGuest(string company, string id) => _database.Read(db => db.ExecuteScalar<long>(
        """
        SELECT (SELECT count(*) FROM call_guest WHERE company = @company AND call = @id)
            + (SELECT count(*) FROM call_charge WHERE call = @id AND company = @company AND leg > 0 AND billing <> 'PrivatePrepaid')
        """,
        new { company, id }) > 0);

    /// <summary>One call with its flow. Null when there is none, or when several ids begin so.</summary>
    /// <param name="id">The id, or its beginning; lower case is accepted.</param>
    public CallRecord? Find(string id)
    {
        var prefix = id.Trim().ToUpperInvariant();
        if (prefix.Length == 0)
            return null;
        return _database.Read(db =>
        {
            var rows = db.Query<RecordRow>(
                $"SELECT {RecordRow.AllColumns} FROM call_record WHERE id >= @prefix AND id < @end ORDER BY id LIMIT 2",
                new { prefix, end = prefix + CallId.AboveAll }).AsList();
            if (rows.Count == 0 || (rows.Count > 1 && rows[0].Id != prefix))
                return null;
            var early = db.QuerySingleOrDefault<long?>("SELECT detail FROM call_part_detail WHERE id = @Id", new { rows[0].Id });
            var record = rows[0].ToRecord(
                early is null ? OldPart(db, rows[0].Id) : Detail(db, early, DetailKind.Part, rows[0].Id), Detail(db, rows[0].Detail, DetailKind.Record, rows[0].Id));
            var transfer = db.QuerySingleOrDefault<TransferRow>("SELECT parent AS Parent, talks AS Talks FROM call_transfer WHERE id = @Id", new { record.Id });
            return transfer is null ? record : transfer.Into(record);
        });
    }

    private static CallDetail Detail(DbConnection db, long? detail, DetailKind kind, string id) =>
        detail is not null && db.QuerySingleOrDefault<byte[]?>("SELECT data FROM call_detail WHERE id = @detail", new { detail }) is { } blob
            ? DetailReader.Find(blob, kind, id)
            : CallDetail.None;

    // Before schema version 5.
    private static CallDetail OldPart(DbConnection db, string id)
    {
        var (decisions, flow) = db.QuerySingleOrDefault<(string? Decisions, byte[]? Flow)>("SELECT decisions AS Decisions, flow AS Flow FROM call_part WHERE id = @id", new { id });
        return decisions is null || flow is null ? CallDetail.None : new CallDetail(RecordJson.ReadDecisions(decisions), [], BrotliFlow.Read(flow));
    }

    public long Count() => _database.Read(db => db.ExecuteScalar<long>("SELECT count(*) FROM call_record"));

    /// <summary>Forgets what is older than <see cref="StoreOptions.RecordRetention"/>.</summary>
    /// <returns>How many calls.</returns>
    public int DeleteExpired() => DeleteOlderThan(_time.GetUtcNow() - _options.RecordRetention);

    /// <summary>Forgets the calls whose id was made before a time.</summary>
    /// <returns>How many.</returns>
    public int DeleteOlderThan(DateTimeOffset limit)
    {
        var total = 0;
        var floor = CallId.Floor(limit);
        while (DeleteSome(floor) is var deleted and > 0)
            total += deleted;
        while (DeleteSomeDetails(floor) > 0)
        {
        }
        return total;
    }

    private int DeleteSome(string floor) => _database.Write(Subject.Retention, (db, transaction) =>
    {
        var last = db.ExecuteScalar<string?>(
            "SELECT max(id) FROM (SELECT id FROM call_record WHERE id < @floor ORDER BY id LIMIT @DeleteStep) AS oldest", new { floor, DeleteStep });
        if (last is null)
            return 0;
        db.Execute("DELETE FROM call_part WHERE id <= @last; DELETE FROM call_part_detail WHERE id <= @last; DELETE FROM call_transfer WHERE id <= @last; DELETE FROM call_guest WHERE call <= @last;", new { last });
        if (_database.SortsCallsInRuns)
            db.Execute("DELETE FROM call_of_company WHERE (owner, call) IN (SELECT company, id FROM call_record WHERE id <= @last)", new { last });
        var deleted = db.Execute("DELETE FROM call_record WHERE id <= @last", new { last });
        transaction.Commit();
        return deleted;
    });

    // All calls of a blob are as old as its newest at least.
    private int DeleteSomeDetails(string floor) => _database.Write(Subject.Retention, (db, transaction) =>
    {
        var deleted = db.Execute("DELETE FROM call_detail WHERE newest < @floor AND id IN (SELECT id FROM call_detail ORDER BY id LIMIT @DetailStep)", new { floor, DetailStep });
        transaction.Commit();
        return deleted;
    });
}
