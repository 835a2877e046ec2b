using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Limits;

namespace PbxBridge.Charging.Tests.Limits;

public sealed class LimitWatchTests
{
    // The demo company: user 50/80/100 %, administrator 80/100 %.
    private static readonly CostLimit Hundred = new() { Amount = Money.Of(100), UserThresholds = [50, 80, 100], AdministratorThresholds = [80, 100] };

    // LIM-3, T8: once each, at the charge that comes to it.
    [Fact]
    public void Each_threshold_is_told_once_when_consumption_comes_to_it()
    {
        var year = new Spending(Hundred);
        Assert.Equal("", year.Spend(49.9999m));
        Assert.Equal("User 50", year.Spend(0.0001m));
        Assert.Equal("", year.Spend(0m));
        Assert.Equal("User 80, Administrator 80", year.Spend(30m));
        Assert.Equal("", year.Spend(19.99m));
        Assert.Equal("User 100, Administrator 100", year.Spend(0.01m));
        Assert.Equal("", year.Spend(500m));
    }

    // T6: apart for user and administrator.
    [Fact]
    public void User_and_administrator_have_thresholds_of_their_own()
    {
        var year = new Spending(Hundred with { UserThresholds = [50], AdministratorThresholds = [90] });
        Assert.Equal("User 50", year.Spend(89m));
        Assert.Equal("Administrator 90", year.Spend(1m));
    }

    // LIM-4.
    [Fact]
    public void Of_several_thresholds_at_once_the_highest_is_told_and_all_are_marked()
    {
        var events = LimitWatch.After(Hundred, Money.Of(85), new HashSet<ThresholdMark>());
        Assert.Equal([(LimitAudience.User, 80), (LimitAudience.Administrator, 80)], events.Notices.Select(n => (n.Audience, n.Threshold)));
        Assert.Equal([new(LimitAudience.User, 50), new(LimitAudience.User, 80), new(LimitAudience.Administrator, 80)], events.Marks.ToArray());
    }

    // Reservations come and go; a threshold does not.
    [Fact]
    public void Consumption_that_falls_and_rises_again_is_told_once()
    {
        var year = new Spending(Hundred);
        Assert.Equal("User 50", year.Spend(55m));
        Assert.Equal("", year.Spend(-10m));
        Assert.Equal("", year.Spend(10m));
    }

    // T12, LIM-5: 100 to 200 zł at 85 zł used: 80 % again only when 160 is come to.
    [Fact]
    public void A_raised_limit_arms_the_thresholds_above_the_new_share()
    {
        var year = new Spending(Hundred);
        Assert.Equal("User 80, Administrator 80", year.Spend(85m));
        Assert.Equal("", year.Change(Hundred with { Amount = Money.Of(200), Version = 2 }));
        Assert.Equal("", year.Spend(14.99m));
        Assert.Equal("User 50", year.Spend(0.01m));
        Assert.Equal("", year.Spend(59.9999m));
        Assert.Equal("User 80, Administrator 80", year.Spend(0.0001m));
    }

    [Fact]
    public void Thresholds_that_a_raised_limit_has_still_come_to_are_marked_without_a_message()
    {
        var year = new Spending(Hundred);
        Assert.Equal("User 80, Administrator 80", year.Spend(85m));
        Assert.Equal("", year.Change(Hundred with { Amount = Money.Of(105), Version = 2 }));
        Assert.Equal([new(LimitAudience.User, 50), new(LimitAudience.User, 80), new(LimitAudience.Administrator, 80)], year.Marks.Order(Comparer<ThresholdMark>.Create((a, b) => (a.Audience, a.Percent).CompareTo((b.Audience, b.Percent)))));
        Assert.Equal("", year.Spend(19.99m));
        Assert.Equal("User 100, Administrator 100", year.Spend(0.01m));
    }

    [Fact]
    public void A_lowered_limit_tells_what_it_comes_to_by_that()
    {
        var year = new Spending(Hundred);
        Assert.Equal("User 50", year.Spend(60m));
        Assert.Equal("User 100, Administrator 100", year.Change(Hundred with { Amount = Money.Of(50), Version = 2 }));
        Assert.Equal("", year.Spend(1m));
    }

    [Fact]
    public void A_first_limit_tells_and_new_thresholds_below_consumption_do_not()
    {
        var year = new Spending(null);
        Assert.Equal("", year.Spend(60m));
        Assert.Equal("User 50", year.Change(Hundred));
        Assert.Equal("", year.Change(Hundred with { UserThresholds = [40, 55, 80], Version = 2 }));
        Assert.Equal("User 80, Administrator 80", year.Spend(20m));
    }

    [Fact]
    public void A_limit_of_nothing_is_come_to_by_the_first_charge()
    {
        var year = new Spending(Hundred with { Amount = Money.Zero });
        Assert.Equal("", year.Spend(0m));
        Assert.Equal("User 100, Administrator 100", year.Spend(0.0001m));
    }

    // However charges, releases and changes of the limit follow each other.
    [Fact]
    public void No_threshold_is_told_twice_under_one_version_and_none_is_lost()
    {
        var random = new Random(7);
        for (var n = 0; n < 2_000; n++)
        {
            var year = new Spending(Hundred);
            for (var step = 0; step < 40; step++)
            {
                if (random.Next(10) == 0)
                {
                    year.Change(year.Limit! with { Amount = Money.Of(random.Next(0, 300)), Version = year.Limit!.Version + 1 });
                }
                else
                {
                    year.Spend(Math.Max(-year.Consumed.Amount, random.Next(-2_000, 9_000) / 100m));
                }

                // Told or silent, every threshold that is come to has its mark.
                Assert.All(year.Limit!.UserThresholds, t => Assert.True(!year.Limit.HasReached(t, year.Consumed) || year.Marks.Contains(new(LimitAudience.User, t))));
            }

            Assert.Equal(year.Told.Count, year.Told.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(100, "1,80,100", "90,100", LimitMode.NotifyOnly, false, 0)]
    [InlineData(0, "", "", LimitMode.BarAll, true, 0)]
    [InlineData(-1, "", "", LimitMode.BarAll, false, 1)]
    [InlineData(10_000_000, "", "", LimitMode.BarAll, false, 1)]
    [InlineData(0.001, "", "", LimitMode.BarAll, false, 1)]
    [InlineData(1, "0", "", LimitMode.BarAll, false, 1)]
    [InlineData(1, "", "101", LimitMode.BarAll, false, 1)]
    [InlineData(1, "80,80", "", LimitMode.BarAll, false, 1)]
    [InlineData(1, "1,2,3,4,5,6,7,8,9,10,11", "", LimitMode.BarAll, false, 1)]
    [InlineData(1, "", "", LimitMode.NotifyOnly, true, 1)]
    public void A_limit_says_what_is_wrong_with_it(double amount, string user, string administrator, LimitMode mode, bool cuts, int faults)
    {
        static System.Collections.Immutable.ImmutableArray<int> List(string text) =>
            [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(t => int.Parse(t, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(faults, new CostLimit
        {
            Amount = Money.Of((decimal)amount),
            UserThresholds = List(user),
            AdministratorThresholds = List(administrator),
            Mode = mode,
            CutsRunning = cuts,
        }.Faults().Length);
    }

    private sealed class Spending(CostLimit? limit)
    {
        public CostLimit? Limit { get; private set; } = limit;

        public Money Consumed { get; private set; }

        public HashSet<ThresholdMark> Marks { get; private set; } = [];

        public List<(int Version, LimitAudience Audience, int Percent)> Told { get; } = [];

        public string Spend(decimal amount)
        {
            Consumed += Money.Of(amount);
            return Limit is null ? "" : Keep(LimitWatch.After(Limit, Consumed, Marks));
        }

        public string Change(CostLimit to)
        {
            var events = LimitWatch.Changed(Limit, to, Consumed);
            (Limit, Marks) = (to, []);
            return Keep(events);
        }

        private string Keep(LimitEvents events)
        {
            Assert.All(events.Marks, m => Assert.True(Marks.Add(m)));
            Told.AddRange(events.Notices.Select(n => (n.Limit.Version, n.Audience, n.Threshold)));
            return string.Join(", ", events.Notices.Select(n => $"{n.Audience} {n.Threshold}"));
        }
    }
}
