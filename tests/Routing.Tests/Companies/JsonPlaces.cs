using System.Globalization;
using System.Text.Json;

namespace PbxBridge.Routing.Tests.Companies;

/// <summary>Every place of a JSON text, as pointers.</summary>
internal static class JsonPlaces
{
    public static IEnumerable<string> Of(string text)
    {
        using var document = JsonDocument.Parse(text);
        return [.. Below(document.RootElement, "")];
    }

    private static IEnumerable<string> Below(JsonElement at, string path)
    {
        var children = at.ValueKind switch
        {
            JsonValueKind.Object => at.EnumerateObject().Select(p => (p.Name, p.Value)),
            JsonValueKind.Array => at.EnumerateArray().Select((v, i) => (Name: i.ToString(CultureInfo.InvariantCulture), Value: v)),
            _ => [],
        };
        foreach (var (name, value) in children)
        {
            var place = path.Length == 0 ? name : $"{path}/{name}";
            yield return place;
            foreach (var deeper in Below(value, place))
            {
                yield return deeper;
            }
        }
    }
}
