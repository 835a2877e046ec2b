using System.Globalization;
using System.Text.Json.Nodes;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Load;

/// <summary>The example price list with 10,000 more lines for prefixes abroad.</summary>
internal static class LongPriceList
{
    private const int Lines = 10_000;

    public static PriceBook Read(string tree)
    {
        var list = JsonNode.Parse(File.ReadAllText(Path.Combine(tree, "config", "demo-prices.json"))) ?? throw new InvalidOperationException("no price list");
        var calls = list["calls"] as JsonArray ?? throw new InvalidOperationException("no calls in the price list");
        for (var line = 0; line < Lines; line++)
        {
            calls.Add(JsonNode.Parse(string.Create(CultureInfo.InvariantCulture,
                $$"""{"id":"line-{{line}}","name":{"pl":"Prefiks","en":"Prefix"},"classes":["international"],"prefixes":["+1{{10_000 + line}}"],"price":1.5,"per":60}""")));
        }

        var reading = PriceListFile.Read(System.Text.Encoding.UTF8.GetBytes(list.ToJsonString()));
        return PriceBook.Of([reading.List ?? throw new InvalidOperationException(reading.Faults[0].ToString())]);
    }
}
