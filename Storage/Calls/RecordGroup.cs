using System.Data.Common;
using Microsoft.Extensions.Logging;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>Writes groups of records over a connection that it keeps. One thread.</summary>
internal sealed class RecordGroup(Database database, StoreOptions options, TimeProvider time, DetailIds ids, ILogger log) : IDisposable
{
    private const int MostTries = 50;

    private DbConnection? _connection;
    private RecordTables? _tables;

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
        _tables?.Dispose();
        _connection?.Dispose();
        (_tables, _connection) = (null, null);
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
        for (var tries = 1; ; tries++)
        {
            try
            {
                CommitOnce(records);
                return;
            }
            catch (DbException fault) when (tries < MostTries && database.IsLostRace(fault))
            {
                // Rolled back as if it had never begun.
            }
        }
    }

    private void CommitOnce(ReadOnlySpan<WaitingWrite> records)
    {
        _connection ??= database.ConnectWriter();
        _tables ??= new RecordTables(database, _connection, options, time, ids);
        using var turn = database.TakeTurn();
        using var transaction = database.Begin(_connection);
        _tables.Write(records);
        transaction.Commit();
    }
}
