using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Charges;

/// <summary>Hands charges to the operator's billing as files without gap or overlap (CDR-1). What a file holds is settled when it is begun: written again it has the same
/// name and octets, and a reader drops what it has by session, leg and part. Any thread but the signalling loop; several nodes at once.</summary>
public sealed class ChargeExport
{
    private readonly Database _database;
    private readonly TimeProvider _time;

    internal ChargeExport(Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
    }

    /// <summary>Begins the next file of a node; null when there is nothing new.</summary>
    /// <param name="most">Charges in one file.</param>
    public ChargeFile? Begin(string node, int most = 50_000) => _database.Write<ChargeFile?>(Subject.Export, (db, transaction) =>
    {
        var last = Files(db, node).LastOrDefault();
        var first = (last?.Last ?? 0) + 1;
        var end = db.ExecuteScalar<long?>("SELECT value FROM counter WHERE name = @Name", new { Name = ChargeInsert.CounterOf(node) }) ?? 0;
        if (end < first)
            return null;
        var file = new ChargeFile(node, (last?.File ?? 0) + 1, first, Math.Min(end, first + most - 1), DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds()));
        db.Execute(
            "INSERT INTO charge_file (node, file, first_number, last_number, made_at, form) VALUES (@Node, @File, @First, @Last, @MadeAt, @Form)",
            new { file.Node, file.File, file.First, file.Last, MadeAt = file.MadeAt.ToUnixTimeMilliseconds(), Form = (long)file.Form });
        transaction.Commit();
        return file;
    });

    /// <summary>The files of a node, begun so far.</summary>
    public ImmutableArray<ChargeFile> Files(string node) => _database.Read(db => Files(db, node));

    /// <summary>Writes every charge of a node that is in no file yet: first the files that were begun and not finished, then new ones. Each is handed out when it is on disk.
    /// </summary>
    /// <param name="most">Charges in one file.</param>
    /// <exception cref="IOException">The folder cannot be written to; what is missing comes with the next call.</exception>
    public IEnumerable<ChargeFile> WriteNew(string node, string folder, int most = 50_000)
    {
        foreach (var file in _database.Read(db => Files(db, node, "AND written_at IS NULL")))
            yield return Finish(file, folder);
        while (Begin(node, most) is { } next)
            yield return Finish(next, folder);
    }

    private ChargeFile Finish(ChargeFile file, string folder)
    {
        Write(file, folder);
        return _database.Write(Subject.Export, (db, transaction) =>
        {
            db.Execute(
                "UPDATE charge_file SET written_at = @At WHERE node = @Node AND file = @File", new { At = _time.GetUtcNow().ToUnixTimeMilliseconds(), file.Node, file.File });
            transaction.Commit();
            return file;
        });
    }

    /// <summary>Writes a file, also one that was written before.</summary>
    public void Write(ChargeFile file, Stream output) => _database.Read(db =>
    {
        ChargeCsv.Write(output, file, db.Query<ChargeRow>(
            $"SELECT {ChargeRow.Columns} FROM call_charge WHERE node = @Node AND number BETWEEN @First AND @Last ORDER BY number",
            new { file.Node, file.First, file.Last }, buffered: false).Select(row => row.ToCall()));
        return 0;
    });

    /// <summary>Writes a file into a folder under its own name: whole, or not at all.</summary>
    /// <returns>Its path.</returns>
    public string Write(ChargeFile file, string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, file.Name);
        var temporary = path + ".part";
        using (var output = new FileStream(temporary, FileMode.Create))
        {
            Write(file, output);
            output.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        return path;
    }

    private static ImmutableArray<ChargeFile> Files(DbConnection db, string node, string which = "") =>
        [.. db.Query<(string Node, long File, long First, long Last, long MadeAt, long Form)>(
            $"SELECT node, file, first_number, last_number, made_at, form FROM charge_file WHERE node = @node {which} ORDER BY file", new { node })
            .Select(row => new ChargeFile(row.Node, row.File, row.First, row.Last, DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAt), (int)row.Form))];
}
