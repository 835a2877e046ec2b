namespace PbxBridge.Charging.Cycles;

/// <summary>The legal time of Poland: billing days begin at its midnights, and a day has 23 or 25 hours when the clocks change (CYC-1).</summary>
public static class WarsawTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    /// <summary>The instant, in UTC, at which the day begins. The clocks never change at midnight there.</summary>
    public static DateTimeOffset Midnight(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone), TimeSpan.Zero);

    /// <summary>The instant, in UTC, at which a clock there shows the time. When the clocks are put forward, of an hour that is left out, as if they had not been.</summary>
    /// <param name="again">Of an hour that there is twice, the second.</param>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, bool again = false)
    {
        var local = day.ToDateTime(time);
        var offset = Zone.IsAmbiguousTime(local) && !again ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The same instant with the offset of Warsaw, for people.</summary>
    public static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}
