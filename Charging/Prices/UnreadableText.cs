using System.Text.Json;

namespace PbxBridge.Charging.Prices;

/// <summary>Finds a text in valid JSON that is no Unicode: half a surrogate pair, or bytes that are not UTF-8. The parser lets it pass and throws on reading.</summary>
internal static class UnreadableText
{
    /// <summary>Offset of the first such text, or null.</summary>
    public static long? In(ReadOnlySpan<byte> json, JsonDocumentOptions options)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = options.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                continue;
            }

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return reader.TokenStartIndex;
            }
        }

        return null;
    }
}
