using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>Quoted strings of RFC 3261 §25.1: both ways.</summary>
public static class QuotedText
{
    /// <summary>Takes off the quotes and the backslashes before escaped characters; unquoted text comes back as it is. Read as UTF-8.</summary>
    public static string Unquote(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
            return Encoding.UTF8.GetString(text);
        text = text[1..^1];
        if (!text.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(text);
        var plain = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            plain[length++] = text[i];
        }
        return Encoding.UTF8.GetString(plain, 0, length);
    }

    /// <summary>Puts text into quotes, with a backslash before each quote and backslash.</summary>
    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
