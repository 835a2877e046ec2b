namespace PbxBridge.Charging.Cycles;

/// <summary>The legal time of Poland: billing days begin at its midnights, and a day has 23 or 25 hours when the clocks change (CYC-1).</summary>
public static class WarsawTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    /// <summary>The instant, in UTC, at which the day begins. The clocks never change at midnight there.</summary>
    public static DateTimeOffset Midnight(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone), TimeSpan.Zero);

    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The same instant with the offset of Warsaw, for people.</summary>
    public static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}
