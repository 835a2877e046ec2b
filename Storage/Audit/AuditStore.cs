using Dapper;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Audit;

/// <summary>Who changed what (T4, ROLE-5), for reading; it is written with the changes. Kept as long as the revisions of the companies are. Any thread but the signalling loop.</summary>
public sealed class AuditStore
{
    private const string Columns =
        "id AS Id, at AS At, company AS Company, author AS Author, role AS Role, source AS Source, act AS Act, revision AS Revision, changes AS Changes, fees AS Fees";

    private readonly Database _database;
    private readonly TimeProvider _time;

    internal AuditStore(Database database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Writes down that somebody looked at what few may see, such as where a caller was (AREA-8): an act without a change.</summary>
    public void Add(AuditEntry entry) => _database.Update((connection, transaction) =>
    {
        AuditTables.Add(connection, entry, _time.GetUtcNow());
        transaction.Commit();
        return true;
    });

    /// <summary>The last acts, the newest first.</summary>
    /// <param name="company">Null: of all companies, and those that concern none.</param>
    public IReadOnlyList<AuditRow> Last(string? company, int count) => _database.Read<IReadOnlyList<AuditRow>>(db => [.. db.Query<AuditTables.Row>(
        $"SELECT {Columns} FROM audit {(company is null ? "" : "WHERE company = @company")} ORDER BY id DESC LIMIT @count", new { company, count }).Select(AuditTables.Read)]);
}
