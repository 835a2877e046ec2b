using System.Collections.Immutable;
using System.Text.Json;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls;

/// <summary>Reads attempts and decisions as they were kept before schema version 5: JSON in columns of the call's row. Unknown members are skipped.</summary>
internal static class RecordJson
{
    public static ImmutableArray<CallAttempt> ReadAttempts(string text) => Read(text, static item => new CallAttempt(
        String(item, "leg"),
        String(item, "target"),
        Names<CallCause>.Read(String(item, "outcome"), CallCause.Internal),
        item.GetProperty("status").GetInt32(),
        TimeSpan.FromMilliseconds(item.GetProperty("rangMs").GetInt64())));

    public static ImmutableArray<DecisionStep> ReadDecisions(string text) => Read(text, static item => new DecisionStep(
        String(item, "step"),
        String(item, "input"),
        String(item, "rule"),
        String(item, "outcome"),
        new Sentence(String(item, "pl"), String(item, "en"))));

    private static ImmutableArray<T> Read<T>(string text, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(read)];
    }

    private static string String(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
