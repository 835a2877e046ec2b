using Dapper;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Databases;

namespace PbxBridge.Storage.Web;

/// <summary>Who of the operator's support staff may log in to the Manager. A change holds from the next request on, on every node. Any thread but the signalling loop.</summary>
public sealed class SupportStore
{
    private const string Columns = "SELECT name AS Name, full_name AS FullName, password AS Password, must_change AS MustChange FROM support_login";

    private readonly Database _database;
    private readonly TimeProvider _time;

    internal SupportStore(Database database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>By name.</summary>
    public IReadOnlyList<SupportLogin> All() => _database.Read<IReadOnlyList<SupportLogin>>(db => [.. db.Query<Row>($"{Columns} ORDER BY name").Select(row => row.ToLogin())]);

    /// <summary>Null: nobody of support has this name.</summary>
    /// <param name="name">In lower case.</param>
    public SupportLogin? Find(string name) => _database.Read(db => db.QuerySingleOrDefault<Row>($"{Columns} WHERE name = @name", new { name })?.ToLogin());

    /// <returns>False: somebody, of support or of a company, has this name; nothing was changed.</returns>
    public bool Add(SupportLogin login, AuditEntry entry) => _database.Write(Subject.Companies, (db, transaction) =>
    {
        if (db.ExecuteScalar<long>("SELECT count(*) FROM login_name WHERE name = @Name", login) > 0)
            return false;
        var row = new { login.Name, login.FullName, Password = login.Password.Text, MustChange = login.MustChangePassword ? 1L : 0L, Now = _time.GetUtcNow().ToUnixTimeMilliseconds() };
        if (db.Execute(
                "INSERT INTO support_login (name, full_name, password, must_change, created_at) VALUES (@Name, @FullName, @Password, @MustChange, @Now) ON CONFLICT (name) DO NOTHING", row) == 0)
            return false;
        AuditTables.Add(db, entry, _time.GetUtcNow());
        transaction.Commit();
        return true;
    });

    /// <summary>Another password, with which he is logged out everywhere.</summary>
    /// <param name="before">What it was; null: whatever it is.</param>
    /// <param name="mustChange">See <see cref="SupportLogin.MustChangePassword"/>.</param>
    /// <returns>In how many browsers he was logged in; null: there is no such login, or it has another password than <paramref name="before"/>, and nothing was changed.</returns>
    public int? SetPassword(string name, SecretHash? before, SecretHash after, bool mustChange, AuditEntry entry) => _database.Update<int?>((db, transaction) =>
    {
        var row = new { name, Before = before?.Text, After = after.Text, MustChange = mustChange ? 1L : 0L };
        if (db.Execute("UPDATE support_login SET password = @After, must_change = @MustChange WHERE name = @name AND password = coalesce(@Before, password)", row) == 0)
            return null;
        var ended = SignInStore.RemoveOf(db, SupportLogin.NoCompany, name);
        AuditTables.Add(db, entry, _time.GetUtcNow());
        transaction.Commit();
        return ended;
    });

    /// <returns>In how many browsers he was logged in; null: there is no such login.</returns>
    public int? Remove(string name, AuditEntry entry) => _database.Update<int?>((db, transaction) =>
    {
        if (db.Execute("DELETE FROM support_login WHERE name = @name", new { name }) == 0)
            return null;
        var ended = SignInStore.RemoveOf(db, SupportLogin.NoCompany, name);
        AuditTables.Add(db, entry, _time.GetUtcNow());
        transaction.Commit();
        return ended;
    });

    private sealed class Row
    {
        public string Name { get; init; } = "";
        public string? FullName { get; init; }
        public string Password { get; init; } = "";
        public long MustChange { get; init; }

        public SupportLogin ToLogin() => new()
        {
            Name = Name,
            FullName = FullName,
            Password = SecretHash.TryParse(Password) ?? throw new StoreException($"The password of the support login {Name} cannot be read."),
            MustChangePassword = MustChange != 0,
        };
    }
}
