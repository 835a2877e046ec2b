using PbxBridge.Charging.Prices;

namespace PbxBridge.Routing.Tests.Plans;

/// <summary>The price list of the demo company.</summary>
internal static class ShippedPrices
{
    public static PriceList List { get; } = PriceListFile.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "config", "demo-prices.json"))).List!;

    public static PriceBook Book { get; } = PriceBook.Of([List]);
}
