using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Sqlite;

/// <summary>A database file. One writer at a time, whoever it is: a transaction that writes takes the lock at its beginning.</summary>
internal sealed class SqliteFile : Database
{
    /// <summary>"PBXB": tells our files from other programs' databases.</summary>
    private const long ApplicationId = 0x50425842;

    /// <summary>Of the log, in pages: 128 MB. Whoever passes it folds it himself: it takes as long as many commits.</summary>
    private const int LongestLog = 32_000;

    /// <summary>From here the log is begun anew.</summary>
    private const int LongLog = 8_000;

    private readonly string _connection;
    private readonly string _setup;
    private long _folded;

    public SqliteFile(string path, TimeSpan lockWait, bool readOnly = false)
    {
        FullPath = Path.GetFullPath(path);
        _connection = new SqliteConnectionStringBuilder
        {
            DataSource = FullPath,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            // SQLite's own busy handler waits; the library's loop on top (150 ms steps) gets the shortest time it can have.
            DefaultTimeout = 1,
        }.ToString();
        _setup = $"PRAGMA busy_timeout = {(long)lockWait.TotalMilliseconds}; PRAGMA wal_autocheckpoint = {LongestLog}; PRAGMA synchronous = ";
    }

    public string FullPath { get; }

    public WriteTurns Turns { get; } = new();

    public override string Name => FullPath;

    public override string Dialect => "sqlite";

    public override string ForUpdate => "";

    public override bool SortsCallsInRuns => true;

    public override string ForUpdateOfFree => "";

    public override DbConnection Connect(bool synced = true)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = _setup + (synced ? "FULL;" : "NORMAL;");
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override DbConnection ConnectWriter() => Connect(synced: false);

    // No lock is taken on this file, so closing it frees none of SQLite's. Its entry in the folder is on disk since the transactions of the start, which are synced.
    public override SafeFileHandle OpenJournal() => File.OpenHandle(FullPath + "-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    // A log to which others append meanwhile is never folded whole, and so never begun anew: what came meanwhile is little, and is folded while nobody appends.
    public override void Fold(DbConnection connection)
    {
        var taken = Turns.Taken;
        if (taken == _folded)
            return;
        _folded = taken;
        if (Checkpoint() < LongLog)
            return;
        Checkpoint();
        using var turn = TakeTurn();
        Checkpoint();

        long Checkpoint() => connection.QuerySingle<(long Busy, long Pages, long Folded)>("PRAGMA wal_checkpoint(PASSIVE)").Pages;
    }

    public override Turn TakeTurn() => Turns.Take();

    public override DbTransaction Begin(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public override IStatement Prepare(DbConnection connection, string sql) => new SqliteStatement((SqliteConnection)connection, sql);

    public override int SchemaVersion(DbConnection connection)
    {
        var tables = connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master");
        if (tables == 0)
            return 0;
        if (connection.ExecuteScalar<long>("PRAGMA application_id") != ApplicationId)
            throw SqliteFault.Foreign(FullPath);
        return connection.ExecuteScalar<int>("SELECT max(version) FROM schema_version");
    }

    public override void Found(DbConnection connection) => connection.Execute($"PRAGMA journal_mode = WAL; PRAGMA application_id = {ApplicationId};");

    public override StoreException Fault(DbException fault) => SqliteFault.From((SqliteException)fault, FullPath);

    public override bool IsOfTheStore(DbException fault) => SqliteFault.IsOfTheFile((SqliteException)fault);

    /// <summary>Closes the pooled connections, which folds the write-ahead log into the file.</summary>
    public override void Dispose()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }

    public override bool IsLostRace(DbException fault) => false;

    protected override void Claim(DbConnection connection, Subject subject)
    {
        // The whole file is claimed.
    }
}
