using System.Globalization;

namespace PbxBridge.Manager.Telemonitor;

/// <summary>Values as pages and files write them.</summary>
internal static class Texts
{
    /// <summary><c>12:04:31</c>; hours do not end at 24.</summary>
    public static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");
}
