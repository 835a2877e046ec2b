using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Prices;
using PbxBridge.Charging.Quotas;

namespace PbxBridge.Charging.Tests.Quotas;

public sealed class SliceRuleTests
{
    // 0.50 gross a minute, by the second.
    private static readonly Tariff Half = new() { Price = 0.50m, Per = TimeSpan.FromMinutes(1), Basis = PriceBasis.Gross };

    [Fact]
    public void The_first_slice_is_a_minute_or_the_first_increment()
    {
        Assert.Equal(new Slice(Seconds(60), false), First(Half, 10m));
        Assert.Equal(new Slice(Seconds(90), false), First(Half with { First = Seconds(90), Next = Seconds(30) }, 10m));
    }

    [Fact]
    public void The_next_slice_is_a_minute_beyond_what_was_granted()
    {
        Assert.Equal(new Slice(Seconds(120), false), Next(Half, 10m, 60));
        Assert.Equal(Seconds(105), SliceRule.RenewAt(Seconds(120), QuotaRules.Standard));
        Assert.Equal(TimeSpan.Zero, SliceRule.RenewAt(Seconds(10), QuotaRules.Standard));
    }

    // C6: balance 1.00 at 0.50 a minute is cut at 120 s; the tones come 30 and 10 s before.
    [Fact]
    public void One_zloty_at_half_a_zloty_a_minute_lasts_two_minutes_and_warns_in_time()
    {
        Assert.Equal(new Slice(Seconds(60), false), First(Half, 1m));
        Assert.Equal(new Slice(Seconds(120), true), Next(Half, 1m, 60));
        Assert.Equal([Seconds(90), Seconds(110)], SliceRule.WarnAt(Seconds(120), Seconds(45), QuotaRules.Standard).ToArray());
        Assert.Null(Next(Half, 1m, 120));
    }

    // §6.6: the highest price of one call, as its longest duration.
    [Theory]
    [InlineData("1.00", 120)]
    [InlineData("0.999", 119)]
    [InlineData("0.001", 0)]
    [InlineData("719.99", 86398)]
    public void What_a_call_may_cost_is_how_long_it_may_last(string most, int seconds) =>
        Assert.Equal(Seconds(seconds), SliceRule.Longest(new SlicePayer(Amounts.MoneyTests.Read(most), 1, Half, PriceBasis.Gross)));

    [Fact]
    public void A_call_that_never_costs_so_much_has_no_longest_duration()
    {
        Assert.Null(SliceRule.Longest(new SlicePayer(Money.Of(720), 1, Half, PriceBasis.Gross)));
        Assert.Null(SliceRule.Longest(new SlicePayer(Money.Of(1), 1, Half with { PerCall = Money.Of(1) }, PriceBasis.Gross)));
    }

    // What is left after a slice must last until the next request can still bring the 30 s tone.
    [Theory]
    [InlineData("0.6249", 74, true)]
    [InlineData("0.625", 60, false)]
    [InlineData("0.50", 60, true)]
    [InlineData("0.0084", 1, true)]
    [InlineData("0.0083", 1, true)]
    public void A_slice_is_the_last_when_less_than_a_quarter_of_a_minute_would_be_left(string balance, int until, bool final) =>
        Assert.Equal(new Slice(Seconds(until), final), First(Half, Amounts.MoneyTests.Read(balance).Amount));

    [Theory]
    [InlineData("0.0082", "0")]
    [InlineData("0", "0")]
    [InlineData("0.1082", "0.10")]
    public void Without_connection_fee_and_first_increment_nothing_is_granted(string balance, string fee) =>
        Assert.Null(First(Half with { ConnectionFee = Amounts.MoneyTests.Read(fee) }, Amounts.MoneyTests.Read(balance).Amount));

    [Fact]
    public void The_last_slice_is_a_whole_number_of_increments()
    {
        var steps = Half with { First = Seconds(30), Next = Seconds(20) };
        Assert.Equal(new Slice(Seconds(50), true), First(steps, 0.42m));
        Assert.Null(First(steps, 0.2499m));
        Assert.Null(Next(steps, 0.42m, 50));
        Assert.Equal(new Slice(Seconds(70), true), Next(steps, 0.60m, 50));
    }

    [Fact]
    public void A_time_without_charge_costs_the_connection_fee_alone() =>
        Assert.Equal(new Slice(Seconds(20), true), First(Half with { Free = Seconds(20), ConnectionFee = Money.Of(0.10m) }, 0.10m));

    [Fact]
    public void A_price_per_call_is_paid_at_once_and_lasts()
    {
        var vote = Half with { PerCall = Money.Of(2.46m) };
        Assert.Null(First(vote, 2.45m));
        Assert.Equal(new Slice(Seconds(60), false), First(vote, 2.46m));
        Assert.Equal(new Slice(Seconds(120), false), Next(vote, 2.46m, 60));
    }

    [Fact]
    public void The_poorest_account_decides_for_all_and_each_has_its_own_basis()
    {
        var limit = new SlicePayer(Money.Of(9), 1, Half, PriceBasis.Net);
        Assert.Equal(new Slice(Seconds(30), true), SliceRule.Next([limit, Alone(Half, 0.25m)], null, QuotaRules.Standard));
        Assert.Equal(new Slice(Seconds(30), true), SliceRule.Next([limit with { Budget = Money.Of(0.2033m) }, Alone(Half, 9m)], null, QuotaRules.Standard));
        Assert.Null(SliceRule.Next([limit, Alone(Half, 0m)], null, QuotaRules.Standard));
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
        var budget = Amounts.MoneyTests.Read(available);
        Assert.Equal(new Slice(Seconds(seconds), false), SliceRule.Next([new(budget, calls, Half, PriceBasis.Gross)], null, QuotaRules.Standard));

        // Later only what nobody has been promised is shared.
        budget += Money.Of(0.50m);
        Assert.Equal(new Slice(Seconds(60 + seconds), false), SliceRule.Next([new(budget, calls, Half, PriceBasis.Gross)], Seconds(60), QuotaRules.Standard));
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
        var payer = new SlicePayer(Money.Of(9), 1, new() { Price = 1m, Per = TimeSpan.FromHours(1) }, PriceBasis.Net);
        var committed = Money.Zero;
        for (var used = 44; used <= 1760; used += 44)
        {
            committed += SliceRule.Due(payer, Seconds(used), Seconds(used + 15), committed);
        }

        Assert.Equal("0.4889", committed.ToString());
        Assert.Equal("0.488", Money.Sum(Enumerable.Repeat(payer.Cost(Seconds(44)), 40)).ToString());
    }

    [Fact]
    public void Time_that_was_not_granted_is_not_charged() =>
        Assert.Equal("0.50", SliceRule.Due(Alone(Half, 9m), new TimeSpan(0, 0, 0, 60, 200), Seconds(60), Money.Zero).ToString());

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

    private static Slice? First(Tariff tariff, decimal budget) => SliceRule.Next([Alone(tariff, budget)], null, QuotaRules.Standard);

    private static Slice? Next(Tariff tariff, decimal budget, int granted) => SliceRule.Next([Alone(tariff, budget)], Seconds(granted), QuotaRules.Standard);

    private static SlicePayer Alone(Tariff tariff, decimal budget) => new(Money.Of(budget), 1, tariff, PriceBasis.Gross);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
