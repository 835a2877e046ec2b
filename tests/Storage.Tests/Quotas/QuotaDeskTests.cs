using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Quotas;

public abstract class QuotaDeskTests : IDisposable
{
    private static readonly AccountKey Piotr = AccountKey.Prepaid("przyklad", "+48601000202");

    private readonly TemporaryStore _temporary;
    private readonly QuotaStore _quotas;

    protected QuotaDeskTests(PostgresCluster? server)
    {
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        _quotas = new QuotaStore(_temporary.Store, 1);
        _temporary.Store.Accounts.Post(Piotr, new LedgerEntry("top-up", SampleCall.Start, LedgerKind.TopUp, Money.Of(5m)));
    }

    [StoreFact]
    public async Task Every_request_is_answered_in_the_order_of_asking()
    {
        var answers = new ConcurrentQueue<QuotaAnswer?>();
        await using (var desk = new QuotaDesk(_quotas, OneByOne(), NullLogger.Instance))
        {
            Assert.True(desk.TryAsk(Reserve("c1"), answers.Enqueue));
            Assert.True(desk.TryAsk(new QuotaCall.Renew("c1", 2, TimeSpan.FromSeconds(50)), answers.Enqueue));
            Assert.True(desk.TryAsk(Reserve("c2"), answers.Enqueue));
            Assert.True(desk.TryAsk(new QuotaCall.Terminate("c1", 3, TimeSpan.FromSeconds(70)), answers.Enqueue));
            Assert.True(desk.TryAsk(new QuotaCall.Release("c2", 2), answers.Enqueue));
        }

        Assert.Equal(
            [QuotaOutcome.Granted, QuotaOutcome.Granted, QuotaOutcome.Granted, QuotaOutcome.Closed, QuotaOutcome.Closed], answers.Select(answer => answer!.Value.Outcome));
        Assert.Equal(Money.Of(4.30m), _temporary.Store.Accounts.Find(Piotr)?.Balance);
        Assert.Empty(_temporary.Store.Accounts.Discrepancies());
    }

    [StoreFact]
    public async Task One_that_the_store_cannot_answer_does_not_take_the_others_with_it()
    {
        var answers = new ConcurrentDictionary<string, QuotaAnswer?>();
        await using (var desk = new QuotaDesk(_quotas, OneByOne(), NullLogger.Instance))
        {
            foreach (var session in new[] { "c1", null!, "c2" })
                Assert.True(desk.TryAsk(Reserve(session), answer => answers[session ?? "none"] = answer));
        }

        Assert.True(answers["c1"]?.IsGranted);
        Assert.True(answers["c2"]?.IsGranted);
        Assert.Null(answers["none"]);
    }

    [StoreFact]
    public async Task A_full_and_a_closed_desk_take_nothing()
    {
        var desk = new QuotaDesk(_quotas, OneByOne(), NullLogger.Instance, most: 0);
        Assert.False(desk.TryAsk(Reserve("c1"), _ => { }));
        await desk.DisposeAsync();
        var closed = new QuotaDesk(_quotas, OneByOne(), NullLogger.Instance);
        await closed.DisposeAsync();
        Assert.False(closed.TryAsk(Reserve("c1"), _ => { }));
        Assert.Equal(0, _temporary.Store.Database.Read(db => db.ExecuteScalar<long>("SELECT count(*) FROM quota_session")));
    }

    [StoreFact]
    public async Task What_must_be_done_before_comes_first_and_stops_only_its_own_request()
    {
        var answers = new ConcurrentDictionary<string, QuotaAnswer?>();
        var (before, answered) = (0, 0);
        await using (var desk = new QuotaDesk(_quotas, OneByOne(), NullLogger.Instance))
        {
            Assert.True(desk.TryAsk(Reserve("c1"), answer => answers["c1"] = answer, () => before = answered + 1));
            Assert.True(desk.TryAsk(Reserve("c2"), answer => answers["c2"] = answer, () => throw new InvalidOperationException("away")));
            Assert.True(desk.TryAsk(Reserve("c3"), answer => (answers["c3"], answered) = (answer, answered + 1)));
        }

        Assert.Equal((1, 1), (before, answered));
        Assert.True(answers["c1"]?.IsGranted);
        Assert.Null(answers["c2"]);
        Assert.True(answers["c3"]?.IsGranted);
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static TaskScheduler OneByOne() => new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    private static QuotaCall.Reserve Reserve(string session) => new(new QuotaRequest(
        session, 1, [new QuotaPayer(Piotr, new Tariff { Price = 0.60m, Per = TimeSpan.FromSeconds(60), Basis = PriceBasis.Gross }, PriceBasis.Gross, null, 5)]));

    public sealed class OnSqlite() : QuotaDeskTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : QuotaDeskTests(server);
}
