using System.Runtime.CompilerServices;

namespace PbxBridge.Sip.Messages;

/// <summary>From bytes to a <see cref="SipMessage"/>: RFC 3261 §7 and §25 with the limits below. Never throws, whatever the bytes;
/// allocates the message and its row table only.</summary>
public static class MessageParser
{
    public const int MaxRows = 128;
    public const int MaxRowLength = 8 * 1024;
    public const int MaxMessageLength = 64 * 1024;

    /// <summary>CSeq numbers are below 2^31 (§8.1.1.5).</summary>
    public const uint MaxCSeq = int.MaxValue;

    /// <param name="buffer">The whole message and nothing else; from here on it belongs to the message, and folded lines are joined in it.</param>
    /// <param name="datagram">True: Content-Length may be absent, and what is beyond it is cut off. False: framed by <see cref="StreamFramer"/>.</param>
    /// <param name="message">Null when the verdict is <see cref="ParseVerdict.Drop"/>.</param>
    /// <param name="error">Empty when the message is usable.</param>
    [SkipLocalsInit]
    public static ParseVerdict Parse(byte[] buffer, bool datagram, out SipMessage? message, out ParseError error)
    {
        Span<Row> rows = stackalloc Row[MaxRows];
        var draft = new MessageDraft(buffer, rows);
        if (draft.ReadStartLine())
        {
            draft.ReadRows();
            MessageChecks.Run(ref draft, datagram);
        }
        error = draft.Error;
        message = null;
        if (error.Status == 0)
        {
            message = new SipMessage(buffer, draft.Rows.ToArray(), draft.Shape);
            return ParseVerdict.Usable;
        }
        if (!draft.IsAnswerable)
            return ParseVerdict.Drop;
        message = new SipMessage(buffer, draft.Rows.ToArray(), draft.Shape);
        return ParseVerdict.Bad;
    }
}
