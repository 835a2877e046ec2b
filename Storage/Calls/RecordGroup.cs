using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PbxBridge.Storage.Sqlite;

namespace PbxBridge.Storage.Calls;

/// <summary>Writes groups of records over a connection that it keeps. One thread.</summary>
internal sealed class RecordGroup(SqliteFile file, int flowBytes, ILogger log) : IDisposable
{
    private SqliteConnection? _connection;
    private RecordInsert? _insert;

    /// <summary>Commits them all, in one transaction when none of them is broken.</summary>
    /// <returns>Null, or the sentence that says why the store took none; the caller tries again.</returns>
    public string? Write(ReadOnlySpan<WaitingWrite> records)
    {
        try
        {
            try
            {
                Commit(records);
            }
            catch (Exception broken) when (broken is not SqliteException fault || !StoreFault.IsOfTheFile(fault))
            {
                OneByOne(records);
            }

            return null;
        }
        catch (SqliteException fault)
        {
            Dispose();
            return StoreFault.From(fault, file.FullPath).Message;
        }
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _connection?.Dispose();
        (_insert, _connection) = (null, null);
    }

    private void OneByOne(ReadOnlySpan<WaitingWrite> records)
    {
        for (var i = 0; i < records.Length; i++)
        {
            try
            {
                Commit(records.Slice(i, 1));
            }
            catch (Exception broken) when (broken is not SqliteException fault || !StoreFault.IsOfTheFile(fault))
            {
                log.RecordDropped(records[i].Id, broken);
            }
        }
    }

    // The log is folded into the file when it has 32 MB: a page that is written again and again goes there once.
    private SqliteConnection Connect()
    {
        var connection = file.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_autocheckpoint = 8000;";
        command.ExecuteNonQuery();
        return connection;
    }

    private void Commit(ReadOnlySpan<WaitingWrite> records)
    {
        _connection ??= Connect();
        _insert ??= new RecordInsert(_connection, flowBytes);
        using var transaction = _connection.BeginTransaction(deferred: false);
        foreach (var (record, part) in records)
        {
            if (record is not null)
                _insert.Run(record);
            else if (part is not null)
                _insert.Run(part);
        }

        transaction.Commit();
    }
}
