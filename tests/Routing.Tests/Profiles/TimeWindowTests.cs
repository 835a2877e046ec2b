using PbxBridge.Routing.Profiles;

namespace PbxBridge.Routing.Tests.Profiles;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData("2026-11-23 07:59", false)] // Monday
    [InlineData("2026-11-23 08:00", true)]
    [InlineData("2026-11-23 15:59", true)]
    [InlineData("2026-11-23 16:00", false)]
    [InlineData("2026-11-28 09:00", false)] // Saturday
    public void Working_hours(string local, bool inside) => Assert.Equal(inside, new TimeWindow(WeekDays.Working, 480, 960).Contains(Local(local)));

    [Theory]
    [InlineData("2026-11-27 21:59", false)] // Friday
    [InlineData("2026-11-27 22:00", true)]
    [InlineData("2026-11-28 05:59", true)]
    [InlineData("2026-11-28 06:00", false)]
    [InlineData("2026-11-28 22:00", false)]
    public void A_window_over_midnight_belongs_to_the_day_on_which_it_starts(string local, bool inside) =>
        Assert.Equal(inside, new TimeWindow(WeekDays.Friday, 1320, 360).Contains(Local(local)));

    [Fact]
    public void A_whole_day_ends_at_midnight()
    {
        var sunday = new TimeWindow(WeekDays.Sunday, 0, TimeWindow.MinutesOfDay);
        Assert.True(sunday.Contains(Local("2026-11-29 23:59")));
        Assert.False(sunday.Contains(Local("2026-11-30 00:00")));
    }

    [Theory]
    [InlineData("2026-01-15T07:00:00Z", true)]
    [InlineData("2026-07-15T06:00:00Z", true)]
    [InlineData("2026-07-15T05:59:00Z", false)]
    public void Windows_mean_the_clock_on_the_wall_in_Poland(string utc, bool open)
    {
        var profile = new Profile { Id = "p", Name = "p", Windows = [new(WeekDays.All, 480, 960)] };
        Assert.Equal(open, profile.IsOpenAt(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static DateTime Local(string text) => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
