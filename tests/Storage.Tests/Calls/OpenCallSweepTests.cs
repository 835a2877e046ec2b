using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Calls;

/// <summary>Records of calls whose node is no more (OCS-6, OCS-7).</summary>
public abstract class OpenCallSweepTests : IDisposable
{
    private readonly TemporaryStore _temporary;
    private readonly OpenCallSweep _sweep;

    protected OpenCallSweepTests(PostgresCluster? server)
    {
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        _sweep = new OpenCallSweep(_temporary.Store);
    }

    [StoreFact]
    public async Task A_call_of_an_earlier_run_is_charged_until_its_node_was_last_alive()
    {
        await HandOver(1, answered: 0);
        Advance(70);
        _sweep.Alive();
        Advance(1_000);
        Assert.Equal(0, _sweep.EarlierRuns(7));
        Assert.Equal(1, _sweep.EarlierRuns(8));
        AssertCharged(70);
        Assert.Equal(0, _sweep.EarlierRuns(8));
    }

    [StoreFact]
    public async Task Another_node_ends_the_calls_of_one_that_is_silent()
    {
        await HandOver(1, answered: 0);
        Advance(30);
        _sweep.Alive();
        Advance(150);
        Assert.Equal(0, _sweep.Silent());
        Advance(1);
        Assert.Equal(1, _sweep.Silent());
        AssertCharged(30);
    }

    [StoreFact]
    public async Task A_call_that_was_answered_after_the_last_sign_of_life_costs_what_none_costs()
    {
        _sweep.Alive();
        Advance(5);
        await HandOver(1, answered: 0);
        Assert.Equal(1, _sweep.EarlierRuns(8));
        AssertCharged(0);
    }

    [StoreFact]
    public async Task What_has_its_record_is_left_alone()
    {
        await HandOver(1, answered: 0);
        await using (var writer = _temporary.Writer())
            writer.TryEnqueue(SampleCharge.Call(1) with { WasOpen = true });
        _sweep.Alive();
        Assert.Equal(0, _sweep.EarlierRuns(8));
        Assert.NotEqual(Closing.NodeRecovery, Assert.Single(_temporary.Store.Charges.OfCall(SampleCharge.Id(1))).Closing);
    }

    [StoreFact]
    public async Task Two_sweepers_write_one_record()
    {
        for (var n = 0; n < 20; n++)
            await HandOver(n, answered: 0);
        Advance(60);
        _sweep.Alive();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new OpenCallSweep(_temporary.Store).EarlierRuns(8))));
        Assert.Equal(20, _temporary.Store.Calls.Count());
        Assert.Equal(20 * CallCharge.Of(SampleCharge.Tariff, TimeSpan.FromSeconds(60)).Net.Units, Used().Units);
    }

    public void Dispose()
    {
        Assert.Empty(_temporary.Store.Accounts.Discrepancies());
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task HandOver(int number, int answered)
    {
        var at = _temporary.Time.GetUtcNow().AddSeconds(answered);
        var call = SampleCall.Record(SampleCharge.Id(number)) with { StartedAt = at, AnsweredAt = at, EndedAt = at };
        var accounts = SampleCharge.Leg(SampleCharge.Anna).Postings.Select(posting => new OpenAccount(posting.Account, PriceBasis.Net));
        var charge = SampleCharge.Leg(SampleCharge.Anna) with { Charge = Charge.None, Postings = [] };
        var open = new OpenCall(call, [new OpenLeg(charge, SampleCharge.Tariff, [.. accounts])], 7);
        await using var writer = _temporary.Writer();
        Assert.True(writer.TryEnqueue(new CallPart(call.Id, new PackedFlowPool().Take(), call.Decisions) { Open = open }));
        await writer.FlushAsync(default);
    }

    private void Advance(int seconds) => _temporary.Time.Advance(TimeSpan.FromSeconds(seconds));

    private Money Used() => -(_temporary.Store.Accounts.Find(SampleCharge.LimitOf(SampleCharge.Anna))?.Balance ?? Money.Zero);

    private void AssertCharged(int seconds)
    {
        var expected = CallCharge.Of(SampleCharge.Tariff, TimeSpan.FromSeconds(seconds)).Net;
        var charge = Assert.Single(_temporary.Store.Charges.OfCall(SampleCharge.Id(1)));
        Assert.Equal((Closing.NodeRecovery, expected), (charge.Closing, charge.Net));
        Assert.Equal(expected, Used());
        var record = _temporary.Store.Calls.Find(SampleCharge.Id(1))!;
        Assert.Equal(TimeSpan.FromSeconds(seconds), record.EndedAt - record.AnsweredAt);
    }

    public sealed class OnSqlite() : OpenCallSweepTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : OpenCallSweepTests(server);
}
