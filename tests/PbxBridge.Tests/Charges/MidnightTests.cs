using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Charging.Limits;
using PbxBridge.Charging.Prices;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>Calls over the midnight in Warsaw at which a billing cycle ends and a new price list begins: 0.29 becomes 0.50 a minute (P6, RAT-6, CYC-2).</summary>
public sealed class MidnightTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 1, 31, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset January = new(2025, 12, 31, 23, 0, 0, TimeSpan.Zero);
    private static readonly CostLimit CutsAtOne = new() { Amount = Money.Of(1m), Mode = LimitMode.BarAll, CutsRunning = true };

    [Fact]
    public void A_call_over_midnight_is_one_record_of_the_old_cycle_at_the_old_price_and_the_next_one_is_new()
    {
        using var office = Before(120);
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 240);
        office.Run(1);
        Assert.True(office.Time.GetUtcNow() > Midnight);
        var charge = office.Charge();
        Assert.Equal(("demo/1/domestic", Money.Of(1.16m), January, January), (charge.Item, charge.Net, charge.Cycle, charge.BookedCycle));
        AssertUsed(office, January, 1.16m);
        Assert.Null(office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna, Midnight)));
        Assert.Equal(Money.Zero, office.Bridge.Charges.Accounts.LimitOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna)).Consumed);
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 60);
        office.Run(1);
        var next = Assert.Single(office.Charges(office.Records[^1]));
        Assert.Equal(("demo/2/domestic", Money.Of(0.50m), Midnight), (next.Item, next.Net, next.Cycle));
        AssertUsed(office, January, 1.16m);
        AssertUsed(office, Midnight, 0.50m);
    }

    [Fact]
    public void A_call_that_rings_at_midnight_belongs_to_the_cycle_and_the_price_of_its_answer()
    {
        using var office = Before(5);
        office.Mobile(ChargeOffice.Outside).Answers(10);
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 69);
        office.Run(1);
        Assert.Equal(("demo/2/domestic", Money.Of(0.50m), Midnight), (office.Charge().Item, office.Charge().Net, office.Charge().Cycle));
        AssertUsed(office, Midnight, 0.50m);
        Assert.Null(office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna, January)));
    }

    [Fact]
    public void A_reserved_call_over_midnight_is_cut_by_the_limit_of_the_cycle_in_which_it_was_answered()
    {
        using var office = Before(120, new OfficeOptions().WithLimit(CutsAtOne));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 210);
        Assert.Equal((Closing.LimitCut, 206d, Money.Of(0.9957m), January), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Net, office.Charge().Cycle));
        AssertUsed(office, January, 0.9957m);
        Assert.Null(office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna, Midnight)));
        // The new cycle has lifted it (CYC-3): 120 s at the new price.
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 125);
        var next = Assert.Single(office.Charges(office.Records[^1]));
        Assert.Equal((Closing.LimitCut, 120d, Money.Of(1m), "demo/2/domestic"), (next.Closing, next.Billed.TotalSeconds, next.Net, next.Item));
        AssertUsed(office, Midnight, 1m);
        Assert.Empty(office.Store.Accounts.Discrepancies());
    }

    [Fact]
    public void A_reserved_call_that_rings_at_midnight_is_bound_by_the_limit_of_the_new_cycle()
    {
        using var office = Before(5, new OfficeOptions().WithLimit(CutsAtOne));
        office.Mobile(ChargeOffice.Outside).Answers(10);
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(10 + 210);
        Assert.Equal((Closing.LimitCut, 120d, "demo/2/domestic", Midnight), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Item, office.Charge().Cycle));
        AssertUsed(office, Midnight, 1m);
        Assert.Equal(Money.Zero, office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna, January))?.Used);
        Assert.Empty(office.Store.Accounts.Discrepancies());
    }

    // Within a cycle: only the price list is another one.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_that_rings_at_the_midnight_of_a_new_price_list_has_the_price_of_its_answer(bool isReserved)
    {
        var options = new OfficeOptions().With(company => company with { Cycles = CycleSchedule.Of(15) });
        using var office = Before(10, isReserved ? options.WithLimit(CutsAtOne) : options);
        office.Mobile(ChargeOffice.Outside).Answers(15);
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(15 + 60);
        call.HangUp();
        office.Run(1);
        var cycle = new DateTimeOffset(2026, 1, 14, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal(("demo/2/domestic", Money.Of(0.50m), cycle), (office.Charge().Item, office.Charge().Net, office.Charge().Cycle));
        AssertUsed(office, cycle, 0.50m);
        Assert.Empty(office.Store.Accounts.Discrepancies());
    }

    /// <summary>An office so many seconds before midnight.</summary>
    private static TestOffice Before(double seconds, OfficeOptions? options = null)
    {
        var office = TestOffice.Demo((options ?? new OfficeOptions()) with { Prices = static _ => TwoLists });
        office.Time.JumpWallClock(Midnight - TimeSpan.FromSeconds(seconds) - office.Time.GetUtcNow());
        return office;
    }

    private static PriceBook TwoLists { get; } = PriceBook.Of([Read(static text => text), Read(static text => text
        .Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal).Replace("2020-01-01", "2026-02-01", StringComparison.Ordinal)
        .Replace("0.29", "0.50", StringComparison.Ordinal))]);

    private static PriceList Read(Func<string, string> change)
    {
        var reading = PriceListFile.Read(System.Text.Encoding.UTF8.GetBytes(change(PriceReloadTests.Good)));
        Assert.Empty(reading.Faults);
        return Assert.IsType<PriceList>(reading.List);
    }

    private static void AssertUsed(TestOffice office, DateTimeOffset cycle, decimal net)
    {
        Assert.Equal(Money.Of(net), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna, cycle))?.Used);
        Assert.Equal(Money.Of(net), office.Account(AccountKey.OfCompany("przyklad", cycle))?.Used);
    }
}
