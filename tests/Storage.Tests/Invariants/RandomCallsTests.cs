using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Invariants;

/// <summary>Random calls, repeated requests and records, restarts of the store: nothing is lost, nothing counts twice, every call costs its price.</summary>
public abstract class RandomCallsTests(PostgresCluster? server)
{
    private const int Steps = 120;

    [StoreTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_the_order_the_accounts_add_up_and_each_call_costs_its_price(int seed)
    {
        using var temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        var store = temporary.Store;
        var writer = temporary.Writer();
        var calls = new RandomCalls(seed, store, writer, new QuotaStore(store, store.BeginEpoch()));
        for (var step = 1; step <= Steps; step++)
        {
            calls.Step();
            if (step % 20 != 0)
                continue;
            await writer.FlushAsync(default);
            Invariant.Holds(store);
        }

        await writer.DisposeAsync();
        Invariant.Holds(store);
        Assert.Equal(calls.Recorded.Count, store.Calls.Count());
        Assert.Equal(Money.Sum(calls.Recorded.Values), Invariant.Owed(store));
        var charged = Invariant.Charged(store);
        foreach (var (session, cost) in calls.Charged)
            Assert.Equal((session, cost), (session, charged.GetValueOrDefault(session)));
        var balances = Money.Sum(Enumerable.Range(0, RandomCalls.Employees).Select(n => store.Accounts.Find(RandomCalls.Own(n))?.Balance ?? Money.Zero));
        Assert.Equal(Money.Sum(calls.ToppedUp.Values) - Money.Sum(charged.Values), balances);

        // The node is gone: what it left open is ended, and nothing stays reserved.
        Assert.Equal(calls.OpenSessions.Count, new QuotaSweep(store).EarlierRuns(store.BeginEpoch()));
        Invariant.Holds(store);
        Assert.All(Enumerable.Range(0, RandomCalls.Employees), n => Assert.Equal(Money.Zero, store.Accounts.Find(RandomCalls.Own(n))?.Reserved ?? Money.Zero));
    }

    public sealed class OnSqlite() : RandomCallsTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : RandomCallsTests(server);
}
