using System.Text;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Calls.Ladders;

namespace PbxBridge.Manager.Calls;

/// <summary>A message in a few words: <c>INVITE 201 (SDP)</c>, <c>180 Ringing</c>, <c>200 OK (BYE)</c>.</summary>
internal static class MessageLabel
{
    public static string Of(FlowEvent message)
    {
        var head = MessageHead.Of(message.FirstLine);
        var raw = message.Raw.Span;
        List<string> notes = [];
        // Most answers are to an INVITE.
        if (head.Status > 0 && MethodOf(raw) is { } method and not "INVITE")
            notes.Add(method);
        if (raw.IndexOf("\r\n\r\nv=0"u8) >= 0)
            notes.Add("SDP");
        var target = head.Label == "INVITE" && DialledText.Of(head.Target) is { Length: > 0 } user ? " " + user : "";
        return head.Label + target + (notes.Count > 0 ? $" ({string.Join(", ", notes)})" : "");
    }

    // Of the CSeq of a response: what it answers (RFC 3261 §20.16).
    private static string? MethodOf(ReadOnlySpan<byte> raw)
    {
        var at = raw.IndexOf("\r\nCSeq:"u8);
        if (at < 0)
            return null;
        var line = raw[(at + 7)..];
        var end = line.IndexOf("\r\n"u8);
        var words = Encoding.UTF8.GetString(end < 0 ? line : line[..end]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, var method] ? method : null;
    }
}
