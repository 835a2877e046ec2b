using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Sqlite;

namespace PbxBridge.Storage.Tests.Sqlite;

/// <summary>Who waits for whom (docs/decisions/0029).</summary>
public sealed class SqliteTurnsTests : IDisposable
{
    private readonly TemporaryStore _temporary = new(options => options with { LockWait = TimeSpan.FromSeconds(30) });

    [Fact]
    public async Task A_group_of_records_lets_somebody_in_who_waits_and_goes_on()
    {
        var database = (SqliteFile)_temporary.Store.Database;
        using var group = Group();
        var before = database.Turns.Taken;
        var first = database.TakeTurn();
        var writing = Task.Factory.StartNew(() => group.Write(Records(50)), TaskCreationOptions.LongRunning);
        SpinWait.SpinUntil(() => first.IsAwaited);
        var other = Task.Factory.StartNew(() => database.Update((db, _) => db.ExecuteScalar<long>("SELECT count(*) FROM call_record")), TaskCreationOptions.LongRunning);
        SpinWait.SpinUntil(() => database.Turns.Taken == before + 3);
        first.Dispose();
        Assert.Equal(1, await other);
        Assert.Null(await writing);
        Assert.Equal(50, _temporary.Store.Calls.Count());
        Assert.NotEmpty(_temporary.Store.Calls.Find("R00")!.Flow);
        Assert.NotEmpty(_temporary.Store.Calls.Find("R49")!.Flow);
    }

    [Fact]
    public void A_folded_record_is_in_the_file_itself()
    {
        using var group = Group();
        group.Fold();
        Assert.Null(group.Write(Records(3)));
        Assert.Equal(0, CallsInFile());
        group.Fold();
        Assert.Equal(3, CallsInFile());
    }

    public void Dispose() => _temporary.Dispose();

    private RecordGroup Group() => new(_temporary.Store.Database, _temporary.Options, _temporary.Time, _temporary.Store.DetailIds, NullLogger.Instance);

    private static WaitingWrite[] Records(int count) => [.. Enumerable.Range(0, count).Select(n => new WaitingWrite(SampleCall.Record($"R{n:d2}"), null))];

    // Without its log.
    private long CallsInFile()
    {
        var copy = Path.Combine(_temporary.Folder, Path.GetRandomFileName());
        File.Copy(_temporary.Store.Path, copy);
        using var database = new SqliteFile(copy, TimeSpan.Zero);
        return database.Read(db => db.ExecuteScalar<long>("SELECT count(*) FROM call_record"));
    }
}
