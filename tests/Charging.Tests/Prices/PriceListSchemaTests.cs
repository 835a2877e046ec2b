using System.Text.Json;
using PbxBridge.Charging.Prices;

namespace PbxBridge.Charging.Tests.Prices;

public sealed class PriceListSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "price-list.schema.json"))).RootElement;

    private static readonly (string Definition, string Pointer, string[] Known)[] Objects =
        [("", "", PriceFields.List), ("name", "name/", PriceFields.Name), ("call", "calls/1/", PriceFields.Call), ("fee", "fees/0/", PriceFields.Fee)];

    [Fact]
    public void Schema_and_reader_know_the_same_properties()
    {
        Assert.All(Objects, o => Assert.Equal(o.Known, At(o.Definition).GetProperty("properties").EnumerateObject().Select(p => p.Name)));
        Assert.Equal(
            Objects.Select(o => o.Definition).Skip(1).Order(),
            Schema.GetProperty("$defs").EnumerateObject().Where(d => d.Value.TryGetProperty("properties", out _)).Select(d => d.Name).Order());
    }

    [Fact]
    public void Every_property_is_described_and_no_object_is_open() => Assert.All(Objects, o =>
    {
        Assert.False(At(o.Definition).GetProperty("additionalProperties").GetBoolean());
        Assert.All(At(o.Definition).GetProperty("properties").EnumerateObject(), p => Assert.NotEmpty(Description(p.Value)));
    });

    [Fact]
    public void What_the_schema_requires_the_reader_requires() => Assert.All(Objects, o =>
    {
        var required = At(o.Definition).GetProperty("required").EnumerateArray().Select(r => r.GetString()!).ToHashSet();
        foreach (var name in o.Known.Where(n => n is not ("price" or "per")))
        {
            var path = "$." + (o.Pointer + name).Replace("calls/1/", "calls[1].", StringComparison.Ordinal).Replace("fees/0/", "fees[0].", StringComparison.Ordinal).Replace('/', '.');
            Assert.True(required.Contains(name) == DemoPrices.FaultsWith((o.Pointer + name, null)).Any(f => f.JsonPath == path), path);
        }
    });

    [Fact]
    public void The_classes_of_the_schema_are_those_that_can_have_a_price()
    {
        var schema = At("call").GetProperty("properties").GetProperty("classes").GetProperty("items").GetProperty("enum").EnumerateArray().Select(c => c.GetString()!);
        Assert.Equal(RateClasses.Names.Where(n => !n.Value.IsFree()).OrderBy(n => n.Value).Select(n => n.Key), schema);
    }

    private static JsonElement At(string definition) => definition.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(definition);

    private static string Description(JsonElement property) =>
        property.TryGetProperty("description", out var text) ? text.GetString()! : Description(At(property.GetProperty("$ref").GetString()!["#/$defs/".Length..]));
}
