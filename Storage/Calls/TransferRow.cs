using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace PbxBridge.Storage.Calls;

/// <summary>A row of <c>call_transfer</c>: what a transfer has made of a call.</summary>
internal sealed class TransferRow
{
    public string? Parent { get; init; }
    public string Talks { get; init; } = "[]";

    /// <summary>Most calls have none.</summary>
    public static bool IsNeededFor(CallRecord record) => record.Parent is not null || !record.Talks.IsDefaultOrEmpty;

    public static byte[] Write(ImmutableArray<CallTalk> talks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var talk in talks.IsDefault ? [] : talks)
            {
                json.WriteStartObject();
                json.WriteNumber("from", talk.From.ToUnixTimeMilliseconds());
                json.WriteNumber("until", talk.Until.ToUnixTimeMilliseconds());
                json.WriteString("one", talk.One);
                json.WriteString("other", talk.Other);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public CallRecord Into(CallRecord record)
    {
        using var document = JsonDocument.Parse(Talks);
        return record with { Parent = Parent, Talks = [.. document.RootElement.EnumerateArray().Select(Read)] };
    }

    private static CallTalk Read(JsonElement item) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(item.GetProperty("from").GetInt64()),
        DateTimeOffset.FromUnixTimeMilliseconds(item.GetProperty("until").GetInt64()),
        item.GetProperty("one").GetString() ?? "",
        item.GetProperty("other").GetString() ?? "");
}
