using System.Text.Json;

namespace PbxBridge.Configuration;

/// <summary>Settings of a JSON file; comments and trailing commas are allowed.</summary>
internal static class JsonSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="SettingsException">The file cannot be read, or is not a JSON object.</exception>
    public static IEnumerable<KeyValuePair<string, SettingValue>> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new SettingsException([$"The configuration file {path} is not a JSON object."]);
            var settings = new List<KeyValuePair<string, SettingValue>>();
            Flatten(document.RootElement, "", $"file {path}", settings);
            return settings;
        }
        catch (JsonException fault)
        {
            throw new SettingsException([$"The configuration file {path} is not JSON, see line {(fault.LineNumber ?? 0) + 1}."]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"The configuration file {path} cannot be read: {fault.Message}"]);
        }
    }

    private static void Flatten(JsonElement element, string key, string origin, List<KeyValuePair<string, SettingValue>> settings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (key.Length > 0 || !member.Name.StartsWith('$'))
                        Flatten(member.Value, Below(key, member.Name), origin, settings);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() == 0:
                settings.Add(new(key, new SettingValue("", origin)));
                break;
            case JsonValueKind.Array:
                var position = 0;
                foreach (var item in element.EnumerateArray())
                    Flatten(item, $"{key}:{position++}", origin, settings);
                break;
            case JsonValueKind.Null:
                break;
            default:
                settings.Add(new(key, new SettingValue(element.ToString(), origin)));
                break;
        }
    }

    private static string Below(string key, string name) => key.Length == 0 ? name : $"{key}:{name}";
}
