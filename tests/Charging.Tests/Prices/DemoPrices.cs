using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Tests.Prices;

/// <summary>The shipped demo price list, as it is or with edits at JSON pointers (<c>calls/0/price</c>).</summary>
internal static class DemoPrices
{
    public static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "demo-prices.json"));

    public static readonly PriceList List = Read(Text).List!;

    public static PriceListReading Read(string text) => PriceListFile.Read(Encoding.UTF8.GetBytes(text));

    /// <param name="edits">Pointer and JSON value; null removes. <c>-</c> as the last part appends to a list.</param>
    public static string With(params (string Pointer, string? Json)[] edits)
    {
        var root = JsonNode.Parse(Text)!;
        foreach (var (pointer, json) in edits)
        {
            Edit(root, pointer.Split('/'), json);
        }

        return root.ToJsonString();
    }

    /// <summary>A readable edition of the list.</summary>
    public static PriceList Edition(params (string Pointer, string? Json)[] edits)
    {
        var reading = Read(With(edits));
        Assert.Empty(reading.Faults);
        return reading.List!;
    }

    /// <summary>A list with nothing but these rows and fees.</summary>
    public static PriceList Only(string head, params string[] calls) =>
        Edition([("calls", "[" + string.Join(',', calls) + "]"), ("fees", "[]"), .. JsonNode.Parse(head)!.AsObject().Select(p => (p.Key, (string?)p.Value!.ToJsonString()))]);

    public static ImmutableArray<PriceFault> FaultsWith(params (string Pointer, string? Json)[] edits) => Read(With(edits)).Faults;

    private static void Edit(JsonNode root, string[] way, string? json)
    {
        var at = root;
        foreach (var part in way[..^1])
        {
            at = at is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)]! : at[part]!;
        }

        var value = json is null ? null : JsonNode.Parse(json);
        switch (at)
        {
            case JsonArray list when way[^1] == "-":
                list.Add(value);
                break;
            case JsonArray list:
                list[int.Parse(way[^1], CultureInfo.InvariantCulture)] = value;
                break;
            case JsonObject o when json is null:
                o.Remove(way[^1]);
                break;
            default:
                at[way[^1]] = value;
                break;
        }
    }
}
