using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>The store says nothing for two seconds at set-up, or five during a call (OCS-5).</summary>
public sealed class SilentStoreTests
{
    private readonly HeldScheduler _store = new();

    [Fact]
    public void A_call_on_the_own_account_is_refused_after_two_seconds_and_holds_nothing_afterwards()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m) with { ChargeScheduler = _store });
        _store.Hold();
        var call = office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled + "*");
        office.Run(1.9);
        Assert.Equal((0, 1), (call.FinalStatus, office.Bridge.ActiveCalls));
        office.Run(12);
        Assert.Equal(403, call.FinalStatus);
        Assert.Empty(office.Mobile(ChargeOffice.Outside).Calls);
        _store.LetGo();
        office.Run(1);
        Assert.Equal((Money.Of(1m), Money.Zero), (office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance, office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Reserved));
    }

    [Fact]
    public void A_call_on_a_limit_goes_on_and_is_booked_at_its_end()
    {
        using var office = TestOffice.Demo(Limited());
        _store.Hold();
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(2 + 1 + 60);
        call.HangUp();
        _store.LetGo();
        office.Run(1);
        Assert.Equal((true, Money.Of(0.29m)), (office.Charge().Offline, office.Charge().Net));
        Assert.Equal(Money.Of(0.29m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void During_a_call_the_own_account_pays_until_its_slice_runs_out()
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 5m) with { ChargeScheduler = _store });
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled + "*");
        office.Run(5);
        _store.Hold();
        office.Run(60);
        _store.LetGo();
        office.Run(1);
        Assert.Equal((Closing.QuotaExhausted, 60d, Money.Of(0.5m)), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Gross));
        Assert.Equal(Money.Of(4.5m), office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void During_a_call_a_limit_lets_it_go_on_and_pays_for_all_of_it()
    {
        using var office = TestOffice.Demo(Limited());
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(5);
        _store.Hold();
        office.Run(1 + 120 - 5);
        call.HangUp();
        _store.LetGo();
        office.Run(1);
        Assert.Equal((true, Closing.Normal, Money.Of(0.58m)), (office.Charge().Offline, office.Charge().Closing, office.Charge().Net));
        Assert.Equal(Money.Of(0.58m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        office.AssertAccountsAddUp();
    }

    private OfficeOptions Limited() => new OfficeOptions { ChargeScheduler = _store }.WithLimit(
        new CostLimit { Amount = Money.Of(100m), Mode = LimitMode.BarAll, CutsRunning = true });
}
