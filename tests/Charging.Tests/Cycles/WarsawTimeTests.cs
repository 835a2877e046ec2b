using PbxBridge.Charging.Cycles;

namespace PbxBridge.Charging.Tests.Cycles;

public sealed class WarsawTimeTests
{
    // 29 March 2026: after 1:59 comes 3:00. 25 October: from 2:00 to 2:59 there are two.
    [Theory]
    [InlineData("2026-01-05", "10:00", false, "2026-01-05T09:00:00Z")]
    [InlineData("2026-07-05", "00:30", true, "2026-07-04T22:30:00Z")]
    [InlineData("2026-03-29", "02:30", false, "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25", "02:30", false, "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25", "02:30", true, "2026-10-25T01:30:00Z")]
    public void A_time_of_day_is_the_instant_at_which_clocks_show_it(string day, string time, bool again, string instant) => Assert.Equal(
        DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture),
        WarsawTime.At(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), again));
}
