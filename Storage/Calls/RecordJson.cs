using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using PbxBridge.Routing.Plans;

namespace PbxBridge.Storage.Calls;

/// <summary>Attempts and decisions as the JSON text of their columns. Unknown members are skipped on reading, so later versions may add some.</summary>
internal sealed class RecordJson
{
    // Polish letters stay readable in the file; the text goes into a database, not into a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public string Write(ImmutableArray<CallAttempt> attempts) => Text(attempts, static (json, attempt) =>
    {
        json.WriteString("leg"u8, attempt.Leg);
        json.WriteString("target"u8, attempt.Target);
        json.WriteString("outcome"u8, Names<CallCause>.Of(attempt.Outcome));
        json.WriteNumber("status"u8, attempt.Status);
        json.WriteNumber("rangMs"u8, (long)attempt.Rang.TotalMilliseconds);
    });

    public string Write(ImmutableArray<DecisionStep> decisions) => Text(decisions, static (json, step) =>
    {
        json.WriteString("step"u8, step.Step);
        json.WriteString("input"u8, step.Input);
        json.WriteString("rule"u8, step.Rule);
        json.WriteString("outcome"u8, step.Outcome);
        json.WriteString("pl"u8, step.Sentence.Polish);
        json.WriteString("en"u8, step.Sentence.English);
    });

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

    private string Text<T>(ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.IsDefaultOrEmpty)
            return "[]";
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, Options))
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    private static ImmutableArray<T> Read<T>(string text, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(read)];
    }

    private static string String(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
