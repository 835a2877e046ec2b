using System.Globalization;

namespace PbxBridge.Storage.Calls.Ladders;

/// <summary>The first line of a message, taken apart (RFC 3261 §7).</summary>
/// <param name="Label"><c>INVITE</c>, <c>180 Ringing</c>.</param>
/// <param name="Status">Of a response; 0 for a request.</param>
/// <param name="Target">Request-URI; empty for a response.</param>
public readonly record struct MessageHead(MessageKind Kind, string Label, int Status, string Target)
{
    private const string Version = "SIP/2.0";

    /// <param name="firstLine">Also one that was cut, or is no SIP: it is a request then.</param>
    public static MessageHead Of(string firstLine)
    {
        if (firstLine.StartsWith(Version + " ", StringComparison.Ordinal))
        {
            var label = firstLine[(Version.Length + 1)..].Trim();
            return int.TryParse(label.AsSpan(0, Math.Min(3, label.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                ? new(status < 200 ? MessageKind.Provisional : status < 300 ? MessageKind.Success : MessageKind.Failure, label, status, "")
                : new(MessageKind.Failure, label, 0, "");
        }

        var words = firstLine.Split(' ', 3);
        return new(words[0] == "ACK" ? MessageKind.Acknowledgement : MessageKind.Request, words[0], 0, words.Length > 1 ? words[1] : "");
    }
}
