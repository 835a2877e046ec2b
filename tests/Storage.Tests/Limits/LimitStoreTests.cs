using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Limits;

/// <summary>LIM-3…5, T6, T8, T12: who is told, once.</summary>
public abstract class LimitStoreTests : IDisposable
{
    private static readonly CostLimit Hundred = new() { Amount = Money.Of(100m), UserThresholds = [50, 80, 100], AdministratorThresholds = [80, 100] };

    private readonly TemporaryStore _temporary;

    protected LimitStoreTests(PostgresCluster? server) =>
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });

    private Store Store => _temporary.Store;

    [StoreFact]
    public void Of_several_thresholds_that_one_charge_crosses_the_highest_is_told_to_each_audience()
    {
        Spend(85m);
        Look(Hundred);
        Assert.Equal(["User 80 at 85.00", "Administrator 80 at 85.00"], Told());
        Spend(10m);
        Look(Hundred);
        Assert.Equal(2, Told().Length);
        Spend(5m);
        Look(Hundred);
        Assert.Equal(["User 100 at 100.00", "Administrator 100 at 100.00"], Told()[2..]);
    }

    [StoreFact]
    public void Running_calls_and_reservations_count_and_a_restart_tells_nothing_again()
    {
        Spend(30m);
        Assert.Equal(Money.Of(49.9999m), Store.Limits.Look(Terms(Hundred), Money.Of(19.9999m)));
        Assert.Empty(Told());
        Store.Limits.Look(Terms(Hundred), Money.Of(20m));
        Assert.Equal(["User 50 at 50.00"], Told());
        _temporary.Reopen();
        Store.Limits.Look(Terms(Hundred), Money.Of(25m));
        Assert.Single(Told());
        // The call was shorter than it looked: nothing is taken back.
        Store.Limits.Look(Terms(Hundred), Money.Zero);
        Assert.Single(Told());
    }

    [StoreFact]
    public void A_reservation_crosses_a_threshold_in_mid_call()
    {
        var quotas = new QuotaStore(Store, 1);
        var limit = Hundred with { Amount = Money.Of(1m), Mode = LimitMode.BarAll, CutsRunning = true };
        var terms = Terms(limit);
        var payer = new QuotaPayer(SampleCharge.LimitOf(SampleCharge.Anna), SampleCharge.Tariff, PriceBasis.Net, null, 5, terms);
        Assert.Equal(TimeSpan.FromSeconds(60), quotas.Reserve(new QuotaRequest("c1", 1, [payer])).Until);
        Assert.Empty(Told());
        quotas.Renew("c1", 2, TimeSpan.FromSeconds(50), terms);
        Assert.Equal(["User 50 at 0.58"], Told());
        Assert.Equal(new QuotaAnswer(QuotaOutcome.Granted, TimeSpan.FromSeconds(180), false, Money.Of(0.5317m)), quotas.Renew("c1", 3, TimeSpan.FromSeconds(110), terms));
        Assert.Equal(new QuotaAnswer(QuotaOutcome.Granted, TimeSpan.FromSeconds(206), true, Money.Of(0.8217m)), quotas.Renew("c1", 4, TimeSpan.FromSeconds(170), terms));
        Assert.Equal(["User 50 at 0.58", "User 80 at 0.87", "Administrator 80 at 0.87"], Told());
        Assert.Equal(Money.Of(1m), Store.Accounts.Find(payer.Account)?.Allowance);
    }

    [StoreFact]
    public void Raising_a_limit_arms_again_only_what_lies_above()
    {
        Spend(85m);
        Look(Hundred);
        var raised = Hundred with { Amount = Money.Of(200m), Version = 2 };
        Store.Limits.Changed(Hundred, Terms(raised));
        Assert.Equal(2, Told().Length);
        Spend(20m);
        Look(raised);
        // 50 % of the new limit: it lay above 42.5 %.
        Assert.Equal(["User 50 at 105.00"], Told()[2..]);
        Spend(56m);
        Look(raised);
        Assert.Equal(["User 80 at 161.00", "Administrator 80 at 161.00"], Told()[3..]);
    }

    [StoreFact]
    public void Raising_it_a_little_marks_what_is_still_exceeded_in_silence()
    {
        Spend(85m);
        Look(Hundred);
        var raised = Hundred with { Amount = Money.Of(105m), Version = 2 };
        Store.Limits.Changed(Hundred, Terms(raised));
        Look(raised);
        Assert.Equal(2, Told().Length);
    }

    [StoreFact]
    public void Lowering_a_limit_tells_what_is_crossed_by_it()
    {
        Spend(45m);
        Look(Hundred);
        Assert.Empty(Told());
        Store.Limits.Changed(Hundred, Terms(Hundred with { Amount = Money.Of(50m), Version = 2 }));
        Assert.Equal(["User 80 at 45.00", "Administrator 80 at 45.00"], Told());
        Assert.Equal(Money.Of(5m), Store.Accounts.Find(SampleCharge.LimitOf(SampleCharge.Anna))?.Available);
    }

    [StoreFact]
    public void A_new_cycle_and_another_employee_start_from_nothing()
    {
        Spend(85m);
        Look(Hundred);
        var next = Terms(Hundred) with { Cycle = new(SampleCharge.Cycle.Next, SampleCharge.Cycle.Next.AddMonths(1)) };
        Assert.Equal(Money.Zero, Store.Limits.Look(next, Money.Zero));
        Store.Limits.Look(next, Money.Of(50m));
        Store.Limits.Look(Terms(Hundred) with { Employee = SampleCharge.Piotr }, Money.Of(50m));
        Assert.Equal(["User 50 at 50.00", "User 50 at 50.00"], Told()[2..]);
    }

    [StoreFact]
    public void Charges_written_side_by_side_tell_once()
    {
        Parallel.For(0, 12, _ => Store.Limits.Look(Terms(Hundred), Money.Of(81m)));
        Assert.Equal(["Administrator 80 at 81.00", "User 80 at 81.00"], Told().Order(StringComparer.Ordinal));
    }

    [StoreFact]
    public void A_notice_says_everything_that_its_text_needs()
    {
        Spend(85m);
        Look(Hundred);
        var message = Store.Outbox.Last(10)[^1];
        Assert.Equal(("limit", $"limit/przyklad/{SampleCharge.Anna}/2026-03-01/1/User/80"), (message.Topic, message.Key));
        var notice = LimitNotice.Read(message.Payload);
        Assert.Equal(("przyklad", SampleCharge.Anna, SampleCharge.Cycle), (notice.Company, notice.Employee, notice.Cycle));
        Assert.Equal("Siec firmowa: wykorzystano 85% limitu (85,00 z 100,00 zl). Pozostalo 15,00 zl.", UserNoticeText.Sms(notice.Notice).Polish);
        Assert.Equal(Hundred.UserThresholds.AsEnumerable(), notice.Notice.Limit.UserThresholds);
    }

    public void Dispose()
    {
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static LimitTerms Terms(CostLimit limit) => new("przyklad", SampleCharge.Anna, SampleCharge.Cycle, limit);

    private void Look(CostLimit limit) => Store.Limits.Look(Terms(limit), Money.Zero);

    private void Spend(decimal amount) => Assert.Equal(PostOutcome.Posted, Store.Accounts.Post(
        SampleCharge.LimitOf(SampleCharge.Anna), new LedgerEntry(Guid.NewGuid().ToString(), SampleCall.Start, LedgerKind.Charge, Money.Of(-amount))));

    /// <summary>In the order of telling.</summary>
    private string[] Told() =>
    [
        .. Store.Outbox.Last(50).Reverse().Select(message => LimitNotice.Read(message.Payload).Notice)
            .Select(notice => $"{notice.Audience} {notice.Threshold} at {notice.Consumed}"),
    ];

    public sealed class OnSqlite() : LimitStoreTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : LimitStoreTests(server);
}
