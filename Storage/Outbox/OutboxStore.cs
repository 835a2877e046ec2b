using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Outbox;

/// <summary>Messages on their way out. Several notifiers may take from it at once, on one node or on many: each message has one at a time. A notifier that dies loses
/// its turn, and the message is sent again with the same key. Any thread but the signalling loop.</summary>
public sealed class OutboxStore
{
    private const string Columns =
        "id AS Id, topic AS Topic, dedup AS Key, company AS Company, payload AS Payload, state AS State, attempts AS Attempts, created_at AS CreatedAt, next_at AS NextAt, fault AS Fault";

    private readonly Database _database;
    private readonly TimeProvider _time;

    internal OutboxStore(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <returns>False when the key was there already.</returns>
    public bool Add(NewMessage message) => _database.Update((db, transaction) =>
    {
        var added = OutboxTables.Add(db, message, _time.GetUtcNow());
        transaction.Commit();
        return added;
    });

    /// <summary>Takes messages whose turn has come, the oldest first.</summary>
    /// <param name="turn">Who has not said <see cref="Done"/>, <see cref="Retry"/> or <see cref="GiveUp"/> by then loses them.</param>
    public ImmutableArray<OutboxMessage> Take(string topic, int count, TimeSpan turn) => _database.Update((db, transaction) =>
    {
        var now = _time.GetUtcNow();
        var rows = db.Query<Row>(
            $"""
            UPDATE outbox SET attempts = attempts + 1, next_at = @Until
            WHERE id IN (SELECT id FROM outbox WHERE state = 'Waiting' AND next_at <= @Now AND topic = @topic ORDER BY id LIMIT @count {_database.ForUpdateOfFree})
            RETURNING {Columns}
            """,
            new { topic, count, Now = now.ToUnixTimeMilliseconds(), Until = (now + turn).ToUnixTimeMilliseconds() }).Select(row => row.ToMessage());
        ImmutableArray<OutboxMessage> taken = [.. rows.OrderBy(message => message.Id)];
        transaction.Commit();
        return taken;
    });

    /// <summary>It is sent, or made into others, which are written in the same transaction.</summary>
    /// <returns>False when somebody else has said so already; the others are not written then.</returns>
    public bool Done(long id, params IReadOnlyList<NewMessage> others) => _database.Update((db, transaction) =>
    {
        var now = _time.GetUtcNow();
        if (!Finish(db, id, now))
            return false;
        foreach (var message in others)
            OutboxTables.Add(db, message, now);
        transaction.Commit();
        return true;
    });

    /// <summary>Several are made into others together, which are written in the same transaction: all or none. Remembers that the company's digest went out now.</summary>
    /// <param name="former">What <see cref="LastDigest"/> said.</param>
    /// <returns>False when another node has sent a digest since, or one of the messages is done with already; nothing is changed then.</returns>
    public bool Gather(string company, DateTimeOffset? former, IReadOnlyList<long> ids, params IReadOnlyList<NewMessage> others) => _database.Update((db, transaction) =>
    {
        var now = _time.GetUtcNow();
        var digest = new { Name = DigestName(company), Now = now.ToUnixTimeMilliseconds(), Former = former?.ToUnixTimeMilliseconds() };
        var claimed = former is null
            ? db.Execute("INSERT INTO counter (name, value) VALUES (@Name, @Now) ON CONFLICT (name) DO NOTHING", digest)
            : db.Execute("UPDATE counter SET value = @Now WHERE name = @Name AND value = @Former", digest);
        if (claimed == 0 || ids.Order().Any(id => !Finish(db, id, now)))
            return false;
        foreach (var message in others)
            OutboxTables.Add(db, message, now);
        transaction.Commit();
        return true;
    });

    /// <summary>When <see cref="Gather"/> last made something of the company's messages; null = never.</summary>
    public DateTimeOffset? LastDigest(string company) => _database.Read(db => db.QuerySingleOrDefault<long?>(
        "SELECT value FROM counter WHERE name = @Name", new { Name = DigestName(company) }) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : (DateTimeOffset?)null);

    /// <summary>Its time has not come: taking it was no attempt.</summary>
    public void PutOff(long id, DateTimeOffset next) => _database.Update((db, transaction) =>
    {
        db.Execute("UPDATE outbox SET next_at = @At, attempts = attempts - 1 WHERE id = @id AND state = 'Waiting'", new { id, At = next.ToUnixTimeMilliseconds() });
        transaction.Commit();
        return 0;
    });

    /// <summary>It could not be sent now.</summary>
    public void Retry(long id, DateTimeOffset next, string fault) => Set(id, "next_at = @At, fault = @fault", next, fault);

    /// <summary>It will never be sent.</summary>
    public void GiveUp(long id, string fault) => Set(id, "state = 'Failed', done_at = @At, fault = @fault", _time.GetUtcNow(), fault);

    /// <summary>The latest messages, the newest first.</summary>
    /// <param name="company">Null = of all.</param>
    public ImmutableArray<OutboxMessage> Last(int count, string? company = null) => _database.Read<ImmutableArray<OutboxMessage>>(db => [.. db.Query<Row>(
        $"SELECT {Columns} FROM outbox {(company is null ? "" : "WHERE company = @company")} ORDER BY id DESC LIMIT @count", new { count, company })
        .Select(row => row.ToMessage())]);

    /// <summary>What waits and what was given up, the newest first.</summary>
    public ImmutableArray<OutboxMessage> Unsent(int count) => _database.Read<ImmutableArray<OutboxMessage>>(db => [.. db.Query<Row>(
        $"SELECT {Columns} FROM outbox WHERE state <> 'Sent' ORDER BY id DESC LIMIT @count", new { count }).Select(row => row.ToMessage())]);

    public OutboxBacklog Backlog() => _database.Read(db =>
    {
        var (waiting, oldest) = db.QuerySingle<(long, long?)>("SELECT count(*), min(created_at) FROM outbox WHERE state = 'Waiting'");
        var failed = db.ExecuteScalar<long>("SELECT count(*) FROM outbox WHERE state = 'Failed'");
        return new OutboxBacklog((int)waiting, (int)failed, oldest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    });

    /// <summary>Forgets what was sent or given up before then. The marks of thresholds stay.</summary>
    /// <returns>How many.</returns>
    public int DeleteOlderThan(DateTimeOffset limit) => _database.Write(Subject.Retention, (db, transaction) =>
    {
        var gone = db.Execute("DELETE FROM outbox WHERE state <> 'Waiting' AND done_at < @Limit", new { Limit = limit.ToUnixTimeMilliseconds() });
        transaction.Commit();
        return gone;
    });

    private static bool Finish(DbConnection db, long id, DateTimeOffset now) => db.Execute(
        "UPDATE outbox SET state = 'Sent', done_at = @Now, fault = NULL WHERE id = @id AND state = 'Waiting'", new { id, Now = now.ToUnixTimeMilliseconds() }) == 1;

    private static string DigestName(string company) => $"digest:{company}";

    private void Set(long id, string assignments, DateTimeOffset at, string fault) => _database.Update((db, transaction) =>
    {
        db.Execute($"UPDATE outbox SET {assignments} WHERE id = @id AND state = 'Waiting'", new { id, At = at.ToUnixTimeMilliseconds(), fault });
        transaction.Commit();
        return 0;
    });

    private sealed class Row
    {
        public long Id { get; init; }
        public string Topic { get; init; } = "";
        public string Key { get; init; } = "";
        public string Company { get; init; } = "";
        public string Payload { get; init; } = "";
        public string State { get; init; } = "";
        public long Attempts { get; init; }
        public long CreatedAt { get; init; }
        public long NextAt { get; init; }
        public string? Fault { get; init; }

        public OutboxMessage ToMessage() => new(
            Id, Topic, Key, Company, Payload, Names<MessageState>.Read(State, MessageState.Failed), (int)Attempts,
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(NextAt), Fault);
    }
}
