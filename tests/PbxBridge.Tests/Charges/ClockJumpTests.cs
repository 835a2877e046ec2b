using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Charges;

/// <summary>RAT-3: the wall clock is set by an hour while a call lasts, forward or back; its length is that of the monotonic clock.</summary>
public sealed class ClockJumpTests
{
    public static TheoryData<int> Hours => [1, -1];

    [Theory]
    [MemberData(nameof(Hours))]
    public void What_is_charged_and_recorded_is_what_was_talked(int hours)
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 30);
        office.Time.JumpWallClock(TimeSpan.FromHours(hours));
        office.Run(30.3);
        call.HangUp();
        office.Run(1);
        Assert.Equal((61d, Money.Of(0.2948m)), (office.Charge().Billed.TotalSeconds, office.Charge().Net));
        Assert.Equal(TimeSpan.FromSeconds(60.3), office.Charge().EndedAt - office.Charge().AnsweredAt);
        Assert.Equal(TimeSpan.FromSeconds(60.3), office.Record.EndedAt - office.Record.AnsweredAt);
        Assert.Equal(TimeSpan.FromSeconds(60.3), Assert.Single(office.Store.Calls.Last(1)).Talked);
        Assert.Equal(Money.Of(0.2948m), office.Account(ChargeOffice.LimitOf(ChargeOffice.Anna))?.Used);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_call_that_rings_while_the_clock_is_set_is_charged_from_its_answer(int hours)
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers(20);
        var call = office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(10);
        office.Time.JumpWallClock(TimeSpan.FromHours(hours));
        office.Run(10 + 45);
        call.HangUp();
        office.Run(1);
        Assert.Equal(45d, office.Charge().Billed.TotalSeconds);
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(45)), (office.Record.AnsweredAt - office.Record.StartedAt, office.Record.EndedAt - office.Record.AnsweredAt));
        Assert.Equal(TimeSpan.FromSeconds(20), Assert.Single(office.Record.Attempts).Rang);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_reserved_call_is_cut_when_its_money_is_talked_away(int hours)
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 1m));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled + "*");
        office.Run(1 + 20);
        office.Time.JumpWallClock(TimeSpan.FromHours(hours));
        office.Run(110);
        Assert.Equal((Closing.QuotaExhausted, 120d, Money.Of(1m)), (office.Charge().Closing, office.Charge().Billed.TotalSeconds, office.Charge().Debited));
        Assert.Equal(Money.Zero, office.Account(ChargeOffice.Purse(ChargeOffice.Piotr))?.Balance);
        office.AssertAccountsAddUp();
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_limit_that_is_set_after_the_jump_binds_by_what_was_talked(int hours)
    {
        var limit = new CostLimit { Amount = Money.Of(1m), Mode = LimitMode.BarAll };
        using var office = TestOffice.Demo(new OfficeOptions().WithLimit(limit));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Anna).Dials(ChargeOffice.Dialled);
        office.Run(1 + 100);
        office.Time.JumpWallClock(TimeSpan.FromHours(hours));
        office.Run(10);
        office.OnLoop(() => office.Bridge.Use(office.DirectoryWith(office.Company with
        {
            Employees = [.. office.Company.Employees.Select(employee => employee.Extension == "201" ? employee with { Limit = limit with { CutsRunning = true } } : employee)],
        })));
        office.Run(100);
        Assert.Equal((Closing.LimitCut, 206d), (office.Charge().Closing, office.Charge().Billed.TotalSeconds));
        office.AssertAccountsAddUp();
    }

    // Whoever has just paid for a call tops up by the voucher of a shop: it must not take the hour until the clock is where it was.
    [Theory]
    [MemberData(nameof(Hours))]
    public void Money_that_comes_in_after_the_jump_can_be_spent_at_once(int hours)
    {
        using var office = TestOffice.Demo(ChargeOffice.WithBalance(ChargeOffice.Piotr, 0.50m));
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Mobile(ChargeOffice.Piotr).Dials(ChargeOffice.Dialled + "*");
        office.Run(1 + 65);
        Assert.Equal(Money.Zero, office.Bridge.Charges.Accounts.PrepaidOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Piotr)));
        office.Time.JumpWallClock(TimeSpan.FromHours(hours));
        office.Flush();
        office.Store.Accounts.Post(ChargeOffice.Purse(ChargeOffice.Piotr), new Storage.Accounts.LedgerEntry("top-up", office.Time.GetUtcNow(), Storage.Accounts.LedgerKind.Credit, Money.Of(5m)));
        office.Run(25);
        Assert.Equal(Money.Of(5m), office.Bridge.Charges.Accounts.PrepaidOf("przyklad", ChargeOffice.IdOf(ChargeOffice.Piotr)));
    }

    // Timers of calls are the monotonic clock's too: a member of a line rings for his 15 seconds.
    [Theory]
    [MemberData(nameof(Hours))]
    public void A_member_of_a_line_rings_as_long_as_he_should(int hours)
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000401").RingsOut();
        var second = office.Mobile("+48601000402").RingsOut();
        office.Caller("+48226000000").Dials("+48600000003");
        office.Run(7);
        office.Time.JumpWallClock(TimeSpan.FromHours(hours));
        office.Run(7.9);
        Assert.Empty(second.Calls);
        office.Run(0.2);
        Assert.Single(second.Calls);
    }

    [Fact]
    public void Records_are_in_the_order_of_the_clock_on_the_wall()
    {
        using var office = TestOffice.Demo();
        office.Mobile(ChargeOffice.Outside).Answers();
        office.Time.JumpWallClock(TimeSpan.FromHours(1));
        office.Mobile(ChargeOffice.Anna).TalksFor(office, ChargeOffice.Dialled, 5);
        office.Run(1);
        var now = office.Time.GetUtcNow();
        Assert.Equal(now - TimeSpan.FromSeconds(7), office.Record.StartedAt);
    }
}
