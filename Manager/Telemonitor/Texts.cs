using System.Globalization;
using PbxBridge.Charging.Cycles;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>Values as pages and files write them.</summary>
internal static class Texts
{
    /// <summary><c>2026-11-26 12:04:31</c>, in Polish time.</summary>
    public static string Clock(DateTimeOffset at) => WarsawTime.Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>12:04:31</c>; hours do not end at 24.</summary>
    public static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");
}
