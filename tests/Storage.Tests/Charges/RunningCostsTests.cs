using PbxBridge.Charging.Amounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Charges;

/// <summary>LIM-8: what running calls cost, told by each node for others to see.</summary>
public abstract class RunningCostsTests(PostgresCluster? server) : IDisposable
{
    private readonly TemporaryStore _temporary = new(server);

    [StoreFact]
    public void What_every_node_told_last_is_there_for_the_company_and_a_node_that_is_silent_is_forgotten()
    {
        Assert.Null(_temporary.Store.Running.Of("przyklad"));
        _temporary.Store.Running.Tell([Cost("przyklad", SampleCharge.OfAnna, 9m)]);
        RunningCost[] told = [Cost("przyklad", SampleCharge.OfAnna, 1.2345m), Cost("przyklad", ChargePayer.OfNumber("+48600000001"), 2m) with { IsPrivate = true }, Cost("inna", SampleCharge.OfPiotr, 3m)];
        _temporary.Store.Running.Tell(told);
        var first = _temporary.Time.GetUtcNow();
        _temporary.Time.Advance(TimeSpan.FromSeconds(60));
        using (var second = Store.Open(_temporary.Options with { Node = "2" }, _temporary.Time))
            second.Running.Tell([Cost("przyklad", SampleCharge.OfPiotr, 4m)]);
        var (at, costs) = Assert.NotNull(_temporary.Store.Running.Of("przyklad"));
        Assert.Equal(first, at);
        Assert.Equal([told[0], told[1], Cost("przyklad", SampleCharge.OfPiotr, 4m)], costs.OrderBy(cost => cost.Net.Units));
        _temporary.Time.Advance(RunningCosts.Fresh - TimeSpan.FromSeconds(60));
        Assert.Equal([Cost("przyklad", SampleCharge.OfPiotr, 4m)], Assert.NotNull(_temporary.Store.Running.Of("przyklad")).Costs.AsEnumerable());
        _temporary.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(_temporary.Store.Running.Of("przyklad"));
    }

    [StoreFact]
    public void A_node_without_calls_says_so()
    {
        _temporary.Store.Running.Tell([]);
        Assert.Empty(Assert.NotNull(_temporary.Store.Running.Of("przyklad")).Costs);
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static RunningCost Cost(string company, ChargePayer payer, decimal net) => new(company, payer, SampleCharge.Cycle.Start, false, Money.Of(net), Money.Rounded(net / 2));

    public sealed class OnSqlite() : RunningCostsTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : RunningCostsTests(server);
}
