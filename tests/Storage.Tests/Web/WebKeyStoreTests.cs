using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Web;

public abstract class WebKeyStoreTests(PostgresCluster? server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server);

    [StoreFact]
    public void Keys_come_back_the_oldest_first_and_one_of_the_same_name_takes_its_place()
    {
        Assert.Empty(_temporary.Store.WebKeys.All());
        _temporary.Store.WebKeys.Add("key-b", "<key id=\"b\">ż</key>");
        _temporary.Time.Advance(TimeSpan.FromDays(1));
        _temporary.Store.WebKeys.Add("key-a", "<key id=\"a\" />");
        _temporary.Reopen();
        Assert.Equal(["<key id=\"b\">ż</key>", "<key id=\"a\" />"], _temporary.Store.WebKeys.All().AsEnumerable());
        _temporary.Store.WebKeys.Add("key-b", "<key id=\"b2\" />");
        Assert.Equal(["<key id=\"b2\" />", "<key id=\"a\" />"], _temporary.Store.WebKeys.All().AsEnumerable());
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite() : WebKeyStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : WebKeyStoreTests(server);
}
