using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PbxBridge.Storage.Audit;

/// <summary>What differs between two company files, without what is secret: of passwords, PINs and their digests it says only that they are others.</summary>
public static class DocumentChanges
{
    /// <summary>Of a change that concerns very many, the rest is counted.</summary>
    public const int Most = 500;

    /// <summary>What stands for a secret.</summary>
    public const string Hidden = "•••";

    private const int LongestValue = 300;
    private static readonly string[] Secrets = ["password", "ha1", "pin", "pinHash", "passwordHash"];

    // By what the objects of a list are known again, in this order.
    private static readonly string[] Keys = ["id", "user", "number", "owner", "name", "from", "mobile", "address", "service", "extension", "date"];

    /// <param name="before">Empty: there was none, and only that is said.</param>
    public static ImmutableArray<AuditChange> Between(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        if (before.IsEmpty)
            return [new("company", null, "new")];
        using var old = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        var changes = new List<AuditChange>();
        Compare("", "", old.RootElement, now.RootElement, changes);
        // A file with PINs in it makes new digests of all of them: they must not crowd out the rest.
        changes = [.. changes.OrderBy(change => change.After == Hidden)];
        if (changes.Count > Most)
        {
            var rest = string.Create(CultureInfo.InvariantCulture, $"{changes.Count - Most + 1} more");
            changes.RemoveRange(Most - 1, changes.Count - Most + 1);
            changes.Add(new("…", null, rest));
        }

        return [.. changes];
    }

    private static void Compare(string place, string name, JsonElement before, JsonElement after, List<AuditChange> changes)
    {
        if (JsonElement.DeepEquals(before, after))
            return;
        if (Secrets.Contains(name))
            changes.Add(new(place, Hidden, Hidden));
        else if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
            CompareNamed(Members(before), Members(after), member => place.Length == 0 ? member : $"{place}.{member}", isList: false, changes);
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array && KeyOf(before, after) is { } key)
            CompareNamed(Items(before, key), Items(after, key), item => $"{place}[{item}]", isList: true, changes);
        else
            changes.Add(new(place, Text(before), Text(after)));
    }

    private static void CompareNamed(
        Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after, Func<string, string> placeOf, bool isList, List<AuditChange> changes)
    {
        foreach (var (name, old) in before)
        {
            if (after.TryGetValue(name, out var now))
                Compare(placeOf(name), isList ? "" : name, old, now, changes);
            else
                changes.Add(new(placeOf(name), !isList && Secrets.Contains(name) ? Hidden : Text(old), null));
        }

        foreach (var (name, now) in after)
        {
            if (!before.ContainsKey(name))
                changes.Add(new(placeOf(name), null, !isList && Secrets.Contains(name) ? Hidden : Text(now)));
        }

        if (isList && before.Count == after.Count && before.Keys.All(after.ContainsKey) && !before.Keys.SequenceEqual(after.Keys))
            changes.Add(new(placeOf(""), Cut(string.Join(", ", before.Keys)), Cut(string.Join(", ", after.Keys))));
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element) => element.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    private static Dictionary<string, JsonElement> Items(JsonElement list, string key) => list.EnumerateArray().ToDictionary(item => KeyText(item, key) ?? "", item => item);

    // Null: values, or objects that nothing tells apart; such a list is compared as a whole.
    private static string? KeyOf(JsonElement before, JsonElement after) => Keys.FirstOrDefault(key => Tells(before, key) && Tells(after, key));

    private static bool Tells(JsonElement list, string key)
    {
        var seen = new HashSet<string>();
        return list.EnumerateArray().All(item => KeyText(item, key) is { } text && seen.Add(text));
    }

    private static string? KeyText(JsonElement item, string key) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Text(item.GetProperty(key)) : null;

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? Cut(element.GetString() ?? "") : Cut(Masked(element));

    private static string Masked(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = AuditTables.Json.Encoder }))
            Write(writer, element);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    if (Secrets.Contains(member.Name))
                        writer.WriteStringValue(Hidden);
                    else
                        Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static string Cut(string text) => text.Length > LongestValue ? string.Concat(text.AsSpan(0, LongestValue), "…") : text;
}
