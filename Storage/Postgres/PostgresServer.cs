using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Postgres;

/// <summary>A database on a PostgreSQL server that several nodes may share.</summary>
/// <remarks>Every transaction is READ COMMITTED. Where a change reads before it writes it either claims its subject (an advisory lock) or locks the rows it read.</remarks>
internal sealed class PostgresServer : Database
{
    /// <summary>"PBXB": our locks among those of other programs in the same database.</summary>
    private const int LockSpace = 0x50425842;

    private readonly NpgsqlDataSource _source;

    /// <exception cref="StoreException">The connection string cannot be read.</exception>
    public PostgresServer(string connection, TimeSpan lockWait)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connection)
            {
                ApplicationName = "pbxbridge",
                MaxAutoPrepare = 100,
                IncludeErrorDetail = false,
            };
            // 0 would wait for ever. What is committed is on the server's disk, whatever its own default.
            builder.Options = $"{builder.Options} -c lock_timeout={Math.Max(1, (long)lockWait.TotalMilliseconds)} -c synchronous_commit=on".Trim();
            Name = $"postgresql://{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
            _source = NpgsqlDataSource.Create(builder);
        }
        catch (ArgumentException fault)
        {
            throw PostgresFault.Unreadable(fault);
        }
    }

    /// <summary>Without user and password.</summary>
    public override string Name { get; }

    public override string Dialect => "postgres";

    public override string ForUpdate => "FOR UPDATE";

    public override bool SortsCallsInRuns => false;

    public override string ForUpdateOfFree => "FOR UPDATE SKIP LOCKED";

    public override DbConnection Connect(bool synced = true) => _source.OpenConnection();

    public override DbTransaction Begin(DbConnection connection) => connection.BeginTransaction(IsolationLevel.ReadCommitted);

    public override IStatement Prepare(DbConnection connection, string sql) => new PostgresStatement((NpgsqlConnection)connection, sql);

    public override int SchemaVersion(DbConnection connection)
    {
        var (tables, ours) = connection.QuerySingle<(long, long)>(
            """
            SELECT count(*), count(*) FILTER (WHERE tablename IN ('schema_version', 'company_revision', 'call_record'))
            FROM pg_tables WHERE schemaname = current_schema()
            """);
        if (tables == 0)
            return 0;
        if (ours != 3)
            throw PostgresFault.Foreign(Name);
        return connection.ExecuteScalar<int>("SELECT max(version) FROM schema_version");
    }

    public override void Found(DbConnection connection)
    {
        // The database is there already; its tables come with the steps.
    }

    public override StoreException Fault(DbException fault) => PostgresFault.From(fault, Name);

    public override bool IsOfTheStore(DbException fault) => PostgresFault.IsOfTheServer(fault);

    public override void Dispose() => _source.Dispose();

    public override bool IsLostRace(DbException fault) => fault.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    protected override void Claim(DbConnection connection, Subject subject) =>
        connection.Execute("SELECT pg_advisory_xact_lock(@LockSpace, @Key)", new { LockSpace, Key = (int)subject });
}
