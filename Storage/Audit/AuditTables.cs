using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dapper;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Audit;

/// <summary>The SQL of acts.</summary>
internal static class AuditTables
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it, as the last thing of a transaction: whoever writes one waits for the others from here on.</summary>
    public static void Add(DbConnection db, AuditEntry entry, DateTimeOffset at, long? revision = null)
    {
        var id = db.ExecuteScalar<long>(
            "INSERT INTO counter (name, value) VALUES ('audit', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value");
        db.Execute(
            """
            INSERT INTO audit (id, at, company, author, role, source, act, revision, changes, fees) VALUES (@id, @At, @Company, @Author, @Role, @Source, @Act, @revision, @Changes, @Fees)
            """,
            new
            {
                id,
                At = at.ToUnixTimeMilliseconds(),
                entry.Company,
                entry.Actor.Author,
                Role = entry.Actor.Role.ToString(),
                entry.Actor.Source,
                entry.Act,
                revision,
                Changes = JsonSerializer.Serialize(entry.Changes, Json),
                Fees = JsonSerializer.Serialize(entry.Fees, Json),
            });
    }

    public static AuditRow Read(Row row) => new(
        row.Id,
        DateTimeOffset.FromUnixTimeMilliseconds(row.At),
        new(row.Company, new(row.Author, Names<AuditRole>.Read(row.Role, AuditRole.System), row.Source), row.Act, [.. JsonSerializer.Deserialize<AuditChange[]>(row.Changes, Json) ?? []])
        {
            Fees = [.. JsonSerializer.Deserialize<string[]>(row.Fees, Json) ?? []],
        },
        row.Revision);

    public sealed class Row
    {
        public long Id { get; init; }
        public long At { get; init; }
        public string? Company { get; init; }
        public string Author { get; init; } = "";
        public string Role { get; init; } = "";
        public string Source { get; init; } = "";
        public string Act { get; init; } = "";
        public long? Revision { get; init; }
        public string Changes { get; init; } = "[]";
        public string Fees { get; init; } = "[]";
    }
}
