using System.Globalization;

namespace PbxBridge.Charging.Prices;

/// <summary>One line of one version of one price list: what every charge and fee names as its ground (F7).</summary>
public readonly record struct PriceItem(string List, int Version, string Item)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{List}/{Version}/{Item}");
}
