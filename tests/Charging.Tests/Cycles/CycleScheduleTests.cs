using System.Globalization;
using PbxBridge.Charging.Amounts;
using PbxBridge.Charging.Cycles;

namespace PbxBridge.Charging.Tests.Cycles;

public sealed class CycleScheduleTests
{
    [Theory]
    [InlineData(1, "2026-11-22", "2026-11-01", "2026-12-01")]
    [InlineData(22, "2026-11-22", "2026-11-22", "2026-12-22")]
    [InlineData(23, "2026-11-22", "2026-10-23", "2026-11-23")]
    [InlineData(28, "2028-02-28", "2028-02-28", "2028-03-28")]
    [InlineData(28, "2028-02-27", "2028-01-28", "2028-02-28")]
    [InlineData(15, "2026-12-31", "2026-12-15", "2027-01-15")]
    [InlineData(15, "2027-01-01", "2026-12-15", "2027-01-15")]
    public void A_cycle_runs_from_its_day_to_that_of_the_next_month(int startDay, string day, string first, string next) =>
        Assert.Equal(new(Day(first), Day(next)), CycleSchedule.Of(startDay).On(Day(day)));

    [Theory]
    [InlineData(0)]
    [InlineData(29)]
    public void A_day_that_not_every_month_has_is_refused(int day)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CycleSchedule.Of(day));
        Assert.Throws<ArgumentOutOfRangeException>(() => CycleSchedule.Of(1).With(day, At("2026-11-22T12:00Z")));
    }

    // CYC-1: boundaries are midnights of Warsaw.
    [Fact]
    public void The_end_belongs_to_the_next_cycle()
    {
        var schedule = CycleSchedule.Of(1);
        Assert.Equal("2026-11-01", schedule.At(At("2026-11-30T22:59:59.999Z")).ToString());
        Assert.Equal("2026-12-01", schedule.At(At("2026-11-30T23:00:00Z")).ToString());
        Assert.True(schedule.At(At("2026-11-30T22:59:59.999Z")).Holds(At("2026-10-31T23:00:00Z")));
        Assert.False(schedule.At(At("2026-11-30T22:59:59.999Z")).Holds(At("2026-11-30T23:00:00Z")));
    }

    [Theory]
    [InlineData("2026-03-01", 31, 743)]
    [InlineData("2026-10-01", 31, 745)]
    [InlineData("2026-11-01", 30, 720)]
    public void The_clocks_make_a_cycle_an_hour_shorter_or_longer(string day, int days, int hours)
    {
        var cycle = CycleSchedule.Of(1).On(Day(day));
        Assert.Equal((days, TimeSpan.FromHours(hours)), (cycle.Days, cycle.End - cycle.Start));
    }

    // CYC-1: days of 23 and 25 hours.
    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-07-01", 24)]
    public void A_day_lasts_from_midnight_to_midnight(string day, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), WarsawTime.Midnight(Day(day).AddDays(1)) - WarsawTime.Midnight(Day(day)));

    [Fact]
    public void A_cycle_may_begin_on_the_day_of_the_change()
    {
        var cycle = CycleSchedule.Of(25).At(At("2026-10-24T22:00:00Z"));
        Assert.Equal("2026-10-25", cycle.ToString());
        Assert.Equal("2026-09-25", CycleSchedule.Of(25).At(At("2026-10-24T21:59:59Z")).ToString());
        Assert.Equal(cycle, CycleSchedule.Of(25).At(At("2026-10-25T00:30:00Z")));
        Assert.Equal(cycle, CycleSchedule.Of(25).At(At("2026-10-25T01:30:00Z")));
    }

    // CYC-4: from the next boundary, with one short or long cycle.
    [Theory]
    [InlineData(1, 20, "2026-11-01 2026-12-01 2026-12-20 2027-01-20")]
    [InlineData(1, 15, "2026-11-01 2026-12-01 2027-01-15 2027-02-15")]
    [InlineData(1, 16, "2026-11-01 2026-12-01 2026-12-16 2027-01-16")]
    [InlineData(20, 1, "2026-11-20 2026-12-20 2027-02-01 2027-03-01")]
    [InlineData(10, 1, "2026-11-10 2026-12-10 2027-01-01 2027-02-01")]
    [InlineData(1, 1, "2026-11-01 2026-12-01 2027-01-01 2027-02-01")]
    public void Another_start_day_comes_with_one_cycle_between(int from, int to, string begins)
    {
        var schedule = CycleSchedule.Of(from).With(to, At("2026-11-22T12:00Z"));
        var cycle = schedule.At(At("2026-11-22T12:00Z"));
        var found = new List<BillingCycle> { cycle };
        while (found.Count < 4)
        {
            found.Add(cycle = schedule.After(cycle));
        }

        Assert.Equal(begins, string.Join(' ', found));
    }

    [Fact]
    public void A_change_that_has_not_begun_is_replaced_or_taken_back()
    {
        var changed = CycleSchedule.Of(1).With(20, At("2026-11-22T12:00Z"));
        Assert.Equal(new CycleChange(Day("2026-12-01"), 20), Assert.Single(changed.Changes));
        Assert.Equal(new CycleChange(Day("2026-12-01"), 10), Assert.Single(changed.With(10, At("2026-11-23T12:00Z")).Changes));
        Assert.Equal(CycleSchedule.Of(1), changed.With(1, At("2026-11-23T12:00Z")));
        Assert.Equal(changed, changed.With(20, At("2026-11-23T12:00Z")));
    }

    [Fact]
    public void Any_changes_leave_cycles_without_gap_or_overlap_and_none_too_long()
    {
        var random = new Random(59);
        for (var n = 0; n < 300; n++)
        {
            var schedule = CycleSchedule.Of(random.Next(1, 29));
            var now = At("2026-01-05T12:00Z");
            for (var change = 0; change < 6; change++)
            {
                now = now.AddDays(random.Next(0, 80)).AddHours(random.Next(0, 24));
                var before = schedule.At(now);
                schedule = schedule.With(random.Next(1, 29), now);
                Assert.Equal(before, schedule.At(now));
            }

            var cycle = schedule.On(Day("2026-01-01"));
            for (var day = Day("2026-01-01"); day < Day("2028-01-01"); day = day.AddDays(1))
            {
                if (day == cycle.Next)
                {
                    cycle = schedule.After(cycle);
                    Assert.Equal(day, cycle.First);
                }

                Assert.Equal(cycle, schedule.On(day));
                Assert.InRange(cycle.Days, 15, CycleSchedule.LongestCycle);
            }
        }
    }

    // CYC-2, T1.
    [Theory]
    [InlineData("2026-10-31T22:59:59Z", "2026-10-31T23:05Z", "2026-10-01", false)]
    [InlineData("2026-10-31T22:59:59Z", "2026-11-03T22:59:59Z", "2026-10-01", false)]
    [InlineData("2026-10-31T22:59:59Z", "2026-11-03T23:00Z", "2026-11-01", true)]
    [InlineData("2026-10-31T22:59:59Z", "2026-12-04T00:00Z", "2026-12-01", true)]
    [InlineData("2026-10-31T23:00Z", "2026-11-02T00:00Z", "2026-11-01", false)]
    public void A_late_record_goes_to_the_cycle_of_its_call_until_that_is_closed(string answered, string recorded, string cycle, bool adjustment)
    {
        var booking = CycleSchedule.Of(1).Book(At(answered), At(recorded));
        Assert.Equal((cycle, adjustment), (booking.Cycle.ToString(), booking.IsAdjustment));
        Assert.Equal(CycleSchedule.Of(1).At(At(answered)), booking.Of);
    }

    // CYC-3, F1.
    [Theory]
    [InlineData("25.00", "2026-11-01", "25.00")]
    [InlineData("25.00", "2026-10-01", "25.00")]
    [InlineData("25.00", "2026-11-02", "24.17")]
    [InlineData("25.00", "2026-11-16", "12.50")]
    [InlineData("25.00", "2026-11-30", "0.83")]
    [InlineData("25.00", "2026-12-01", "0.00")]
    [InlineData("0.01", "2026-11-16", "0.01")]
    [InlineData("0.01", "2026-11-17", "0.00")]
    public void A_subscription_is_charged_for_the_days_that_remain(string fee, string activated, string part) => Assert.Equal(
        part, ProRata.Of(Money.Of(decimal.Parse(fee, CultureInfo.InvariantCulture)), CycleSchedule.Of(1).On(Day("2026-11-22")), Day(activated)).ToString());

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
