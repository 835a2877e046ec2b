namespace PbxBridge.Charging.Prices;

/// <summary>The properties of each object of a price list file. The published schema has the same, which a test compares.</summary>
internal static class PriceFields
{
    public static readonly string[] List =
        ["$schema", "id", "version", "name", "company", "use", "validFrom", "validTo", "currency", "basis", "vat", "calls", "fees"];

    public static readonly string[] Name = ["pl", "en"];

    public static readonly string[] Call =
    [
        "id", "name", "classes", "numbers", "prefixes", "zones", "area", "price", "per", "first", "next", "connectionFee", "freeFor", "minimumCharge", "perCall",
        "basis", "vat",
    ];

    public static readonly string[] Fee = ["id", "name", "amount", "basis", "vat"];
}
