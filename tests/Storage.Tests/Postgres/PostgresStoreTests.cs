using Dapper;
using Npgsql;

namespace PbxBridge.Storage.Tests.Postgres;

/// <summary>What only a server can do or refuse.</summary>
[Collection(PostgresCluster.Name)]
public sealed class PostgresStoreTests(PostgresCluster server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server, options => options with { LockWait = TimeSpan.Zero }, empty: true);

    [StoreFact]
    public void A_new_database_gets_its_schema_once_and_no_file_is_made()
    {
        Assert.Equal(_temporary.Store.Name, $"postgresql://127.0.0.1:{Builder.Port}/{Builder.Database}");
        _temporary.Reopen();
        Assert.Equal((long)StoreCheck.Run(_temporary.Options).ProgramSchemaVersion, _temporary.Store.Database.Read(db => db.ExecuteScalar<long>("SELECT max(version) FROM schema_version")));
        Assert.False(File.Exists(_temporary.Options.Path));
    }

    [StoreFact]
    public void Commits_are_synced_whatever_the_server_does_by_default()
    {
        Assert.Equal("on", _temporary.Store.Database.Read(db => db.ExecuteScalar<string>("SHOW synchronous_commit")));
        Assert.Equal("read committed", _temporary.Store.Database.Update((db, _) => db.ExecuteScalar<string>("SHOW transaction_isolation")));
    }

    [StoreFact]
    public void Two_programs_that_open_an_empty_database_at_once_make_one_schema()
    {
        using var patient = new TemporaryStore(server, empty: true);
        Parallel.For(0, 4, _ => patient.Open().Dispose());
        Assert.Empty(StoreCheck.Run(patient.Options).Problems);
    }

    [StoreFact]
    public void A_secret_is_the_same_for_every_node()
    {
        using var patient = new TemporaryStore(server, empty: true);
        using var second = patient.Open();
        Assert.Equal(patient.Store.SecretKey("nonce"), second.SecretKey("nonce"));
    }

    [StoreFact]
    public void The_check_counts_and_finds_nothing_wrong()
    {
        var before = StoreCheck.Run(_temporary.Options);
        Assert.Equal((false, 0, true), (before.Exists, before.SchemaVersion, before.IsSound));
        _temporary.Store.SecretKey("x");
        var after = StoreCheck.Run(_temporary.Options);
        Assert.Equal((true, after.ProgramSchemaVersion, true), (after.Exists, after.SchemaVersion, after.IsSound));
        Assert.Equal(new StoreCounts(0, 0, 0, 0), after.Counts);
        Assert.True(after.FileBytes > 1_000_000);
    }

    [StoreFact]
    public void A_database_of_another_program_is_refused()
    {
        using (var db = new NpgsqlConnection(_temporary.Options.PostgreSql))
            db.Execute("CREATE TABLE recipe (name TEXT)");
        Assert.Equal($"The database postgresql://127.0.0.1:{Builder.Port}/{Builder.Database} holds tables of another program: set Store:PostgreSql to a database of the bridge's own.", Refusal());
    }

    [StoreFact]
    public void A_schema_of_a_newer_program_is_refused()
    {
        _temporary.Store.Database.Read(db => db.Execute("INSERT INTO schema_version (version, name, applied_at) VALUES (99, 'later', 0)"));
        _temporary.Reopen();
        Assert.StartsWith($"The store postgresql://127.0.0.1:{Builder.Port}/{Builder.Database} has schema version 99 and this program knows only up to", Refusal(), StringComparison.Ordinal);
    }

    [StoreFact]
    public void A_lock_of_another_program_is_told()
    {
        var store = _temporary.Store;
        using var other = new NpgsqlConnection(_temporary.Options.PostgreSql);
        other.Open();
        using var transaction = other.BeginTransaction();
        other.Execute("LOCK TABLE secret");
        Assert.Equal($"The store {store.Name} is locked by another program: stop that program and try again.", Assert.Throws<StoreException>(() => store.SecretKey("x")).Message);
    }

    [StoreFact]
    public void A_wrong_password_a_missing_database_and_a_dead_server_each_have_their_sentence()
    {
        var refusals = new[] { Builder.With(b => b.Password = "wrong"), Builder.With(b => b.Database = "nowhere"), Builder.With(b => b.Port = 1) }
            .Select(connection => Assert.Throws<StoreException>(() => Store.Open(_temporary.Options with { PostgreSql = connection }, TimeProvider.System)).Message).ToArray();
        Assert.Equal($"The server of the store postgresql://127.0.0.1:{Builder.Port}/{Builder.Database} refuses the user: check user and password in Store:PostgreSql.", refusals[0]);
        Assert.Equal($"The server of the store postgresql://127.0.0.1:{Builder.Port}/nowhere has no such database: create it, or name another one in Store:PostgreSql.", refusals[1]);
        Assert.StartsWith($"The store postgresql://127.0.0.1:1/{Builder.Database} cannot be reached (", refusals[2], StringComparison.Ordinal);
        Assert.DoesNotContain(Builder.Password!, string.Concat(refusals), StringComparison.Ordinal);
    }

    [StoreFact]
    public void A_text_that_is_no_connection_string_is_told_without_the_text()
    {
        var options = new StoreOptions { PostgreSql = "Hots=db;Password=hunter2" };
        var told = Assert.Throws<StoreException>(() => Store.Open(options, TimeProvider.System)).Message;
        Assert.StartsWith("The setting Store:PostgreSql is no connection string (", told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", told, StringComparison.Ordinal);
        Assert.Equal(told, Assert.Single(StoreCheck.Run(options).Problems));
    }

    [StoreFact]
    public void Ids_sort_by_their_bytes_though_the_language_of_the_database_is_Polish()
    {
        var (language, bytes) = _temporary.Store.Database.Read(db => (
            db.ExecuteScalar<bool>("SELECT 'a' < 'B'"), db.ExecuteScalar<bool>("SELECT 'a' COLLATE \"C\" < 'B' COLLATE \"C\"")));
        Assert.Equal((true, false), (language, bytes));
        var columns = _temporary.Store.Database.Read(db => db.Query<string>(
            "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'id' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"));
        Assert.Equal([], columns);
    }

    public void Dispose() => _temporary.Dispose();

    private NpgsqlConnectionStringBuilder Builder => new(_temporary.Options.PostgreSql);

    private string Refusal() => Assert.Throws<StoreException>(_temporary.Open).Message;
}

internal static class ConnectionStrings
{
    public static string With(this NpgsqlConnectionStringBuilder builder, Action<NpgsqlConnectionStringBuilder> change)
    {
        change(builder);
        return builder.ToString();
    }
}
