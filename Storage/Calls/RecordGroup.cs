using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using PbxBridge.Storage.Calls.Details;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Calls;

/// <summary>Writes groups of records over a connection that it keeps. One thread.</summary>
internal sealed class RecordGroup(Database database, StoreOptions options, TimeProvider time, DetailIds ids, ILogger log) : IDisposable
{
    private const int MostTries = 50;

    private DbConnection? _connection;
    private RecordTables? _tables;
    private CompanyRuns? _runs;
    private SafeFileHandle? _journal;

    /// <summary>Commits them all, in one transaction when none of them is broken and nobody else wants to write.</summary>
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

            Sync();
            Sort(records);
            return null;
        }
        catch (DbException fault)
        {
            Dispose();
            return database.Fault(fault).Message;
        }
        catch (IOException fault)
        {
            Dispose();
            return $"The disk that holds the store {database.Name} reports an error ({fault.Message}): check the disk.";
        }
    }

    /// <summary>See <see cref="Database.Fold"/>.</summary>
    public void Fold()
    {
        try
        {
            database.Fold(_connection ??= database.ConnectWriter());
        }
        catch (DbException fault)
        {
            log.NotFolded(database.Fault(fault).Message);
        }
    }

    public void Dispose()
    {
        _tables?.Dispose();
        _journal?.Dispose();
        _connection?.Dispose();
        (_tables, _journal, _connection, _runs) = (null, null, null, null);
    }

    private void Sync()
    {
        if ((_journal ??= database.OpenJournal()) is { } journal)
            RandomAccess.FlushToDisk(journal);
    }

    // What is not sorted now is sorted with the next run, and found until then.
    private void Sort(ReadOnlySpan<WaitingWrite> written)
    {
        var calls = 0;
        foreach (var write in written)
            calls += write.Record is null ? 0 : 1;
        try
        {
            _runs?.Written(calls);
        }
        catch (DbException fault)
        {
            log.NotSorted(database.Fault(fault).Message);
        }
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
        _tables ??= new RecordTables(database, _connection, options, time, ids);
        _runs ??= new CompanyRuns(database, _connection);
        _tables.Prepare(records);
        var (written, tries) = (0, 1);
        while (written < records.Length)
        {
            try
            {
                written = CommitSome(_tables, _connection, written);
            }
            catch (DbException fault) when (tries++ < MostTries && database.IsLostRace(fault))
            {
                // Rolled back as if it had never begun.
            }
        }
    }

    // All of them, or as many as there were when somebody came who waits for less.
    private int CommitSome(RecordTables tables, DbConnection connection, int from)
    {
        using var turn = database.TakeTurn();
        using var transaction = database.Begin(connection);
        var written = tables.Write(from, turn);
        transaction.Commit();
        return written;
    }
}
