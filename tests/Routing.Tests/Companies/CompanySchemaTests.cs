using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PbxBridge.Charging.Limits;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;

namespace PbxBridge.Routing.Tests.Companies;

public sealed partial class CompanySchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "company.schema.json"))).RootElement;

    [Fact]
    public void Schema_and_reader_know_the_same_properties_in_the_same_order()
    {
        var reader = typeof(CompanyFields).GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(f => char.ToLowerInvariant(f.Name[0]) + f.Name[1..], f => (string[])f.GetValue(null)!);
        var schema = Schema.GetProperty("$defs").EnumerateObject().Where(d => d.Value.TryGetProperty("properties", out _))
            .ToDictionary(d => d.Name, d => Names(d.Value));
        schema["company"] = Names(Schema);
        Assert.Equal(reader.Keys.Order(), schema.Keys.Order());
        Assert.All(reader, r => Assert.Equal(r.Value, schema[r.Key]));
    }

    [Fact]
    public void Every_property_is_described_and_no_object_is_open()
    {
        foreach (var definition in Schema.GetProperty("$defs").EnumerateObject().Where(d => d.Value.TryGetProperty("properties", out _)).Select(d => d.Value).Append(Schema))
        {
            Assert.False(definition.GetProperty("additionalProperties").GetBoolean());
            Assert.NotEmpty(definition.GetProperty("description").GetString()!);
            Assert.All(definition.GetProperty("properties").EnumerateObject(), p => Assert.NotEmpty(Description(p.Value)));
        }
    }

    [Fact]
    public void What_the_schema_requires_the_reader_requires()
    {
        foreach (var (pointer, definition) in new[]
        {
            ("", "company"), ("sites/0/", "site"), ("trunks/0/", "trunk"), ("trunks/0/peers/0/", "peer"), ("pbxRanges/0/", "pbxRange"), ("employees/0/", "employee"),
            ("employees/0/personalLine/", "personalLine"), ("softphones/0/", "softphone"), ("lines/0/", "line"), ("lines/0/overflow/", "overflow"),
            ("voicemail/boxes/0/", "box"), ("partnerNumbers/0/", "partnerNumber"), ("profiles/1/", "profile"), ("profiles/1/classes/", "classes"),
            ("employees/2/allowed/0/", "listEntry"), ("limit/", "limit"), ("area/", "area"), ("area/zones/0/", "zone"), ("area/zones/0/square/", "square"),
            ("logins/0/", "login"), ("logins/3/services/", "delegation"),
        })
        {
            var at = definition == "company" ? Schema : Schema.GetProperty("$defs").GetProperty(definition);
            var required = at.GetProperty("required").EnumerateArray().Select(r => r.GetString()!).ToHashSet();
            foreach (var name in Names(at))
            {
                var path = "$." + Index().Replace(string.Join('.', (pointer + name).Split('/')), "[$1]");
                var told = DemoFile.FaultsWith((pointer + name, null)).Any(f => f.JsonPath == path);

                // One of two, and two together: the schema says so in other words.
                if (!(definition, name).Equals(("softphone", "password")) && !(definition, name).Equals(("trunk", "peers")) && !(definition, name).Equals(("zone", "square")) && !(definition is "pbxRange" && name.StartsWith("short", StringComparison.Ordinal)))
                {
                    Assert.True(required.Contains(name) == told, path);
                }
            }
        }
    }

    [Fact]
    public void Limits_in_the_schema_are_those_of_the_code()
    {
        var line = Schema.GetProperty("$defs").GetProperty("line").GetProperty("properties");
        Assert.Equal(CompanyLine.MaxMembers, line.GetProperty("members").GetProperty("maxItems").GetInt32());
        var normal = new CompanyLine { Number = new(""), Name = "", Members = [] };
        Assert.Equal(normal.RingFor.TotalSeconds, line.GetProperty("ringFor").GetProperty("default").GetInt32());
        Assert.Equal(normal.Total.TotalSeconds, line.GetProperty("total").GetProperty("default").GetInt32());
        Assert.Equal(CompanyArea.MaxZones, Schema.GetProperty("$defs").GetProperty("area").GetProperty("properties").GetProperty("zones").GetProperty("maxItems").GetInt32());
        Assert.Equal(
            PremiumThreshold.Amounts.Select(a => a.Amount),
            Schema.GetProperty("$defs").GetProperty("premium").GetProperty("properties").GetProperty("threshold").GetProperty("enum").EnumerateArray().Select(c => c.GetDecimal()));
    }

    [GeneratedRegex(@"\.(\d+)")]
    private static partial Regex Index();

    private static string[] Names(JsonElement definition) => [.. definition.GetProperty("properties").EnumerateObject().Select(p => p.Name)];

    private static string Description(JsonElement property) =>
        property.TryGetProperty("description", out var text) ? text.GetString()!
        : property.TryGetProperty("$ref", out var reference) ? Description(Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]))
        : "";
}
