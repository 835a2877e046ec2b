using System.Data.Common;
using Dapper;

namespace PbxBridge.Storage.Outbox;

/// <summary>Writes messages inside the transaction of what caused them.</summary>
internal static class OutboxTables
{
    /// <returns>False when the key was there already.</returns>
    public static bool Add(DbConnection db, NewMessage message, DateTimeOffset at)
    {
        var id = db.ExecuteScalar<long>(
            "INSERT INTO counter (name, value) VALUES ('outbox', 1) ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value");
        return db.Execute(
            """
            INSERT INTO outbox (id, topic, dedup, company, payload, state, attempts, created_at, next_at)
            VALUES (@id, @Topic, @Key, @Company, @Payload, 'Waiting', 0, @At, @At) ON CONFLICT (dedup) DO NOTHING
            """,
            new { id, message.Topic, message.Key, message.Company, message.Payload, At = at.ToUnixTimeMilliseconds() }) == 1;
    }
}
