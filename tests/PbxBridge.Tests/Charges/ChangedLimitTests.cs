using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Companies;
using PbxBridge.Storage.Accounts;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>Limits that are set, changed or lifted while calls run (LIM-5, LIM-7): 0.29 a minute, so 1 zł lasts for 206 s and 2 zł for 413 s.</summary>
public sealed class ChangedLimitTests
{
    private static readonly CostLimit CutsAtOne = new() { Amount = Money.Of(1m), Mode = LimitMode.BarAll, CutsRunning = true };
    private static readonly CostLimit CutsAtTwo = CutsAtOne with { Amount = Money.Of(2m), Version = 2 };

    [Fact]
    public void A_limit_that_is_raised_lets_a_call_go_on_that_was_warned_already()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne));
        Calls(office, 1 + 190);
        Assert.Single(office.Media.Ports[0].Played);
        Change(office, CutsAtTwo);
        office.Run(190);
        Assert.Single(office.Media.Ports[0].Played);
        office.Run(34);
        Assert.Equal(3, office.Media.Ports[0].Played.Count);
        Assert.Equal((Closing.LimitCut, 413d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        AssertBooked(office, 1.9962m);
    }

    [Fact]
    public void A_limit_that_is_raised_while_it_rings_counts_from_the_answer()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne with { Amount = Money.Of(0.10m) }));
        office.Mobile(ChargeOffice.Outside).Answers(10);
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(5);
        Change(office, CutsAtOne);
        office.Run(5 + 207);
        Assert.Equal((Closing.LimitCut, 206d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        AssertBooked(office, 0.9957m);
    }

    [Fact]
    public void A_limit_that_is_lowered_below_what_was_spent_cuts_after_both_tones_when_the_slice_is_over()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtTwo));
        Calls(office, 1 + 110);
        Change(office, CutsAtOne with { Amount = Money.Of(0.30m), Version = 3 });
        office.Run(39);
        Assert.Empty(office.Media.Ports[0].Played);
        office.Run(2);
        Assert.Single(office.Media.Ports[0].Played);
        office.Run(28);
        Assert.Equal(2, office.Media.Ports[0].Played.Count);
        office.Run(2);
        Assert.Equal((Closing.LimitCut, 180d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        AssertBooked(office, 0.87m);
    }

    [Fact]
    public void A_limit_that_cuts_no_more_lets_the_call_go_on_and_books_all_of_it_once()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne));
        var call = Calls(office, 1 + 200);
        Change(office, CutsAtOne with { CutsRunning = false });
        office.Run(100);
        call.HangUp();
        office.Run(1);
        var charges = office.Charges(office.Record);
        Assert.Equal([Closing.Partial, Closing.Normal], charges.Select(charge => charge.Closing));
        Assert.Equal([0, 1], charges.Select(charge => charge.Part));
        Assert.Equal(Money.Of(1.45m), Money.Sum(charges.Select(charge => charge.Net)));
        AssertBooked(office, 1.45m);
    }

    [Fact]
    public void A_limit_that_is_taken_away_binds_no_running_call()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { DefaultLimit = null }).WithLimit(CutsAtOne));
        var call = Calls(office, 1 + 200);
        Change(office, null);
        office.Run(100);
        call.HangUp();
        office.Run(1);
        AssertBooked(office, 1.45m);
    }

    [Fact]
    public void A_limit_that_begins_to_cut_binds_a_call_that_was_not_reserved()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtTwo with { CutsRunning = false }));
        Calls(office, 1 + 300);
        Change(office, CutsAtTwo);
        Assert.Equal(Money.Of(1.74m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Reserved);
        office.Run(114);
        Assert.Equal(2, office.Media.Ports[0].Played.Count);
        Assert.Equal((Closing.LimitCut, 413d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        AssertBooked(office, 1.9962m);
    }

    [Fact]
    public void A_limit_that_is_set_while_it_rings_binds_the_call_from_its_answer()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { DefaultLimit = null }));
        office.Mobile(ChargeOffice.Outside).Answers(10);
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(5);
        Change(office, CutsAtOne);
        office.Run(5 + 210);
        Assert.Equal((Closing.LimitCut, 206d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        AssertBooked(office, 0.9957m);
    }

    [Fact]
    public void A_limit_that_is_lifted_while_it_rings_binds_the_call_no_more()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne));
        office.Mobile(ChargeOffice.Outside).Answers(20);
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(2);
        office.Store.Limits.Lift("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna), ChargeOffice.Cycle, "ewa");
        office.Run(18 + 300);
        call.HangUp();
        office.Run(1);
        Assert.Equal(Money.Of(1.45m), Money.Sum(office.Charges(office.Record).Select(charge => charge.Net)));
        AssertBooked(office, 1.45m);
    }

    [Fact]
    public void A_call_that_has_spent_more_than_a_new_limit_is_warned_twice_and_cut_after_half_a_minute()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne with { CutsRunning = false }));
        Calls(office, 1 + 300);
        Change(office, CutsAtOne);
        office.Run(1);
        Assert.Single(office.Media.Ports[0].Played);
        office.Run(30);
        Assert.Equal(2, office.Media.Ports[0].Played.Count);
        Assert.Equal((Closing.LimitCut, 330d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        AssertBooked(office, 1.595m);
    }

    [Fact]
    public void Parts_that_were_billed_before_the_limit_count_once()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne with { Amount = Money.Of(100m), CutsRunning = false }));
        var call = Calls(office, 1);
        for (var minutes = 0; minutes < 250; minutes += 10)
        {
            office.Run(600);
            call.Update(null, ("Supported", "timer"), ("Session-Expires", "1800;refresher=uac"));
        }
        Change(office, CutsAtOne with { Amount = Money.Of(73m) });
        office.Run(120);
        var charges = office.Charges(office.Record);
        Assert.Equal([Closing.Partial, Closing.LimitCut], charges.Select(charge => charge.Closing));
        Assert.Equal(Money.Of(72.9978m), Money.Sum(charges.Select(charge => charge.Net)));
        AssertBooked(office, 72.9978m);
    }

    [Fact]
    public void A_limit_that_an_administrator_lifts_cuts_no_running_call_and_bars_none_until_the_end_of_the_cycle()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne));
        var call = Calls(office, 1 + 190);
        Assert.True(office.Store.Limits.Lift("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna), ChargeOffice.Cycle, "ewa"));
        Assert.False(office.Store.Limits.Lift("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna), ChargeOffice.Cycle, "jan"));
        office.Run(100);
        call.HangUp();
        office.Run(1);
        AssertBooked(office, 1.4017m);
        Assert.Equal("ewa", office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.LiftedBy);
        Assert.True(office.Bridge.Charges.Accounts.LimitOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna)).Lifted);
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 60);
        office.Run(1);
        AssertBooked(office, 1.6917m);
    }

    [Fact]
    public void A_lifted_limit_is_known_after_a_restart()
    {
        using var store = new TemporaryStore();
        var options = new OfficeOptions { Store = store }.WithLimit(CutsAtOne);
        using (var office = TestOffice.Demo(options))
        {
            office.Store.Limits.Lift("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna), ChargeOffice.Cycle, "ewa");
            office.Run(11);
        }
        using var again = TestOffice.Demo(options);
        Assert.True(again.Bridge.Charges.Accounts.LimitOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna)).Lifted);
        Assert.False(again.Bridge.Charges.Accounts.LimitOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Piotr)).Lifted);
    }

    [Fact]
    public void The_companys_credit_that_is_raised_lets_its_calls_go_on()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { CreditLimit = Money.Of(1m) }));
        Calls(office, 1 + 200);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company with { CreditLimit = Money.Of(2m) })));
        office.Run(215);
        Assert.Equal((Closing.LimitCut, 413d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        Assert.Equal(Money.Of(1.9962m), office.Account(AccountKey.OfCompany("przyklad", ChargeOffice.Cycle))?.Used);
        office.AssertAccountsAddUp();
    }

    [Fact]
    public void Raising_a_limit_marks_in_silence_what_is_still_exceeded_and_tells_the_rest_anew()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtOne with { UserThresholds = [50, 80] }));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 180);
        office.Run(1);
        Assert.Equal(2, Told(office));
        Change(office, CutsAtOne with { Amount = Money.Of(1.5m), Version = 2, UserThresholds = [50, 80] });
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 10);
        office.Run(1);
        Assert.Equal(2, Told(office));
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 70);
        office.Run(1);
        Assert.Equal(3, Told(office));
    }

    [Fact]
    public void Lowering_a_limit_tells_at_once_what_is_come_to_by_it()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(CutsAtTwo with { UserThresholds = [80] }));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 180);
        office.Run(1);
        Assert.Equal(0, Told(office));
        Change(office, CutsAtOne with { Version = 3, UserThresholds = [80] });
        Assert.Equal(1, Told(office));
    }

    private static PhoneCall Calls(TestOffice office, double seconds)
    {
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(seconds);
        return call;
    }

    private static int Told(TestOffice office)
    {
        office.Flush();
        return office.Store.Outbox.Last(10).Length;
    }

    private static void Change(TestOffice office, CostLimit? limit)
    {
        CompanySnapshot company = office.Company with
        {
            Employees = [.. office.Company.Employees.Select(employee => employee.Extension == "201" ? employee with { Limit = limit } : employee)],
        };
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(company)));
        office.Flush();
    }

    private static void AssertBooked(TestOffice office, decimal net)
    {
        Assert.Equal(Money.Of(net), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
        Assert.Equal(Money.Of(net), office.Account(AccountKey.OfCompany("przyklad", ChargeOffice.Cycle))?.Used);
        // What is in memory is sure again a minute after the last call.
        office.Run(100);
        Assert.Equal(Money.Of(net), office.Bridge.Charges.Accounts.LimitOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Anna)).Consumed);
        office.AssertAccountsAddUp();
    }
}
