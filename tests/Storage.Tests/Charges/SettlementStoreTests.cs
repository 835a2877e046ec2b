using Dapper;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Rating;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests.Charges;

/// <summary>T10: whose calls cost a company how much, and which calls these are. D9: what employees paid themselves is told to nobody else.</summary>
public abstract class SettlementStoreTests : IDisposable
{
    private static readonly BillingCycle s_next = new(SampleCharge.Cycle.Next, SampleCharge.Cycle.Next.AddMonths(1));

    private readonly TemporaryStore _temporary;
    private readonly CallRecordWriter _writer;
    private int _calls;

    protected SettlementStoreTests(PostgresCluster? server)
    {
        _temporary = new TemporaryStore(server, options => options with { LockWait = TimeSpan.FromSeconds(30) });
        _writer = _temporary.Writer();
    }

    private static ChargePeriod Cycle => ChargePeriod.OfCycle(SampleCharge.Cycle);

    private SettlementStore Settlements => _temporary.Store.Settlements;

    [StoreFact]
    public async Task Sums_are_by_payer_kind_and_class_and_a_long_call_is_one()
    {
        var long1 = Leg(SampleCharge.Anna, 1m) with { Closing = Closing.Partial };
        _writer.TryEnqueue(new InterimRecord(SampleCharge.Call(1), long1));
        await Write(1, SampleCall.Start, Leg(SampleCharge.Anna, 2m) with { Part = 1 });
        await Write(Leg(SampleCharge.Anna, 4m) with { Class = RateClass.OnNet });
        await Write(Leg(SampleCharge.Anna, 8m) with { Billing = Billing.PrivateFlagged });
        await Write(Leg(SampleCharge.Piotr, 16m));
        await Write(Leg(null, 32m));
        await Write(Leg(SampleCharge.Piotr, 0m) with { Billing = Billing.Free, Class = null });
        Assert.Equal(
            [Total(ChargePayer.Nobody, 1, 32m), Total(SampleCharge.OfAnna, 1, 4m) with { Class = RateClass.OnNet }, Total(SampleCharge.OfAnna, 1, 3m) with { Billed = TimeSpan.FromSeconds(120) },
             Total(SampleCharge.OfAnna, 1, 8m) with { Billing = Billing.PrivateFlagged }, Total(SampleCharge.OfPiotr, 1, 16m),
             Total(SampleCharge.OfPiotr, 1, 0m) with { Billing = Billing.Free, Class = null }],
            Settlements.Totals("przyklad", Cycle).AsEnumerable());
    }

    [StoreFact]
    public async Task Calls_from_own_accounts_are_in_no_sum_and_no_list_but_their_own()
    {
        await Write(Leg(SampleCharge.Piotr, 1m) with { Billing = Billing.PrivatePrepaid });
        await Write(Leg(SampleCharge.Anna, 2m) with { Billing = Billing.PrivatePrepaid });
        foreach (var period in new[] { Cycle, ChargePeriod.OfDays(new(2026, 3, 1), new(2026, 3, 31)) })
        {
            Assert.Empty(Settlements.Totals("przyklad", period));
            Assert.Empty(Settlements.Totals("przyklad", period, [SampleCharge.OfPiotr, ChargePayer.Nobody]));
            Assert.Empty(Settlements.Calls("przyklad", SampleCharge.OfPiotr, period, null, 0, 10));
            Assert.Equal(Money.Of(1m), Assert.Single(Settlements.OwnPrivate("przyklad", "piotr", period, 0, 10)).Net);
        }

        Assert.Empty(Settlements.OwnPrivate("inna", "piotr", Cycle, 0, 10));
    }

    [StoreFact]
    public async Task Only_the_payers_that_are_asked_for_are_told_of()
    {
        await Write(Leg(SampleCharge.Anna, 1m));
        await Write(Leg(SampleCharge.Piotr, 2m));
        await Write(Leg(null, 4m));
        Assert.Equal([Total(SampleCharge.OfPiotr, 1, 2m)], Settlements.Totals("przyklad", Cycle, [SampleCharge.OfPiotr]).AsEnumerable());
        Assert.Equal([Total(ChargePayer.Nobody, 1, 4m)], Settlements.Totals("przyklad", Cycle, [ChargePayer.Nobody]).AsEnumerable());
        Assert.Equal([Total(ChargePayer.Nobody, 1, 4m), Total(SampleCharge.OfAnna, 1, 1m)], Settlements.Totals("przyklad", Cycle, [ChargePayer.Nobody, SampleCharge.OfAnna, ChargePayer.OfNumber("+48601000999")]).AsEnumerable());
        Assert.Equal(
            [Total(SampleCharge.OfAnna, 1, 1m)],
            Settlements.Totals("przyklad", Cycle, [SampleCharge.OfAnna, .. Enumerable.Range(0, 600).Select(n => ChargePayer.OfEmployee($"p{n}"))]).AsEnumerable());
        Assert.Empty(Settlements.Totals("przyklad", Cycle, []));
        Assert.Empty(Settlements.Totals("inna", Cycle));
        Assert.Equal(Money.Of(4m), Assert.Single(Settlements.Calls("przyklad", ChargePayer.Nobody, Cycle, null, 0, 10)).Net);
    }

    // T11, D9: the number is the same, the person is not.
    [StoreFact]
    public async Task A_number_that_went_to_another_employee_took_no_charge_along()
    {
        await Write(Leg(SampleCharge.Anna, 1m));
        await Write(Leg(SampleCharge.Anna, 2m) with { Billing = Billing.PrivatePrepaid });
        await Write(Leg(SampleCharge.Anna, 4m) with { Employee = "piotr" });
        await Write(Leg(SampleCharge.Anna, 8m) with { Employee = "piotr", Cycle = new CycleBooking(s_next, s_next) });
        await Write(Leg("+48601000209", 16m) with { Employee = "anna" });
        await Write(Leg(SampleCharge.Anna, 32m) with { Employee = null });
        var unknown = ChargePayer.OfNumber(SampleCharge.Anna);
        Assert.Equal(
            [Total(SampleCharge.OfAnna, 2, 17m) with { Billed = TimeSpan.FromSeconds(120) }, Total(SampleCharge.OfPiotr, 1, 4m), Total(unknown, 1, 32m)], Settlements.Totals("przyklad", Cycle).AsEnumerable());
        Assert.Equal([Total(SampleCharge.OfPiotr, 1, 8m)], Settlements.Totals("przyklad", ChargePeriod.OfCycle(s_next)).AsEnumerable());
        Assert.Equal([Total(SampleCharge.OfPiotr, 1, 4m), Total(unknown, 1, 32m)], Settlements.Totals("przyklad", Cycle, [SampleCharge.OfPiotr, unknown]).AsEnumerable());
        Assert.Equal([4m], Amounts(SampleCharge.OfPiotr));
        Assert.Equal([16m, 1m], Amounts(SampleCharge.OfAnna));
        Assert.Equal([32m], Amounts(unknown));
        Assert.Empty(Settlements.OwnPrivate("przyklad", "piotr", Cycle, 0, 10));
        Assert.Empty(_temporary.Store.Charges.OwnPrivate("przyklad", "piotr", 10));
        Assert.Equal(Money.Of(2m), Assert.Single(Settlements.OwnPrivate("przyklad", "anna", Cycle, 0, 10)).Net);
        Assert.Equal([Money.Of(4m)], _temporary.Store.Charges.ByClass("przyklad", SampleCharge.Cycle.Start, "piotr").Select(total => total.Net));
        Assert.Equal([4m], _temporary.Store.Charges.InCycle("przyklad", SampleCharge.Cycle.Start, "piotr").Select(call => call.Net.Amount));
        Assert.Equal([(unknown, 32m), (SampleCharge.OfAnna, 17m), (SampleCharge.OfPiotr, 4m)], _temporary.Store.Charges.Totals("przyklad", SampleCharge.Cycle.Start).Select(total => (total.Payer, total.Net.Amount)).OrderByDescending(total => total.Amount));

        decimal[] Amounts(ChargePayer payer) => [.. Settlements.Calls("przyklad", payer, Cycle, null, 0, 10).Select(call => call.Net.Amount)];
    }

    [StoreFact]
    public async Task A_cycle_has_what_is_billed_with_it_and_days_have_what_was_answered_on_them()
    {
        await Write(Leg(SampleCharge.Anna, 1m));
        var late = new CycleBooking(s_next, SampleCharge.Cycle);
        await Write(Leg(SampleCharge.Anna, 2m) with { Cycle = late });
        Assert.Equal([Total(SampleCharge.OfAnna, 1, 1m)], Settlements.Totals("przyklad", Cycle).AsEnumerable());
        Assert.Equal([Total(SampleCharge.OfAnna, 1, 2m)], Settlements.Totals("przyklad", ChargePeriod.OfCycle(s_next)).AsEnumerable());
        var day = new DateOnly(2026, 3, 1);
        Assert.Equal([Total(SampleCharge.OfAnna, 2, 3m) with { Billed = TimeSpan.FromSeconds(120) }], Settlements.Totals("przyklad", ChargePeriod.OfDays(day, day)).AsEnumerable());
        Assert.Empty(Settlements.Totals("przyklad", ChargePeriod.OfDays(day.AddDays(1), day.AddDays(9))));
        Assert.Empty(Settlements.Totals("przyklad", ChargePeriod.OfDays(day.AddDays(-9), day.AddDays(-1))));
    }

    // 2026-03-01T23:00Z is midnight in Warsaw.
    [StoreFact]
    public async Task Days_begin_at_midnight_in_Warsaw()
    {
        var midnight = new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero);
        await Write(2, midnight.AddMilliseconds(-1), Leg(SampleCharge.Anna, 1m));
        await Write(3, midnight, Leg(SampleCharge.Anna, 2m));
        Assert.Equal([Total(SampleCharge.OfAnna, 1, 1m)], Settlements.Totals("przyklad", ChargePeriod.OfDays(new(2026, 3, 1), new(2026, 3, 1))).AsEnumerable());
        Assert.Equal([Total(SampleCharge.OfAnna, 1, 2m)], Settlements.Totals("przyklad", ChargePeriod.OfDays(new(2026, 3, 2), new(2026, 3, 2))).AsEnumerable());
    }

    [StoreFact]
    public async Task Calls_of_a_payer_come_the_newest_first_page_by_page_and_by_class()
    {
        for (var n = 1; n <= 5; n++)
            await Write(n, SampleCall.Start.AddMinutes(n == 3 ? 90 : n), Leg(SampleCharge.Anna, n) with { Class = n % 2 == 0 ? RateClass.OnNet : RateClass.International });
        await Write(6, SampleCall.Start, Leg(SampleCharge.Piotr, 6m));
        Assert.Equal([3m, 5m], Amounts(null, 0, 2));
        Assert.Equal([4m, 2m, 1m], Amounts(null, 2, 10));
        Assert.Equal([4m, 2m], Amounts(RateClass.OnNet, 0, 10));
        Assert.Empty(Amounts(RateClass.Premium, 0, 10));

        decimal[] Amounts(RateClass? kind, int skip, int count) =>
            [.. Settlements.Calls("przyklad", SampleCharge.OfAnna, Cycle, kind, skip, count).Select(call => call.Net.Amount)];
    }

    [StoreTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_settlement_of_a_cycle_is_what_its_bill_has(int seed)
    {
        var random = new Random(seed);
        string?[] payers = [SampleCharge.Anna, SampleCharge.Piotr, "+48600000001", null];
        RateClass?[] classes = [RateClass.MobileOther, RateClass.Premium, RateClass.OnNet];
        CycleBooking[] cycles = [new(SampleCharge.Cycle, SampleCharge.Cycle), new(s_next, SampleCharge.Cycle), new(s_next, s_next)];
        for (var n = 1; n <= 60; n++)
        {
            await Write(Leg(payers[random.Next(4)], random.Next(100_000) / 10_000m) with
            {
                Class = classes[random.Next(3)],
                Billing = (Billing)random.Next(4),
                Cycle = cycles[random.Next(3)],
            });
        }

        foreach (var cycle in new[] { SampleCharge.Cycle, s_next })
        {
            var rows = Settlements.Totals("przyklad", ChargePeriod.OfCycle(cycle));
            Assert.Equal(
                _temporary.Store.Charges.Totals("przyklad", cycle.Start).Select(total => (total.Payer, total.Billing, total.Calls, total.Billed, total.Net, total.Gross)).OrderBy(sums => $"{sums.Payer} {sums.Billing}", StringComparer.Ordinal),
                rows.GroupBy(row => (row.Payer, row.Billing)).Select(sums => (
                    sums.Key.Payer, sums.Key.Billing, sums.Sum(row => row.Calls), TimeSpan.FromTicks(sums.Sum(row => row.Billed.Ticks)), Money.Sum(sums.Select(row => row.Net)),
                    Money.Sum(sums.Select(row => row.Gross)))).OrderBy(sums => $"{sums.Payer} {sums.Billing}", StringComparer.Ordinal));
            Assert.Equal(_temporary.Store.Charges.ByClass("przyklad", cycle.Start).Sum(total => total.Net.Units), rows.Sum(row => row.Net.Units));
            foreach (var payer in payers.Select(number => ChargePayer.Of(SampleCharge.IdOf(number), number)))
            {
                var calls = Settlements.Calls("przyklad", payer, ChargePeriod.OfCycle(cycle), null, 0, 100);
                Assert.Equal(rows.Where(row => row.Payer == payer).Sum(row => row.Net.Units), calls.Sum(call => call.Net.Units));
            }
        }
    }

    public void Dispose()
    {
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    private static PayerTotal Total(ChargePayer payer, int calls, decimal net) =>
        new(payer, Billing.Business, RateClass.MobileOther, calls, TimeSpan.FromSeconds(60), Money.Of(net), Money.Of(net * 2));

    private static LegCharge Leg(string? payer, decimal net) =>
        SampleCharge.Leg(payer ?? "") with { Payer = payer, Employee = SampleCharge.IdOf(payer), Charge = new Charge(Money.Of(net), Money.Of(net * 2), TimeSpan.FromSeconds(60)), Postings = [] };

    private Task Write(LegCharge leg) => Write(100 + _calls++, SampleCall.Start, leg);

    private async Task Write(int n, DateTimeOffset answered, LegCharge leg)
    {
        Assert.True(_writer.TryEnqueue(SampleCharge.Call(n) with { StartedAt = answered, AnsweredAt = answered, Charges = [leg] }));
        await _writer.FlushAsync(default);
    }

    public sealed class OnSqlite() : SettlementStoreTests((PostgresCluster?)null)
    {
        [Fact]
        public void No_question_walks_the_whole_table_and_sums_need_no_row_of_it()
        {
            foreach (var period in new[] { Cycle, ChargePeriod.OfDays(new(2026, 3, 1), new(2026, 3, 2)) })
            {
                Assert.StartsWith("SEARCH call_charge USING COVERING INDEX call_charge_by_cycle (company=? AND booked_cycle", Plan(SettlementStore.TotalsText(period, ""), period), StringComparison.Ordinal);
                Assert.StartsWith(
                    "SEARCH call_charge USING COVERING INDEX call_charge_by_cycle (company=? AND booked_cycle", Plan(SettlementStore.TotalsText(period, " AND employee IN (@employee0)"), period), StringComparison.Ordinal);
                Assert.StartsWith("SEARCH call_charge USING INDEX call_charge_by_cycle (company=? AND booked_cycle", Plan(SettlementStore.CallsText(period, " AND employee IN (@employee0)"), period), StringComparison.Ordinal);
            }

            Assert.DoesNotContain("TEMP B-TREE", Plan(SettlementStore.TotalsText(Cycle, ""), Cycle), StringComparison.Ordinal);
        }

        private string Plan(string text, ChargePeriod period) => _temporary.Store.Database.Read(db => string.Join('\n', db.Query(
            $"EXPLAIN QUERY PLAN {text}", new { company = "przyklad", employee0 = "anna", period.BookedFrom, From = 1L, Until = 2L, skip = 0, count = 1 })
            .Select(row => (string)row.detail)));
    }

    [Collection(PostgresCluster.Name)]
    public sealed class OnPostgres(PostgresCluster server) : SettlementStoreTests(server);
}
