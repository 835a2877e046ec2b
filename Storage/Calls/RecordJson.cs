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
    private readonly Utf8JsonWriter _json;

    public RecordJson() => _json = new Utf8JsonWriter(_buffer, Options);

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(ImmutableArray<CallAttempt> attempts)
    {
        if (attempts.IsDefaultOrEmpty)
            return "[]"u8;
        Begin();
        foreach (var attempt in attempts)
        {
            _json.WriteStartObject();
            _json.WriteString("leg"u8, attempt.Leg);
            _json.WriteString("target"u8, attempt.Target);
            _json.WriteString("outcome"u8, Names<CallCause>.Of(attempt.Outcome));
            _json.WriteNumber("status"u8, attempt.Status);
            _json.WriteNumber("rangMs"u8, (long)attempt.Rang.TotalMilliseconds);
            _json.WriteEndObject();
        }

        return End();
    }

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(ImmutableArray<DecisionStep> decisions)
    {
        if (decisions.IsDefaultOrEmpty)
            return "[]"u8;
        Begin();
        foreach (var step in decisions)
        {
            _json.WriteStartObject();
            _json.WriteString("step"u8, step.Step);
            _json.WriteString("input"u8, step.Input);
            _json.WriteString("rule"u8, step.Rule);
            _json.WriteString("outcome"u8, step.Outcome);
            _json.WriteString("pl"u8, step.Sentence.Polish);
            _json.WriteString("en"u8, step.Sentence.English);
            _json.WriteEndObject();
        }

        return End();
    }

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

    private void Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartArray();
    }

    private ReadOnlySpan<byte> End()
    {
        _json.WriteEndArray();
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    private static ImmutableArray<T> Read<T>(string text, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(read)];
    }

    private static string String(JsonElement item, string name) => item.GetProperty(name).GetString() ?? "";
}
