using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Quotas;

/// <summary>OCS-6 and OCS-7: what becomes of calls whose node is gone.</summary>
public abstract class QuotaSweepTests : IDisposable
{
    private static readonly AccountKey Piotr = AccountKey.Prepaid("przyklad", "+48601000202");
    private static readonly Tariff Grosz = new() { Price = 0.60m, Per = TimeSpan.FromSeconds(60), Basis = PriceBasis.Gross };

    private readonly TemporaryStore _temporary;
    private readonly QuotaStore _quotas;
    private readonly QuotaSweep _sweep;

    protected QuotaSweepTests(PostgresCluster? server)
    {
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        _quotas = new QuotaStore(_temporary.Store, 7);
        _sweep = new QuotaSweep(_temporary.Store);
        Accounts.Post(Piotr, new LedgerEntry("top-up", SampleCall.Start, LedgerKind.TopUp, Money.Of(5m)));
    }

    private AccountStore Accounts => _temporary.Store.Accounts;

    [StoreFact]
    public void A_call_whose_lease_is_over_is_charged_up_to_the_last_sign_of_life()
    {
        Reserve("c1");
        Alive("c1", after: 10);
        // 10 s of ringing, 33 s of talking, then nothing more.
        Alive("c1", after: 33, answered: 0);
        Advance(60 + 60 - 33);
        Assert.Equal(0, _sweep.Expired());
        Advance(1);
        Assert.Equal(1, _sweep.Expired());
        AssertBalance(4.67m);
        Assert.Equal(0, _sweep.Expired());
        // The node comes back and says what it knows: the sweep was first.
        Assert.Equal(new QuotaAnswer(QuotaOutcome.Closed, TimeSpan.FromSeconds(33), true, Money.Of(0.33m)), _quotas.Terminate("c1", 2, TimeSpan.FromSeconds(40)));
        AssertBalance(4.67m);
    }

    [StoreFact]
    public void It_is_not_charged_beyond_what_is_reserved()
    {
        Reserve("c1");
        Alive("c1", after: 0, answered: 0);
        Alive("c1", after: 100, answered: -100);
        Advance(200);
        Assert.Equal(1, _sweep.Expired());
        AssertBalance(4.40m);
    }

    [StoreFact]
    public void A_call_that_was_never_answered_is_free()
    {
        Reserve("c1");
        Advance(5 * 60);
        Assert.Equal(0, _sweep.Expired());
        Advance(1);
        Assert.Equal(1, _sweep.Expired());
        AssertBalance(5m);
        Assert.Equal(QuotaOutcome.Closed, _quotas.Release("c1", 2).Outcome);
    }

    [StoreFact]
    public void A_call_whose_node_lives_is_left_alone_though_its_lease_is_over()
    {
        Reserve("c1");
        Alive("c1", after: 0, answered: 0);
        for (var n = 0; n < 20; n++)
            Alive("c1", after: 10);
        Assert.Equal(0, _sweep.Expired());
        Assert.Equal(QuotaOutcome.Granted, _quotas.Renew("c1", 2, TimeSpan.FromSeconds(60)).Outcome);
    }

    [StoreFact]
    public void A_node_ends_what_its_earlier_runs_left_open_at_once()
    {
        Reserve("c1");
        Alive("c1", after: 0, answered: 0);
        Alive("c1", after: 20);
        Assert.Equal(0, _sweep.EarlierRuns(7));
        Assert.Equal(1, _sweep.EarlierRuns(8));
        AssertBalance(4.80m);
    }

    [StoreFact]
    public void Each_run_of_a_node_has_a_number_of_its_own()
    {
        Assert.Equal([1L, 2L], new[] { _temporary.Store.BeginEpoch(), _temporary.Store.BeginEpoch() });
    }

    [StoreFact]
    public void Two_sweepers_and_the_node_itself_end_a_call_once()
    {
        for (var n = 0; n < 2; n++)
            Reserve($"c{n}");
        Alive("c0", after: 0, answered: 0);
        Alive("c0", after: 20);
        Advance(1_000);
        var swept = 0;
        Parallel.Invoke(
            () => Interlocked.Add(ref swept, _sweep.Expired()),
            () => Interlocked.Add(ref swept, new QuotaSweep(_temporary.Store).Expired()),
            () => _quotas.Terminate("c0", 9, TimeSpan.FromSeconds(20)));
        Assert.InRange(swept, 1, 2);
        AssertBalance(4.80m);
    }

    [StoreFact]
    public void Answers_of_ended_calls_are_kept_for_a_day()
    {
        Reserve("c1");
        _quotas.Release("c1", 2);
        Reserve("c2");
        Advance(24 * 3600);
        Assert.Equal(0, _sweep.Forget());
        Advance(1);
        Assert.Equal(1, _sweep.Forget());
        Assert.Equal(QuotaAnswer.Ignored, _quotas.Release("c1", 2));
        Assert.Equal(QuotaOutcome.Closed, _quotas.Release("c2", 2).Outcome);
    }

    public void Dispose()
    {
        Assert.Empty(Accounts.Discrepancies());
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Reserve(string session) =>
        Assert.Equal(QuotaOutcome.Granted, _quotas.Reserve(new QuotaRequest(session, 1, [new QuotaPayer(Piotr, Grosz, PriceBasis.Gross, null, 2)])).Outcome);

    /// <param name="answered">Seconds before or after the moment of the call of this method.</param>
    private void Alive(string session, int after, int? answered = null)
    {
        var at = answered is { } seconds ? _temporary.Time.GetUtcNow().AddSeconds(seconds) : (DateTimeOffset?)null;
        Advance(after);
        _quotas.Alive([(session, at)]);
    }

    private void Advance(int seconds) => _temporary.Time.Advance(TimeSpan.FromSeconds(seconds));

    private void AssertBalance(decimal expected) => Assert.Equal((expected, 0m), (Accounts.Find(Piotr)?.Balance.Amount, Accounts.Find(Piotr)?.Reserved.Amount));

    public sealed class OnSqlite() : QuotaSweepTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : QuotaSweepTests(server);
}
