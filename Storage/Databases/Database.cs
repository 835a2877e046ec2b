using System.Data.Common;
using Microsoft.Win32.SafeHandles;

namespace PbxBridge.Storage.Databases;

/// <summary>The database behind the store: opens connections the one way they are opened, and turns faults into <see cref="StoreException"/>. The queries are the
/// same on both kinds; what differs is here. Any thread.</summary>
internal abstract class Database : IDisposable
{
    // Each try that loses a deadlock lets another one through, so this many in a row are a fault of ours.
    private const int MostTries = 50;

    /// <summary>The store in sentences for the operator.</summary>
    public abstract string Name { get; }

    /// <summary>The middle of its migrations' file names: <c>sqlite</c>.</summary>
    public abstract string Dialect { get; }

    public static Database Of(StoreOptions options) => options.PostgreSql.Length > 0
        ? new Postgres.PostgresServer(options.PostgreSql, options.LockWait)
        : new Sqlite.SqliteFile(options.Path, options.LockWait);

    /// <summary>An open connection of the caller's own; not shared between threads.</summary>
    /// <param name="synced">Its commits wait for the disk. Else a crash of the process loses none of them, one of the machine those since the last that was.</param>
    public abstract DbConnection Connect(bool synced = true);

    /// <summary>As <see cref="Connect"/>, for one that stays open and writes much: what it commits is on disk when <see cref="OpenJournal"/> is flushed.</summary>
    public virtual DbConnection ConnectWriter() => Connect();

    /// <summary>To be flushed after commits over <see cref="ConnectWriter"/>, without <see cref="TakeTurn"/>: nobody else waits for the disk then. Opened after a commit of that
    /// connection, closed before it. Null: they are on disk by themselves.</summary>
    public virtual SafeFileHandle? OpenJournal() => null;

    /// <summary>Moves what was committed from where it was put at first to where it stays, beside those who write. For whoever has time, every few seconds.</summary>
    /// <param name="connection">Of <see cref="ConnectWriter"/>.</param>
    public virtual void Fold(DbConnection connection)
    {
        // The server does it by itself.
    }

    public T Read<T>(Func<DbConnection, T> query)
    {
        try
        {
            using var connection = Connect();
            return query(connection);
        }
        catch (DbException fault)
        {
            throw Fault(fault);
        }
    }

    /// <summary>One transaction with the subject to itself: nobody else changes it meanwhile. What <paramref name="change"/> does not commit is rolled back.</summary>
    public T Write<T>(Subject subject, Func<DbConnection, DbTransaction, T> change) => Update((connection, transaction) =>
    {
        Claim(connection, subject);
        return change(connection, transaction);
    });

    /// <summary>One transaction that guards itself: it locks each row by changing it or by <see cref="ForUpdate"/>, in the order of their keys. It is run anew when
    /// the database chose it as the loser of a deadlock. What <paramref name="change"/> does not commit is rolled back.</summary>
    /// <param name="synced">See <see cref="Connect"/>.</param>
    public T Update<T>(Func<DbConnection, DbTransaction, T> change, bool synced = true)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var connection = Connect(synced);
                using var turn = TakeTurn();
                using var transaction = Begin(connection);
                return change(connection, transaction);
            }
            catch (DbException fault) when (tries < MostTries && IsLostRace(fault))
            {
                // Rolled back as if it had never begun.
            }
            catch (DbException fault)
            {
                throw Fault(fault);
            }
        }
    }

    /// <summary>Ends a SELECT whose rows nobody else may change until the end of the transaction.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>The same; passes over rows that somebody else holds.</summary>
    public abstract string ForUpdateOfFree { get; }

    /// <summary>Waits for the other writers of this process, where only one can write: before <see cref="Begin"/>, until after the end of the transaction. The database's
    /// own lock would be asked for again and again with growing pauses.</summary>
    public virtual Turn TakeTurn() => default;

    /// <summary>The calls of a company are sorted in runs, see <see cref="Calls.CompanyRuns"/>; else there is an index.</summary>
    public abstract bool SortsCallsInRuns { get; }

    /// <summary>Takes the write lock where there is one for all.</summary>
    public abstract DbTransaction Begin(DbConnection connection);

    /// <summary>A statement for many runs; <c>?</c> stands for each value.</summary>
    public abstract IStatement Prepare(DbConnection connection, string sql);

    /// <summary>0 for an empty database.</summary>
    /// <exception cref="StoreException">It is another program's.</exception>
    public abstract int SchemaVersion(DbConnection connection);

    /// <summary>Makes an empty database ready for the first step of its schema.</summary>
    public abstract void Found(DbConnection connection);

    public abstract StoreException Fault(DbException fault);

    /// <summary>True when the same statement may succeed later: the database or the disk is at fault, not the row.</summary>
    public abstract bool IsOfTheStore(DbException fault);

    /// <summary>Closes the pooled connections.</summary>
    public abstract void Dispose();

    /// <summary>True when the transaction lost against another one and would succeed by itself.</summary>
    public abstract bool IsLostRace(DbException fault);

    /// <summary>Waits until no other transaction holds the subject, and holds it until the end of this one.</summary>
    protected abstract void Claim(DbConnection connection, Subject subject);
}
