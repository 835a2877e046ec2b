using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace PbxBridge.Storage.Databases;

/// <summary>The numbered steps of the schema, <c>NNNN_name.sql</c>; <c>NNNN_name.sqlite.sql</c> or <c>NNNN_name.postgres.sql</c> beside one holds what only that
/// database understands. Each step is one transaction. A step that has been released is never edited.</summary>
internal static class Migrations
{
    private static readonly ImmutableArray<Migration> Steps = ReadSteps();

    public static int Latest => Steps[^1].Version;

    /// <summary>Brings the database to <see cref="Latest"/>, and makes sure that it can be written.</summary>
    /// <exception cref="StoreException">The database is another program's, newer than this program, locked, or not writable.</exception>
    public static void Apply(Database database, TimeProvider time)
    {
        var found = database.Read(database.SchemaVersion);
        if (found > Latest)
            throw Newer(database.Name, found);
        if (found == Latest)
        {
            // SQLite opens a file without write access in silence, and even begins a transaction; a statement that changes no row finds out.
            database.Update((connection, _) => connection.Execute("DELETE FROM counter WHERE name IS NULL"));
            return;
        }

        database.Read(connection =>
        {
            database.Found(connection);
            return 0;
        });
        foreach (var step in Steps)
            database.Write(Subject.Schema, (connection, transaction) => Run(step, database, connection, transaction, time));
    }

    /// <summary>What a step says to a database.</summary>
    public static string TextOf(int version, string dialect) => Steps.Single(step => step.Version == version).Sql(dialect);

    public static StoreException Newer(string name, int found) =>
        new($"The store {name} has schema version {found} and this program knows only up to {Latest}: start the newer program, or restore a backup made before the upgrade.");

    private static int Run(Migration step, Database database, DbConnection connection, DbTransaction transaction, TimeProvider time)
    {
        // Read again under the lock: another process may have been faster.
        if (database.SchemaVersion(connection) >= step.Version)
            return 0;
        connection.Execute(step.Sql(database.Dialect));
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
            .GroupBy(name => name.Split('.')[0])
            .OrderBy(files => files.Key, StringComparer.Ordinal)
            .Select(files => new Migration(
                int.Parse(files.Key.AsSpan(0, 4), CultureInfo.InvariantCulture),
                files.Key,
                files.ToImmutableDictionary(name => name[files.Key.Length..], name => ReadText(assembly, name))))];
    }

    private static string ReadText(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"No resource {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <param name="Texts">By dialect with a point before it; empty = both.</param>
    private sealed record Migration(int Version, string Name, ImmutableDictionary<string, string> Texts)
    {
        public string Sql(string dialect) => Texts.GetValueOrDefault("", "") + "\n" + Texts.GetValueOrDefault("." + dialect, "");
    }
}
