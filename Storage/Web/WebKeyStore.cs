using System.Collections.Immutable;
using Dapper;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Web;

/// <summary>Keys with which the Manager signs what it gives to browsers, the same on all nodes. Any thread but the signalling loop.</summary>
public sealed class WebKeyStore
{
    private readonly Database _database;
    private readonly TimeProvider _time;

    internal WebKeyStore(Database database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>All of them as XML, the oldest first.</summary>
    public ImmutableArray<string> All() => _database.Read<ImmutableArray<string>>(db => [.. db.Query<string>("SELECT xml FROM web_key ORDER BY created_at, name")]);

    /// <summary>Adds one, or writes it over that of the same name.</summary>
    public void Add(string name, string xml) => _database.Update((db, transaction) =>
    {
        db.Execute(
            "INSERT INTO web_key (name, xml, created_at) VALUES (@name, @xml, @Now) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml",
            new { name, xml, Now = _time.GetUtcNow().ToUnixTimeMilliseconds() });
        transaction.Commit();
        return 0;
    });
}
