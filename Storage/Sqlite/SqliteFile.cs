using Microsoft.Data.Sqlite;

namespace PbxBridge.Storage.Sqlite;

/// <summary>The database file: opens connections the one way they are opened, and turns faults into <see cref="StoreException"/>. Any thread.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string _connection;
    private readonly string _setup;

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
        _setup = $"PRAGMA busy_timeout = {(long)lockWait.TotalMilliseconds}; PRAGMA synchronous = FULL;";
    }

    public string FullPath { get; }

    /// <summary>An open connection of the caller's own; not shared between threads.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = _setup;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public T Read<T>(Func<SqliteConnection, T> query)
    {
        try
        {
            using var connection = Connect();
            return query(connection);
        }
        catch (SqliteException fault)
        {
            throw StoreFault.From(fault, FullPath);
        }
    }

    /// <summary>One transaction that takes the write lock first. What <paramref name="change"/> does not commit is rolled back.</summary>
    public T Write<T>(Func<SqliteConnection, SqliteTransaction, T> change)
    {
        try
        {
            using var connection = Connect();
            using var transaction = connection.BeginTransaction(deferred: false);
            return change(connection, transaction);
        }
        catch (SqliteException fault)
        {
            throw StoreFault.From(fault, FullPath);
        }
    }

    /// <summary>Closes the pooled connections, which folds the write-ahead log into the file.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }
}
