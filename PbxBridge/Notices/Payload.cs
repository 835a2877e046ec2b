using System.Text.Json;
using System.Text.Json.Nodes;

namespace PbxBridge.Notices;

/// <summary>Reads what another version may have written.</summary>
internal static class Payload
{
    /// <summary>Null when it is no JSON object.</summary>
    public static JsonObject? Of(string payload)
    {
        try
        {
            return JsonNode.Parse(payload) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when there is no such text.</summary>
    public static string? Text(this JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
