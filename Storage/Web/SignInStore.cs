using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Web;

/// <summary>Who is logged in to the Manager, for all nodes and across restarts. Keys are kept as digests only. Any thread but the signalling loop.</summary>
public sealed class SignInStore
{
    private readonly Database _database;
    private readonly TimeProvider _time;

    internal SignInStore(Database database, TimeProvider time) => (_database, _time) = (database, time);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="key">Unguessable and new, as the browser has it.</param>
    /// <param name="company">Its id; <see cref="SupportLogin.NoCompany"/> for the operator's support staff.</param>
    /// <param name="login">Its name.</param>
    public void Add(string key, string company, string login, ReadOnlySpan<byte> ticket, DateTimeOffset expiresAt)
    {
        var row = new { Key = Digest(key), company, login, Ticket = ticket.ToArray(), Now, ExpiresAt = expiresAt.ToUnixTimeMilliseconds() };
        Change("INSERT INTO sign_in (key, company, login, ticket, created_at, seen_at, expires_at) VALUES (@Key, @company, @login, @Ticket, @Now, @Now, @ExpiresAt)", row);
    }

    /// <summary>Null when there is none, or its time is over.</summary>
    public SignIn? Find(string key) => _database.Read(db => db.QuerySingleOrDefault<Row>(
        """
        SELECT company AS Company, login AS Login, ticket AS Ticket, created_at AS CreatedAt, seen_at AS SeenAt, expires_at AS ExpiresAt
        FROM sign_in WHERE key = @Key AND expires_at > @Now
        """,
        new { Key = Digest(key), Now })?.ToSignIn());

    /// <summary>He was here now, and stays logged in for longer.</summary>
    /// <returns>False when there is none, or its time is over: it does not come back.</returns>
    public bool Renew(string key, ReadOnlySpan<byte> ticket, DateTimeOffset expiresAt)
    {
        var row = new { Key = Digest(key), Ticket = ticket.ToArray(), Now, ExpiresAt = expiresAt.ToUnixTimeMilliseconds() };
        return Change("UPDATE sign_in SET ticket = @Ticket, seen_at = @Now, expires_at = @ExpiresAt WHERE key = @Key AND expires_at > @Now", row) == 1;
    }

    public void Remove(string key) => Change("DELETE FROM sign_in WHERE key = @Key", new { Key = Digest(key) });

    /// <summary>Logs somebody out everywhere: his password is another, or he may log in no more.</summary>
    /// <param name="exceptKey">There he stays logged in; null: nowhere.</param>
    /// <returns>How many there were.</returns>
    public int RemoveOf(string company, string login, string? exceptKey = null) => Change(
        "DELETE FROM sign_in WHERE company = @company AND login = @login AND key <> @Key", new { company, login, Key = exceptKey is null ? "" : Digest(exceptKey) });

    /// <summary>When each login of the company that is logged in somewhere was last seen, by its name.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastSeen(string company) => _database.Read<IReadOnlyDictionary<string, DateTimeOffset>>(db =>
        db.Query<(string Login, long At)>("SELECT login, max(seen_at) FROM sign_in WHERE company = @company AND expires_at > @Now GROUP BY login", new { company, Now })
            .ToDictionary(row => row.Login, row => DateTimeOffset.FromUnixTimeMilliseconds(row.At)));

    /// <returns>How many there were.</returns>
    public int DeleteExpired() => Change("DELETE FROM sign_in WHERE expires_at <= @Now", new { Now });

    /// <summary>The same as <see cref="RemoveOf(string, string, string?)"/> everywhere, inside the caller's transaction.</summary>
    internal static int RemoveOf(DbConnection db, string company, string login) => db.Execute("DELETE FROM sign_in WHERE company = @company AND login = @login", new { company, login });

    private static string Digest(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private int Change(string sql, object values) => _database.Update((db, transaction) =>
    {
        var changed = db.Execute(sql, values);
        transaction.Commit();
        return changed;
    });

    private sealed class Row
    {
        public string Company { get; init; } = "";
        public string Login { get; init; } = "";
        public byte[] Ticket { get; init; } = [];
        public long CreatedAt { get; init; }
        public long SeenAt { get; init; }
        public long ExpiresAt { get; init; }

        public SignIn ToSignIn() => new(
            Company, Login, ImmutableCollectionsMarshal.AsImmutableArray(Ticket),
            DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(SeenAt), DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt));
    }
}
