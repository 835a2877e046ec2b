namespace PbxBridge.Routing.Profiles;

/// <summary>The clock on the wall in Poland: profiles, contracts and company rules mean this one.</summary>
public static class PolishTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    public static DateTime Of(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;

    public static DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(Of(at));
}
