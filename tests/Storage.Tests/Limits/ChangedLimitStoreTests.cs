using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Limits;

/// <summary>Limits that are lifted, thresholds that are come to, and calls that are bound by a limit only now (LIM-5, LIM-7, domain §6.6).</summary>
public abstract class ChangedLimitStoreTests : IDisposable
{
    // A second is a grosz.
    private static readonly Tariff Grosz = new() { Price = 0.60m, Per = TimeSpan.FromSeconds(60), Basis = PriceBasis.Gross, Vat = 0 };
    private static readonly CostLimit Ten = new() { Amount = Money.Of(10m), Mode = LimitMode.BarAll, CutsRunning = true };

    private readonly TemporaryStore _temporary;
    private readonly QuotaStore _quotas;

    protected ChangedLimitStoreTests(PostgresCluster? server)
    {
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        _quotas = new QuotaStore(_temporary.Store, 1);
    }

    private Store Store => _temporary.Store;

    private static AccountKey Limit => SampleCharge.LimitOf(SampleCharge.Anna);

    private static AccountKey Premium => AccountKey.Premium("przyklad", SampleCharge.Anna, SampleCharge.Cycle.Start);

    [StoreFact]
    public void A_limit_is_lifted_once_by_whoever_is_first_and_only_in_its_cycle()
    {
        Assert.True(Store.Limits.Lift("przyklad", SampleCharge.Anna, SampleCharge.Cycle.Start, "ewa"));
        Assert.False(Store.Limits.Lift("przyklad", SampleCharge.Anna, SampleCharge.Cycle.Start, "jan"));
        var lifted = Assert.Single(Store.Limits.Lifted(SampleCharge.Cycle.Start));
        Assert.Equal((Limit, "ewa", _temporary.Time.GetUtcNow().ToUnixTimeMilliseconds()), (lifted.Key, lifted.LiftedBy, lifted.LiftedAt?.ToUnixTimeMilliseconds()));
        Assert.Empty(Store.Limits.Lifted(SampleCharge.Cycle.End));
        _temporary.Reopen();
        Assert.Equal("ewa", Store.Accounts.Find(Limit)?.LiftedBy);
    }

    [StoreFact]
    public void A_threshold_that_is_come_to_closes_its_account_and_is_told_once()
    {
        for (var again = 0; again < 2; again++)
            Store.Limits.PremiumReached(Threshold(35));
        var message = Assert.Single(Store.Outbox.Last(10));
        Assert.Equal((PremiumTerms.Topic, Threshold(35)), (message.Topic, PremiumTerms.Read(message.Payload)));
        Assert.Equal(AccountState.Blocked, Store.Accounts.Find(Premium)?.State);
        Store.Limits.AllowPremium(Premium, Money.Of(35));
        Assert.Equal(QuotaOutcome.Blocked, Reserve(Payer(Premium)).Outcome);
    }

    [StoreFact]
    public void A_higher_threshold_opens_the_account_and_is_told_anew()
    {
        Store.Limits.PremiumReached(Threshold(35));
        Store.Limits.AllowPremium(Premium, Money.Of(100));
        Assert.Equal((AccountState.Open, Money.Of(100)), (Store.Accounts.Find(Premium)?.State, Store.Accounts.Find(Premium)?.Allowance));
        Assert.Equal(QuotaOutcome.Granted, Reserve(Payer(Premium)).Outcome);
        Store.Limits.PremiumReached(Threshold(100));
        Assert.Equal(2, Store.Outbox.Last(10).Length);
    }

    [StoreFact]
    public void A_call_that_talks_already_is_reserved_from_its_last_record_on()
    {
        var answer = _quotas.Reserve(new QuotaRequest("c1", 1, [Payer(Limit)]) { Talked = Seconds(299.5), Billed = Seconds(240) });
        Assert.Equal((QuotaOutcome.Granted, 360d, false), (answer.Outcome, answer.Until.TotalSeconds, answer.Final));
        Assert.Equal((Money.Zero, Money.Of(1.20m)), (Store.Accounts.Find(Limit)?.Balance, Store.Accounts.Find(Limit)?.Reserved));
        _quotas.Terminate("c1", 2, Seconds(320));
        Assert.Equal((Money.Of(-0.80m), Money.Zero), (Store.Accounts.Find(Limit)?.Balance, Store.Accounts.Find(Limit)?.Reserved));
        Assert.Empty(Store.Accounts.Discrepancies());
    }

    [StoreFact]
    public void A_call_that_has_talked_for_more_than_there_is_gets_nothing()
    {
        Assert.Equal(QuotaOutcome.NoFunds, _quotas.Reserve(new QuotaRequest("c1", 1, [Payer(Limit)]) { Talked = Seconds(1001) }).Outcome);
        Assert.Equal(Money.Zero, Store.Accounts.Find(Limit)?.Reserved);
        var last = _quotas.Reserve(new QuotaRequest("c2", 1, [Payer(Limit)]) { Talked = Seconds(980) });
        Assert.Equal((1000d, true), (last.Until.TotalSeconds, last.Final));
    }

    [StoreFact]
    public void The_next_slice_goes_by_the_limit_as_it_is_then()
    {
        Assert.Equal(QuotaOutcome.Granted, Reserve(Payer(Limit)).Outcome);
        var lower = _quotas.Renew("c1", 2, Seconds(30), Terms(Ten with { Amount = Money.Of(0.70m) }));
        Assert.Equal((70d, true), (lower.Until.TotalSeconds, lower.Final));
        var higher = _quotas.Renew("c1", 3, Seconds(60), Terms(Ten));
        Assert.Equal((130d, false), (higher.Until.TotalSeconds, higher.Final));
        Assert.Equal(Ten.Amount, Store.Accounts.Find(Limit)?.Allowance);
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static PremiumTerms Threshold(int zloty) => new("przyklad", SampleCharge.Anna, SampleCharge.Cycle, Money.Of(zloty));

    private static LimitTerms Terms(CostLimit limit) => new("przyklad", SampleCharge.Anna, SampleCharge.Cycle, limit);

    private static QuotaPayer Payer(AccountKey account) => new(account, Grosz, PriceBasis.Gross, null, 5, account.Kind == AccountKind.Limit ? Terms(Ten) : null);

    private QuotaAnswer Reserve(QuotaPayer payer) => _quotas.Reserve(new QuotaRequest("c1", 1, [payer]));

    public sealed class OnSqlite() : ChangedLimitStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : ChangedLimitStoreTests(server);
}
