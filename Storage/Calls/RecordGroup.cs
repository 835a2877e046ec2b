using System.Data.Common;
using Microsoft.Extensions.Logging;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>Writes groups of records over a connection that it keeps. One thread.</summary>
internal sealed class RecordGroup(Database database, int flowBytes, ILogger log) : IDisposable
{
    private DbConnection? _connection;
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
            catch (Exception broken) when (broken is not DbException fault || !database.IsOfTheStore(fault))
            {
                OneByOne(records);
            }

            return null;
        }
        catch (DbException fault)
        {
            Dispose();
            return database.Fault(fault).Message;
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
            catch (Exception broken) when (broken is not DbException fault || !database.IsOfTheStore(fault))
            {
                log.RecordDropped(records[i].Id, broken);
            }
        }
    }

    private void Commit(ReadOnlySpan<WaitingWrite> records)
    {
        _connection ??= database.ConnectWriter();
        _insert ??= new RecordInsert(database, _connection, flowBytes);
        using var transaction = database.Begin(_connection);
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
