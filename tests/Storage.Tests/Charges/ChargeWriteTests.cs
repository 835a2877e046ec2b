using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Routing.Numbering;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Limits;
using PbxBridge.Storage.Quotas;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Charges;

/// <summary>CDR-1 and CDR-2: record, charges, ledger and reservations are written together, once.</summary>
public abstract class ChargeWriteTests : IDisposable
{
    private readonly TemporaryStore _temporary;
    private readonly CallRecordWriter _writer;

    protected ChargeWriteTests(PostgresCluster? server)
    {
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        _writer = _temporary.Writer();
    }

    private Store Store => _temporary.Store;

    [StoreFact]
    public async Task A_call_is_written_with_its_charge_and_a_line_in_each_ledger()
    {
        var call = SampleCharge.Call(1);
        await Write(call);
        var charge = Assert.Single(Store.Charges.OfCall(call.Id));
        Assert.Equal(
            new ChargedCall(
                call.Id, 1, 0, "1", 1, call.Id, "przyklad", SampleCharge.Anna, Billing.Business, call.CallerNumber, "600", call.Called, call.Direction, call.Service,
                call.NumberClass, call.StartedAt, call.AnsweredAt, call.EndedAt, SampleCharge.Cycle.Start, SampleCharge.Cycle.Start, "MobileOther", "cennik/3/mobile",
                TimeSpan.FromSeconds(61), Money.Of(0.2948m), Money.Of(0.3626m), 23, null, Closing.Normal, 200, 16, false)
            {
                Employee = "anna",
            },
            charge);
        foreach (var key in new[] { SampleCharge.LimitOf(SampleCharge.Anna), AccountKey.OfCompany("przyklad", SampleCharge.Cycle.Start) })
        {
            Assert.Equal(Money.Of(-0.2948m), Store.Accounts.Find(key)?.Balance);
            Assert.Equal(
                new LedgerEntry($"{call.Id}/1/0", call.EndedAt, LedgerKind.Charge, Money.Of(-0.2948m), "cennik/3/mobile"), Assert.Single(Store.Accounts.Ledger(key)));
        }
    }

    [StoreFact]
    public async Task A_record_that_comes_again_changes_nothing_alone_in_its_group_or_in_another()
    {
        await Write(SampleCharge.Call(1), SampleCharge.Call(1), SampleCharge.Call(2));
        await Write(SampleCharge.Call(2), SampleCharge.Call(1), SampleCharge.Call(3));
        Assert.Equal(3, Store.Calls.Count());
        Assert.Equal(Money.Of(-3 * 0.2948m), Store.Accounts.Find(SampleCharge.LimitOf(SampleCharge.Anna))?.Balance);
        Assert.Equal([1L, 2L, 3L], Store.Charges.InCycle("przyklad", SampleCharge.Cycle.Start).Select(charge => charge.Number));
    }

    [StoreFact]
    public async Task A_call_without_answer_has_a_row_that_costs_nothing()
    {
        var call = SampleCall.Record(SampleCharge.Id(1)) with { AnsweredAt = null, AnsweredBy = null, SipStatus = 486 };
        await Write(call);
        var charge = Assert.Single(Store.Charges.OfCall(call.Id));
        Assert.Equal((Billing.Free, Money.Zero, TimeSpan.Zero, (DateTimeOffset?)null, 486), (charge.Billing, charge.Net, charge.Billed, charge.AnsweredAt, charge.SipStatus));
        Assert.Empty(Store.Accounts.InCycle("przyklad", SampleCharge.Cycle.Start));
    }

    [StoreFact]
    public async Task Each_charged_leg_has_a_row_of_its_own()
    {
        var one = SampleCharge.Leg(SampleCharge.Anna);
        await Write(SampleCharge.Call(1) with { Charges = [one, SampleCharge.Leg(SampleCharge.Piotr) with { Leg = 2 }] });
        Assert.Equal([(1, SampleCharge.Anna), (2, SampleCharge.Piotr)], Store.Charges.OfCall(SampleCharge.Id(1)).Select(charge => (charge.Leg, charge.Payer)));
        Assert.Equal(
            [new ChargeTotal(SampleCharge.OfAnna, Billing.Business, 1, TimeSpan.FromSeconds(61), Money.Of(0.2948m), Money.Of(0.3626m)),
             new ChargeTotal(SampleCharge.OfPiotr, Billing.Business, 1, TimeSpan.FromSeconds(61), Money.Of(0.2948m), Money.Of(0.3626m))],
            Store.Charges.Totals("przyklad", SampleCharge.Cycle.Start).AsEnumerable());
    }

    [StoreFact]
    public async Task A_leg_that_another_company_pays_for_is_on_its_bill()
    {
        var one = SampleCharge.Leg(SampleCharge.Anna);
        await Write(SampleCharge.Call(1) with { Charges = [one, SampleCharge.Leg(SampleCharge.Piotr) with { Leg = 2, Company = "inna" }] });
        Assert.Equal(SampleCharge.Anna, Assert.Single(Store.Charges.InCycle("przyklad", SampleCharge.Cycle.Start)).Payer);
        Assert.Equal(SampleCharge.Piotr, Assert.Single(Store.Charges.InCycle("inna", SampleCharge.Cycle.Start)).Payer);
        Assert.Equal(
            [new ClassTotal("MobileOther", Billing.Business, 23, false, 1, TimeSpan.FromSeconds(61), Money.Of(0.2948m), Money.Of(0.3626m))],
            Store.Charges.ByClass("inna", SampleCharge.Cycle.Start).AsEnumerable());
        Assert.Empty(Store.Charges.ByClass("inna", SampleCharge.Cycle.Start, "anna"));
    }

    [StoreFact]
    public async Task A_long_call_is_billed_in_parts_and_its_record_is_written_once()
    {
        var call = SampleCharge.Call(1);
        var first = SampleCharge.Leg(SampleCharge.Anna) with { Closing = Closing.Partial };
        Assert.True(_writer.TryEnqueue(new InterimRecord(call, first)));
        Assert.True(_writer.TryEnqueue(new InterimRecord(call, first)));
        await _writer.FlushAsync(default);
        Assert.Equal(0, Store.Calls.Count());
        await Write(call with { Charges = [SampleCharge.Leg(SampleCharge.Anna) with { Part = 1 }] });
        Assert.Equal([(0, Closing.Partial), (1, Closing.Normal)], Store.Charges.OfCall(call.Id).Select(charge => (charge.Part, charge.Closing)));
        Assert.Equal(Money.Of(-2 * 0.2948m), Store.Accounts.Find(SampleCharge.LimitOf(SampleCharge.Anna))?.Balance);
    }

    [StoreFact]
    public async Task A_late_record_goes_to_the_cycle_of_its_answer_and_after_the_close_to_the_next_as_an_adjustment()
    {
        var next = new BillingCycle(SampleCharge.Cycle.Next, SampleCharge.Cycle.Next.AddMonths(1));
        var late = SampleCharge.Leg(SampleCharge.Anna) with
        {
            Cycle = new CycleBooking(next, SampleCharge.Cycle),
            Postings = [new Posting(AccountKey.OfCompany("przyklad", next.Start), Money.Of(0.2948m))],
        };
        await Write(SampleCharge.Call(1) with { Charges = [late] });
        Assert.Equal(LedgerKind.Adjustment, Assert.Single(Store.Accounts.Ledger(AccountKey.OfCompany("przyklad", next.Start))).Kind);
        var charge = Assert.Single(Store.Charges.InCycle("przyklad", next.Start));
        Assert.Equal((SampleCharge.Cycle.Start, next.Start), (charge.Cycle, charge.BookedCycle));
        Assert.Empty(Store.Charges.InCycle("przyklad", SampleCharge.Cycle.Start));
    }

    [StoreFact]
    public async Task The_record_ends_the_reservation_of_its_call_and_is_charged_exactly()
    {
        var piotr = AccountKey.Prepaid("przyklad", SampleCharge.Piotr);
        Store.Accounts.Post(piotr, new LedgerEntry("top-up", SampleCall.Start, LedgerKind.TopUp, Money.Of(5m)));
        var quotas = new QuotaStore(Store, 1);
        quotas.Reserve(new QuotaRequest("Q1", 1, [new QuotaPayer(piotr, SampleCharge.Tariff, PriceBasis.Gross, "private/1/x", 2)]));
        quotas.Renew("Q1", 2, TimeSpan.FromSeconds(50));
        var call = SampleCharge.Call(1) with
        {
            Billing = Billing.PrivatePrepaid,
            Charges = [SampleCharge.Leg(SampleCharge.Piotr) with { Billing = Billing.PrivatePrepaid, Postings = [], Quota = new QuotaEnd("Q1", 3, TimeSpan.FromSeconds(61)) }],
        };
        await Write(call, call);
        Assert.Equal((Money.Of(4.6374m), Money.Zero), (Store.Accounts.Find(piotr)?.Balance, Store.Accounts.Find(piotr)?.Reserved));
        Assert.Equal(Money.Of(0.3626m), Assert.Single(Store.Charges.OfCall(call.Id)).Debited);
        // The same end asked for directly gets the same answer.
        Assert.Equal(Money.Of(0.3626m), quotas.Terminate("Q1", 3, TimeSpan.FromSeconds(61)).Charged);
    }

    [StoreFact]
    public async Task An_own_account_that_is_charged_without_a_reservation_gives_what_it_has_and_the_record_is_kept()
    {
        var piotr = AccountKey.Prepaid("przyklad", SampleCharge.Piotr);
        Store.Accounts.Post(piotr, new LedgerEntry("top-up", SampleCall.Start, LedgerKind.TopUp, Money.Of(0.20m)));
        await Write(SampleCharge.Call(1) with { Charges = [SampleCharge.Leg(SampleCharge.Piotr) with { Offline = true, Postings = [new Posting(piotr, Money.Of(0.3626m))] }] });
        Assert.Equal(Money.Zero, Store.Accounts.Find(piotr)?.Balance);
        Assert.True(Assert.Single(Store.Charges.OfCall(SampleCharge.Id(1))).Offline);
        Assert.Empty(Store.Accounts.Discrepancies());
    }

    [StoreFact]
    public async Task A_call_whose_node_died_gets_its_record_from_the_sweep_and_the_node_that_comes_back_changes_nothing()
    {
        var piotr = AccountKey.Prepaid("przyklad", SampleCharge.Piotr);
        Store.Accounts.Post(piotr, new LedgerEntry("top-up", SampleCall.Start, LedgerKind.TopUp, Money.Of(5m)));
        var quotas = new QuotaStore(Store, 1);
        var call = SampleCharge.Call(1) with { Billing = Billing.PrivatePrepaid };
        var leg = SampleCharge.Leg(SampleCharge.Piotr) with { Billing = Billing.PrivatePrepaid, Postings = [] };
        quotas.Reserve(new QuotaRequest("Q1", 1, [new QuotaPayer(piotr, SampleCharge.Tariff, PriceBasis.Gross, "private/1/x", 2)], CallDraft.Write(call, leg)));
        var answered = _temporary.Time.GetUtcNow();
        _temporary.Time.Advance(TimeSpan.FromSeconds(30));
        quotas.Alive([("Q1", answered)]);
        Assert.Equal(1, new QuotaSweep(Store).EarlierRuns(2));

        var charge = Assert.Single(Store.Charges.OfCall(call.Id));
        Assert.Equal(
            (Closing.NodeRecovery, Money.Of(0.1450m), Money.Of(0.1784m), (Money?)Money.Of(0.1784m), answered.AddSeconds(30), "+48600xxxxxx"),
            (charge.Closing, charge.Net, charge.Gross, charge.Debited, charge.EndedAt, charge.Called?.Value));
        Assert.Equal(("cennik/3/mobile", "MobileOther", SampleCharge.Cycle.Start), (charge.Item, charge.RateClass, charge.Cycle));
        var record = Store.Calls.Find(call.Id);
        Assert.Equal((answered, answered.AddSeconds(30), ReleasedBy.Bridge, Billing.PrivatePrepaid), (record?.AnsweredAt, record?.EndedAt, record?.ReleasedBy, record?.Billing));

        await Write(call with { Charges = [leg with { Quota = new QuotaEnd("Q1", 2, TimeSpan.FromSeconds(61)) }] });
        Assert.Equal(Closing.NodeRecovery, Assert.Single(Store.Charges.OfCall(call.Id)).Closing);
        Assert.Equal(Money.Of(4.8216m), Store.Accounts.Find(piotr)?.Balance);
    }

    // CYC-2: the node was down until the cycle was closed.
    [StoreFact]
    public void What_is_settled_after_the_close_of_its_cycle_is_an_adjustment_of_the_next()
    {
        var piotr = AccountKey.Prepaid("przyklad", SampleCharge.Piotr);
        Store.Accounts.Post(piotr, new LedgerEntry("top-up", SampleCall.Start, LedgerKind.TopUp, Money.Of(5m)));
        var quotas = new QuotaStore(Store, 1);
        var (call, leg) = (SampleCharge.Call(1), SampleCharge.Leg(SampleCharge.Piotr) with { Postings = [] });
        quotas.Reserve(new QuotaRequest("Q1", 1, [new QuotaPayer(piotr, SampleCharge.Tariff, PriceBasis.Gross, null, 2)], CallDraft.Write(call, leg)));
        var answered = _temporary.Time.GetUtcNow();
        _temporary.Time.Advance(TimeSpan.FromSeconds(30));
        quotas.Alive([("Q1", answered)]);
        _temporary.Time.Advance(TimeSpan.FromDays(40));
        new QuotaSweep(Store) { Book = (_, at, now) => CycleSchedule.Of(1).Book(at, now) }.EarlierRuns(2);
        var charge = Assert.Single(Store.Charges.OfCall(call.Id));
        Assert.Equal((SampleCharge.Cycle.Start, SampleCharge.Cycle.End, Closing.NodeRecovery), (charge.Cycle, charge.BookedCycle, charge.Closing));
        Assert.True(Assert.Single(Store.Charges.ByClass("przyklad", SampleCharge.Cycle.End)).IsAdjustment);
    }

    [StoreFact]
    public async Task What_was_billed_in_parts_is_not_billed_again_by_the_sweep()
    {
        var piotr = AccountKey.Prepaid("przyklad", SampleCharge.Piotr);
        Store.Accounts.Post(piotr, new LedgerEntry("top-up", SampleCall.Start, LedgerKind.TopUp, Money.Of(5m)));
        var quotas = new QuotaStore(Store, 1);
        var (call, leg) = (SampleCharge.Call(1), SampleCharge.Leg(SampleCharge.Piotr) with { Postings = [] });
        quotas.Reserve(new QuotaRequest("Q1", 1, [new QuotaPayer(piotr, SampleCharge.Tariff, PriceBasis.Gross, null, 2)], CallDraft.Write(call, leg)));
        var answered = _temporary.Time.GetUtcNow();
        _writer.TryEnqueue(new InterimRecord(call, leg with { Charge = CallCharge.Of(SampleCharge.Tariff, TimeSpan.FromSeconds(20)), Closing = Closing.Partial }));
        await _writer.FlushAsync(default);
        _temporary.Time.Advance(TimeSpan.FromSeconds(30));
        quotas.Alive([("Q1", answered)]);
        new QuotaSweep(Store).EarlierRuns(2);
        Assert.Equal([0.0967m, 0.0483m], Store.Charges.OfCall(call.Id).Select(charge => charge.Net.Amount));
    }

    [StoreFact]
    public async Task A_charge_that_crosses_a_threshold_is_told_once_however_often_it_is_written()
    {
        var terms = new LimitTerms("przyklad", SampleCharge.Anna, SampleCharge.Cycle, new CostLimit { Amount = Money.Of(0.50m), UserThresholds = [50, 100], AdministratorThresholds = [100] });
        for (var n = 1; n <= 3; n++)
        {
            var call = SampleCharge.Call(n) with { Charges = [SampleCharge.Leg(SampleCharge.Anna, terms)] };
            await Write(call, call);
        }

        Assert.Equal(
            [(LimitAudience.User, 50, 0.2948m), (LimitAudience.User, 100, 0.5896m), (LimitAudience.Administrator, 100, 0.5896m)],
            Store.Outbox.Last(10).Reverse().Select(message => LimitNotice.Read(message.Payload).Notice).Select(notice => (notice.Audience, notice.Threshold, notice.Consumed.Amount)));
    }

    [StoreFact]
    public async Task Charges_expire_after_their_own_retention_and_the_ledger_stays()
    {
        await Write(SampleCharge.Call(1));
        _temporary.Time.Set(SampleCall.Start + _temporary.Options.ChargeRetention);
        Assert.Equal(0, Store.Charges.DeleteExpired());
        _temporary.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Store.Charges.DeleteExpired());
        Assert.Empty(Store.Charges.OfCall(SampleCharge.Id(1)));
        Assert.Single(Store.Accounts.Ledger(SampleCharge.LimitOf(SampleCharge.Anna)));
        Assert.Empty(Store.Accounts.Discrepancies());
    }

    public void Dispose()
    {
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task Write(params CallRecord[] calls)
    {
        foreach (var call in calls)
            Assert.True(_writer.TryEnqueue(call));
        await _writer.FlushAsync(default);
    }

    public sealed class OnSqlite() : ChargeWriteTests((PostgresCluster?)null);

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : ChargeWriteTests(server);
}
