using System.Collections.Immutable;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;
using PbxBridge.Charging.Rating;

namespace PbxBridge.Charging.Tests.Quotas;

public sealed class SliceRuleTests
{
    // 0.50 gross a minute, by the second.
    private static readonly Tariff Half = new() { Price = 0.50m, Per = TimeSpan.FromMinutes(1), Basis = PriceBasis.Gross };

    [Fact]
    public void The_first_slice_is_a_minute_with_connection_fee_and_first_increment()
    {
        var slice = SliceRule.First(Half with { ConnectionFee = Money.Of(0.15m) }, [Alone(10m)], QuotaRules.Standard)!;
        Assert.Equal((Seconds(60), false), (slice.Until, slice.Final));
        Assert.Equal([Money.Of(0.65m)], slice.Reserve.ToArray());
        slice = SliceRule.First(Half with { First = Seconds(90), Next = Seconds(30) }, [Alone(10m)], QuotaRules.Standard)!;
        Assert.Equal((Seconds(90), "0.75"), (slice.Until, slice.Reserve[0].ToString()));
    }

    [Fact]
    public void The_next_slice_is_a_minute_beyond_what_was_granted()
    {
        var slice = SliceRule.Next(Half, Seconds(45), Seconds(60), [Alone(10m)], QuotaRules.Standard);
        Assert.Equal((Seconds(120), false, "0.625"), (slice.Until, slice.Final, slice.Reserve[0].ToString()));
        Assert.Equal(Seconds(105), SliceRule.RenewAt(slice.Until, QuotaRules.Standard));
    }

    // C6: balance 1.00 at 0.50 a minute is cut at 120 s; the tones come 30 and 10 s before.
    [Fact]
    public void One_zloty_at_half_a_zloty_a_minute_lasts_two_minutes_and_warns_in_time()
    {
        var first = SliceRule.First(Half, [Alone(1m)], QuotaRules.Standard)!;
        Assert.Equal((Seconds(60), false), (first.Until, first.Final));
        var last = SliceRule.Next(Half, Seconds(45), first.Until, [Alone(1m - 0.375m)], QuotaRules.Standard);
        Assert.Equal((Seconds(120), true, "0.625"), (last.Until, last.Final, last.Reserve[0].ToString()));
        Assert.Equal([Seconds(90), Seconds(110)], SliceRule.WarnAt(last.Until, Seconds(45), QuotaRules.Standard).ToArray());
    }

    // What is left after a slice must last until the next request can still bring the 30 s tone.
    [Theory]
    [InlineData("0.6249", 74, true)]
    [InlineData("0.625", 60, false)]
    [InlineData("0.50", 60, true)]
    [InlineData("0.0084", 1, true)]
    [InlineData("0.0083", 1, true)]
    public void A_slice_is_the_last_when_less_than_a_quarter_of_a_minute_would_be_left(string balance, int until, bool final)
    {
        var slice = SliceRule.First(Half, [Alone(Amounts.MoneyTests.Read(balance).Amount)], QuotaRules.Standard)!;
        Assert.Equal((Seconds(until), final), (slice.Until, slice.Final));
    }

    [Theory]
    [InlineData("0.0082")]
    [InlineData("0")]
    public void Without_the_first_increment_nothing_is_granted(string balance) =>
        Assert.Null(SliceRule.First(Half, [Alone(Amounts.MoneyTests.Read(balance).Amount)], QuotaRules.Standard));

    [Fact]
    public void The_last_slice_is_a_whole_number_of_increments()
    {
        var steps = Half with { First = Seconds(30), Next = Seconds(20) };
        var slice = SliceRule.First(steps, [Alone(0.42m)], QuotaRules.Standard)!;
        Assert.Equal((Seconds(50), true, "0.4167"), (slice.Until, slice.Final, slice.Reserve[0].ToString()));
        Assert.Null(SliceRule.First(steps, [Alone(0.2499m)], QuotaRules.Standard));
        var none = SliceRule.Next(steps, Seconds(35), slice.Until, [Alone(0.0m)], QuotaRules.Standard);
        Assert.Equal((Seconds(50), true, Money.Zero), (none.Until, none.Final, none.Reserve[0]));
    }

    [Fact]
    public void A_time_without_charge_costs_the_connection_fee_alone()
    {
        var slice = SliceRule.First(Half with { Free = Seconds(20), ConnectionFee = Money.Of(0.10m) }, [Alone(0.10m)], QuotaRules.Standard)!;
        Assert.Equal((Seconds(20), true, "0.10"), (slice.Until, slice.Final, slice.Reserve[0].ToString()));
    }

    [Fact]
    public void A_price_per_call_is_reserved_whole_and_then_nothing()
    {
        var vote = Half with { PerCall = Money.Of(2.46m) };
        Assert.Null(SliceRule.First(vote, [Alone(2.45m)], QuotaRules.Standard));
        var slice = SliceRule.First(vote, [Alone(2.46m)], QuotaRules.Standard)!;
        Assert.Equal((Seconds(60), false, "2.46"), (slice.Until, slice.Final, slice.Reserve[0].ToString()));
        slice = SliceRule.Next(vote, Seconds(45), Seconds(60), [Alone(0m)], QuotaRules.Standard);
        Assert.Equal((Seconds(120), false, Money.Zero), (slice.Until, slice.Final, slice.Reserve[0]));
    }

    [Fact]
    public void The_poorest_account_decides_for_all_and_each_has_its_own_basis()
    {
        ImmutableArray<SliceFunds> both = [new(PriceBasis.Net, Money.Of(9), 1), new(PriceBasis.Gross, Money.Of(0.25m), 1)];
        var slice = SliceRule.First(Half, both, QuotaRules.Standard)!;
        Assert.Equal((Seconds(30), true), (slice.Until, slice.Final));
        Assert.Equal(["0.2033", "0.25"], slice.Reserve.Select(r => r.ToString()));
        Assert.Null(SliceRule.First(Half, [both[0], Alone(0m)], QuotaRules.Standard));
    }

    // OCS-3: available / (price per second · 2 · calls), between 15 and 60 s.
    [Theory]
    [InlineData("10.00", 2, 60)]
    [InlineData("2.00", 2, 60)]
    [InlineData("1.50", 2, 45)]
    [InlineData("1.00", 2, 30)]
    [InlineData("0.50", 2, 15)]
    [InlineData("0.49", 2, 15)]
    [InlineData("1.50", 3, 30)]
    public void Calls_that_share_an_account_get_fair_slices(string available, int calls, int seconds)
    {
        var slice = SliceRule.First(Half, [new(PriceBasis.Gross, Amounts.MoneyTests.Read(available), calls)], QuotaRules.Standard)!;
        Assert.Equal((Seconds(seconds), false), (slice.Until, slice.Final));
    }

    [Theory]
    [InlineData(120, 45, "90 110")]
    [InlineData(120, 95, "95 110")]
    [InlineData(120, 115, "115")]
    [InlineData(20, 0, "0 10")]
    [InlineData(5, 0, "0")]
    public void A_warning_that_comes_too_late_is_given_at_once(int until, int elapsed, string at) =>
        Assert.Equal(at, string.Join(' ', SliceRule.WarnAt(Seconds(until), Seconds(elapsed), QuotaRules.Standard).Select(t => (int)t.TotalSeconds)));

    // OCS-2: Σ slices is not the rounding of the total; Σ of what is due is.
    [Fact]
    public void What_is_due_adds_up_to_the_charge_of_the_whole_call()
    {
        var tariff = new Tariff { Price = 1m, Per = TimeSpan.FromHours(1) };
        var committed = Money.Zero;
        for (var used = 44; used <= 1760; used += 44)
        {
            committed += SliceRule.Due(tariff, PriceBasis.Net, Seconds(used), Seconds(used + 15), committed);
        }

        Assert.Equal("0.4889", committed.ToString());
        Assert.NotEqual(committed, Money.Sum(Enumerable.Repeat(CallCharge.Of(tariff, Seconds(44)).Net, 40)));
    }

    [Fact]
    public void Time_that_was_not_granted_is_not_charged() => Assert.Equal("0.50", SliceRule.Due(Half, PriceBasis.Gross, new TimeSpan(0, 0, 0, 60, 200), Seconds(60), Money.Zero).ToString());

    [Theory]
    [InlineData("PrivatePrepaid", false, SilentStoreWay.Refuse)]
    [InlineData("PrivatePrepaid", true, SilentStoreWay.RunOut)]
    [InlineData("EmployeeLimit", false, SilentStoreWay.GoOn)]
    [InlineData("EmployeeLimit", true, SilentStoreWay.GoOn)]
    [InlineData("CompanyCredit,EmployeeLimit", false, SilentStoreWay.GoOn)]
    [InlineData("EmployeeLimit,PremiumThreshold", false, SilentStoreWay.Refuse)]
    [InlineData("EmployeeLimit,PremiumThreshold", true, SilentStoreWay.RunOut)]
    public void A_silent_store_stops_only_calls_on_own_money(string kinds, bool answered, SilentStoreWay way) =>
        Assert.Equal(way, SilentStore.Decide(kinds.Split(',').Select(Enum.Parse<AccountKind>), answered));

    private static SliceFunds Alone(decimal available) => new(PriceBasis.Gross, Money.Of(available), 1);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
