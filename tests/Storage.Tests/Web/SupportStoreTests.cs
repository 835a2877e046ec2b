using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Audit;
using PbxBridge.Storage.Companies;
using PbxBridge.Storage.Tests.Postgres;
using PbxBridge.Storage.Web;

namespace PbxBridge.Storage.Tests.Web;

public abstract class SupportStoreTests(PostgresCluster? server) : IDisposable
{
    private static readonly SecretHash s_first = SecretHash.Of("first", [1, 2, 3, 4, 5, 6, 7, 8], 1), s_second = SecretHash.Of("second", [1, 2, 3, 4, 5, 6, 7, 8], 1);
    private readonly TemporaryStore _temporary = new(server);

    private SupportStore Support => _temporary.Store.Support;

    [StoreFact]
    public void Who_was_added_is_there_with_his_hash_until_he_is_removed()
    {
        var ola = new SupportLogin { Name = "ola", FullName = "Ola Pomocna", Password = s_first, MustChangePassword = true };
        Assert.True(Support.Add(ola, Entry("add")));
        Assert.True(Support.Add(new() { Name = "jan", Password = s_second }, Entry("add")));
        Assert.False(Support.Add(ola with { Password = s_second }, Entry("again")));
        _temporary.Reopen();
        Assert.Equal([("jan", null, s_second.Text, false), ("ola", "Ola Pomocna", s_first.Text, true)], Support.All().Select(one => (one.Name, one.FullName, one.Password.Text, one.MustChangePassword)));
        Assert.Equal(("ola", null), (Support.Find("ola")?.Name, Support.Find("ewa")));
        Assert.Equal((0, null), (Support.Remove("ola", Entry("remove")), Support.Remove("ola", Entry("none"))));
        Assert.Null(Support.Find("ola"));
        Assert.Equal(["remove", "add", "add"], _temporary.Store.Audit.Last(null, 10).Select(row => row.Entry.Act));
    }

    [StoreFact]
    public void Another_password_logs_him_out_everywhere_and_counts_only_against_the_one_that_was_looked_at()
    {
        Support.Add(new() { Name = "ola", Password = s_first }, Entry("add"));
        var (signIns, until) = (_temporary.Store.SignIns, _temporary.Time.GetUtcNow().AddHours(1));
        foreach (var (key, company, login) in new[] { ("k1", SupportLogin.NoCompany, "ola"), ("k2", SupportLogin.NoCompany, "ola"), ("k3", SupportLogin.NoCompany, "jan"), ("k4", "a", "ola") })
            signIns.Add(key, company, login, [1], until);
        Assert.Null(Support.SetPassword("ola", s_second, s_second, false, Entry("late")));
        Assert.Equal(2, Support.SetPassword("ola", s_first, s_second, true, Entry("set")));
        Assert.Equal((s_second.Text, true), Support.Find("ola") is { } ola ? (ola.Password.Text, ola.MustChangePassword) : default);
        Assert.Equal((null, null, "jan", "a"), (signIns.Find("k1")?.Login, signIns.Find("k2")?.Login, signIns.Find("k3")?.Login, signIns.Find("k4")?.Company));
        Assert.Null(Support.SetPassword("nobody", null, s_first, false, Entry("none")));
        Assert.Equal(["set", "add"], _temporary.Store.Audit.Last(null, 10).Select(row => row.Entry.Act));
    }

    [StoreFact]
    public void A_name_is_of_support_or_of_one_company()
    {
        var companies = _temporary.Store.Companies;
        Assert.IsType<SaveOutcome.Saved>(companies.Save(Company("anna")));
        Assert.False(Support.Add(new() { Name = "anna", Password = s_first }, Entry("add")));
        Assert.True(Support.Add(new() { Name = "ola", Password = s_first }, Entry("add")));
        Assert.Equal(new SaveOutcome.LoginTaken("a", "ola"), companies.Save(Company("anna", "ola")));
        Support.Remove("ola", Entry("remove"));
        Assert.IsType<SaveOutcome.Saved>(companies.Save(Company("ola")));
        Assert.True(Support.Add(new() { Name = "anna", Password = s_first }, Entry("add")));
    }

    public void Dispose() => _temporary.Dispose();

    private static AuditEntry Entry(string act) => new(null, AuditActor.Program, act, []);

    private static CompanyChange Company(params string[] logins) => new("a", "{}"u8.ToArray(), [], [], "test", "test") { Logins = [.. logins] };

    public sealed class OnSqlite() : SupportStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : SupportStoreTests(server);
}
