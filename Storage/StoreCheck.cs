using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Databases;
using PbxBridge.Storage.Sqlite;

namespace PbxBridge.Storage;

/// <summary>Looks a store over without changing it; may run beside the bridge.</summary>
public static class StoreCheck
{
    private const int MostFaults = 10;

    /// <summary>Never throws for the store's sake: what is wrong is in the report.</summary>
    public static StoreReport Run(StoreOptions options)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        try
        {
            return options.PostgreSql.Length > 0 ? RunServer(options, problems) : RunFile(options, problems);
        }
        catch (StoreException fault)
        {
            // An unreadable connection string: it is not shown.
            return new StoreReport("PostgreSQL", false, 0, Migrations.Latest, 0, null, new StoreCounts(0, 0, 0, 0), [fault.Message]);
        }
    }

    private static StoreReport RunServer(StoreOptions options, ImmutableArray<string>.Builder problems)
    {
        using var server = Database.Of(options);
        var size = 0L;
        var (version, counts) = LookInside(server, problems, db => size = db.ExecuteScalar<long>("SELECT pg_database_size(current_database())"));
        return new StoreReport(server.Name, version > 0, version, Migrations.Latest, size, null, counts, problems.ToImmutable());
    }

    private static StoreReport RunFile(StoreOptions options, ImmutableArray<string>.Builder problems)
    {
        var path = Path.GetFullPath(options.Path);
        var (version, counts) = (0, new StoreCounts(0, 0, 0, 0));
        var exists = File.Exists(path);
        if (Directory.Exists(path))
        {
            problems.Add(SqliteFault.Unusable(path, "it is a folder").Message);
        }
        else if (exists)
        {
            if (!FileGuard.IsOwnerOnly(path))
                problems.Add($"The store {path} can be read by other users though it holds passwords: start the bridge once, or take their rights away (chmod 600).");
            using var file = new SqliteFile(path, options.LockWait, readOnly: true);
            (version, counts) = LookInside(file, problems, db => AddFaults(db, path, problems));
        }

        var free = FreeBytes(path);
        if (free < options.MinimumFreeBytes)
            problems.Add($"Only {free / (1024 * 1024)} MB are free on the disk of the store {path}: free some space.");
        return new StoreReport(path, exists, version, Migrations.Latest, exists ? SizeOf(path) : 0, free, counts, problems.ToImmutable());
    }

    private static (int Version, StoreCounts Counts) LookInside(Database database, ImmutableArray<string>.Builder problems, Action<DbConnection> look)
    {
        var (version, counts) = (0, new StoreCounts(0, 0, 0, 0));
        try
        {
            database.Read(db =>
            {
                version = database.SchemaVersion(db);
                if (version > Migrations.Latest)
                    throw Migrations.Newer(database.Name, version);
                look(db);
                if (version == Migrations.Latest)
                {
                    counts = Count(db);
                    problems.AddRange(AccountStore.Discrepancies(db));
                }

                return 0;
            });
        }
        catch (StoreException fault)
        {
            problems.Add(fault.Message);
        }

        return (version, counts);
    }

    private static void AddFaults(DbConnection db, string path, ImmutableArray<string>.Builder problems)
    {
        foreach (var fault in db.Query<string>($"PRAGMA integrity_check({MostFaults})").Where(line => line != "ok"))
            problems.Add($"The store {path} is damaged ({fault.ReplaceLineEndings(" ")}): restore the last backup.");
        foreach (var table in db.Query("PRAGMA foreign_key_check").Select(row => (string)row.table).Distinct())
            problems.Add($"The store {path} has rows without their company in table {table}: restore the last backup.");
    }

    private static StoreCounts Count(DbConnection db)
    {
        return new StoreCounts(Of("company"), Of("company_revision"), Of("call_record"), Of("voicemail_message"));

        long Of(string table) => db.ExecuteScalar<long>($"SELECT count(*) FROM {table}");
    }

    private static long SizeOf(string path) => new[] { path, path + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length);

    private static long? FreeBytes(string path)
    {
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder))
                return new DriveInfo(folder).AvailableFreeSpace;
        }

        return null;
    }
}
