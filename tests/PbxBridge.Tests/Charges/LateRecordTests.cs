using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>CYC-2: a call belongs to the cycle in which it was answered; its record may come until three days after the end of that, and then is an adjustment of the next.</summary>
public sealed class LateRecordTests
{
    private static readonly BillingCycle s_own = CycleSchedule.Of(1).At(ManualTime.Start);

    [Fact]
    public void Until_the_close_it_is_booked_with_its_own_cycle()
    {
        using var office = TestOffice.Demo();
        EndsAt(office, s_own.End + TimeSpan.FromDays(3) - TimeSpan.FromHours(1));
        var charge = office.Charge();
        Assert.Equal((s_own.Start, s_own.Start), (charge.Cycle, charge.BookedCycle));
        Assert.Equal(Money.Of(0.29m), office.Account(AccountKey.OfCompany("przyklad", s_own.Start))?.Used);
    }

    [Fact]
    public void After_the_close_it_is_an_adjustment_of_the_cycle_that_is_open_and_the_limit_of_its_own_cycle_counts_it()
    {
        using var office = TestOffice.Demo();
        EndsAt(office, s_own.End + TimeSpan.FromDays(3) + TimeSpan.FromHours(1));
        var charge = office.Charge();
        Assert.Equal((s_own.Start, s_own.End), (charge.Cycle, charge.BookedCycle));
        Assert.Equal(Money.Of(0.29m), office.Account(AccountKey.OfCompany("przyklad", s_own.End))?.Used);
        Assert.Null(office.Account(AccountKey.OfCompany("przyklad", s_own.Start)));
        Assert.Equal(Money.Of(0.29m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        Assert.Equal(LedgerKind.Adjustment, Assert.Single(office.Store.Accounts.Ledger(AccountKey.OfCompany("przyklad", s_own.End))).Kind);
        Assert.True(Assert.Single(office.Store.Charges.ByClass("przyklad", s_own.End)).IsAdjustment);
    }

    // Its minute is that of the monotonic clock, whatever the wall clock says meanwhile.
    private static void EndsAt(TestOffice office, DateTimeOffset end)
    {
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 30);
        office.Time.JumpWallClock(end - office.Time.GetUtcNow());
        office.Run(29.5);
        call.HangUp();
        office.Run(1);
    }
}
