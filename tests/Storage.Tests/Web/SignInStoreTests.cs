using Dapper;
using PbxBridge.Storage.Tests.Postgres;
using PbxBridge.Storage.Web;

namespace PbxBridge.Storage.Tests.Web;

public abstract class SignInStoreTests(PostgresCluster? server) : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly TemporaryStore _temporary = new(server);

    private SignInStore SignIns => _temporary.Store.SignIns;

    private DateTimeOffset Now => _temporary.Time.GetUtcNow();

    [StoreFact]
    public void Who_logged_in_is_so_after_a_restart_and_until_the_time_is_over()
    {
        var start = Now;
        SignIns.Add("k1", "przyklad", "anna", [1, 0, 255], start + Hour);
        _temporary.Reopen();
        var found = SignIns.Find("k1");
        Assert.Equal(("przyklad", "anna", start, start, start + Hour), (found!.Company, found.Login, found.CreatedAt, found.SeenAt, found.ExpiresAt));
        Assert.Equal([1, 0, 255], found.Ticket.AsEnumerable());
        Assert.Null(SignIns.Find("k2"));
        _temporary.Time.Advance(Hour - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(SignIns.Find("k1"));
        _temporary.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(SignIns.Find("k1"));
    }

    [StoreFact]
    public void The_key_of_the_cookie_is_not_in_the_store()
    {
        SignIns.Add("abc", "przyklad", "anna", [1], Now + Hour);
        // NIST's example of SHA-256 of "abc", FIPS 180-4.
        Assert.Equal(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            _temporary.Store.Database.Read(db => db.QuerySingle<string>("SELECT key FROM sign_in")));
    }

    [StoreFact]
    public void Renewing_moves_the_end_and_wakes_nobody_up()
    {
        var start = Now;
        SignIns.Add("k1", "przyklad", "anna", [1], start + Hour);
        _temporary.Time.Advance(Hour / 2);
        Assert.True(SignIns.Renew("k1", [2, 3], Now + Hour));
        var found = SignIns.Find("k1")!;
        Assert.Equal((start, start + (Hour / 2), start + (Hour * 1.5)), (found.CreatedAt, found.SeenAt, found.ExpiresAt));
        Assert.Equal([2, 3], found.Ticket.AsEnumerable());
        _temporary.Time.Advance(Hour);
        Assert.False(SignIns.Renew("k1", [4], Now + Hour));
        Assert.False(SignIns.Renew("k2", [4], Now + Hour));
        Assert.Null(SignIns.Find("k1"));
    }

    [StoreFact]
    public void Logging_out_ends_one_browser()
    {
        SignIns.Add("k1", "przyklad", "anna", [1], Now + Hour);
        SignIns.Add("k2", "przyklad", "anna", [1], Now + Hour);
        SignIns.Remove("k1");
        Assert.Equal((true, false), (SignIns.Find("k1") is null, SignIns.Find("k2") is null));
    }

    [StoreFact]
    public void Another_password_logs_out_everywhere_but_here()
    {
        foreach (var (key, company, login) in new[] { ("k1", "a", "anna"), ("k2", "a", "anna"), ("k3", "a", "anna"), ("k4", "a", "jan"), ("k5", "b", "anna") })
            SignIns.Add(key, company, login, [1], Now + Hour);
        Assert.Equal(2, SignIns.RemoveOf("a", "anna", "k2"));
        Assert.Equal(["k2", "k4", "k5"], Left());
        Assert.Equal(1, SignIns.RemoveOf("a", "anna"));
        Assert.Equal(["k4", "k5"], Left());

        IEnumerable<string> Left() => new[] { "k1", "k2", "k3", "k4", "k5" }.Where(key => SignIns.Find(key) is not null);
    }

    [StoreFact]
    public void Who_was_seen_last_is_told_of_the_company_alone()
    {
        var start = Now;
        SignIns.Add("k1", "a", "anna", [1], start + (Hour * 9));
        SignIns.Add("k2", "b", "jan", [1], start + (Hour * 9));
        SignIns.Add("k3", "a", "ewa", [1], start + Hour);
        _temporary.Time.Advance(Hour);
        SignIns.Add("k4", "a", "anna", [1], start + (Hour * 9));
        Assert.Equal([("anna", start + Hour)], SignIns.LastSeen("a").Select(seen => (seen.Key, seen.Value)));
    }

    [StoreFact]
    public void What_is_over_is_forgotten_with_the_rest()
    {
        SignIns.Add("k1", "a", "anna", [1], Now + Hour);
        SignIns.Add("k2", "a", "anna", [1], Now + (Hour * 2));
        _temporary.Time.Advance(Hour);
        _temporary.Store.DeleteExpired();
        Assert.Equal(1, _temporary.Store.Database.Read(db => db.ExecuteScalar<long>("SELECT count(*) FROM sign_in")));
        Assert.NotNull(SignIns.Find("k2"));
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite() : SignInStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : SignInStoreTests(server);
}
