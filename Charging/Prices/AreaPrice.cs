using PbxBridge.Charging.Rating;

namespace PbxBridge.Charging.Prices;

/// <summary>Of the price of the company area and the normal one the lower counts (AREA-6).</summary>
internal static class AreaPrice
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>By what a minute costs net, then an hour; equal is lower enough.</summary>
    public static bool IsLower(Tariff area, Tariff normal) =>
        (Net(area, Minute), Net(area, Hour)).CompareTo((Net(normal, Minute), Net(normal, Hour))) <= 0;

    private static decimal Net(Tariff tariff, TimeSpan duration) => CallCharge.Exact(tariff, duration, PriceBasis.Net);
}
