using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace PbxBridge.Storage.Sqlite;

/// <summary>The numbered steps of the schema, <c>NNNN_name.sql</c>; <c>NNNN_name.sqlite.sql</c> beside one holds what SQLite alone understands.
/// Each step is one transaction. A step that has been released is never edited.</summary>
internal static class Migrations
{
    /// <summary>"PBXB": tells our files from other programs' databases.</summary>
    private const long ApplicationId = 0x50425842;

    private static readonly ImmutableArray<Migration> Steps = ReadSteps();

    public static int Latest => Steps[^1].Version;

    /// <summary>Brings the file to <see cref="Latest"/>, and makes sure that it can be written.</summary>
    /// <exception cref="StoreException">The file is another program's, newer than this program, locked, or not writable.</exception>
    public static void Apply(SqliteFile file, TimeProvider time)
    {
        var found = file.Read(connection => VersionOf(connection, file.FullPath));
        if (found > Latest)
            throw StoreFault.Newer(file.FullPath, found, Latest);
        if (found == Latest)
        {
            // SQLite opens a file without write access in silence, and even begins a transaction; a statement that changes no row finds out.
            file.Write((connection, _) => connection.Execute("DELETE FROM counter WHERE name IS NULL"));
            return;
        }

        file.Read(connection => connection.Execute($"PRAGMA journal_mode = WAL; PRAGMA application_id = {ApplicationId};"));
        foreach (var step in Steps)
            file.Write((connection, transaction) => Run(step, connection, transaction, file.FullPath, time));
    }

    /// <summary>0 for an empty file.</summary>
    public static int VersionOf(SqliteConnection connection, string path)
    {
        var tables = connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master");
        if (tables == 0)
            return 0;
        if (connection.ExecuteScalar<long>("PRAGMA application_id") != ApplicationId)
            throw StoreFault.Foreign(path);
        return connection.ExecuteScalar<int>("SELECT max(version) FROM schema_version");
    }

    private static int Run(Migration step, SqliteConnection connection, SqliteTransaction transaction, string path, TimeProvider time)
    {
        // Read again under the write lock: another process may have been faster.
        if (VersionOf(connection, path) >= step.Version)
            return 0;
        connection.Execute(step.Sql);
        connection.Execute(
            "INSERT INTO schema_version (version, name, applied_at) VALUES (@Version, @Name, @At)",
            new { step.Version, step.Name, At = time.GetUtcNow().ToUnixTimeMilliseconds() });
        transaction.Commit();
        return 1;
    }

    private static ImmutableArray<Migration> ReadSteps()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => char.IsAsciiDigit(name[0]))
            .Order(StringComparer.Ordinal)
            .GroupBy(name => name.Split('.')[0])
            .Select(files => new Migration(
                int.Parse(files.Key.AsSpan(0, 4), CultureInfo.InvariantCulture),
                files.Key,
                string.Join('\n', files.Select(name => ReadText(assembly, name)))))];
    }

    private static string ReadText(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"No resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record Migration(int Version, string Name, string Sql);
}
