using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Calls;

/// <summary>Headers of a final response to the caller.</summary>
/// <param name="Q850">For Reason (RFC 6432); 0 writes none.</param>
/// <param name="RetryAfter">Seconds; 0 writes none.</param>
internal sealed record FinalHeaders(int Q850, int RetryAfter) : IHeaderSource
{
    /// <summary>Text of Reason; null: that of the Q.850 cause.</summary>
    public string? Text { get; init; }

    /// <summary>Value of P-Asserted-Identity, or null.</summary>
    public string? Asserted { get; init; }

    /// <summary>The offer has no audio that can be relayed; else a 488 is about codecs.</summary>
    public bool HasNoAudio { get; init; }

    /// <summary>The call is barred; null: it ends for another reason.</summary>
    public DenialHeaders? Denial { get; init; }

    public void WriteHeaders(MessageWriter writer)
    {
        if (Denial is { } denial)
        {
            writer.Header(HeaderId.Warning, denial.Warning);
            if (denial.Denial is not null)
            {
                writer.Begin("X-PBXB-Denial"u8);
                writer.Append(denial.Denial);
                writer.End();
            }
        }

        if (Q850 == 88)
            writer.Header(HeaderId.Warning, HasNoAudio ? MediaWarnings.NoMedia : MediaWarnings.NoFormat);
        if (Q850 != 0)
            writer.Header(HeaderId.Reason, CauseToStatus.ReasonOf(Q850, Text));
        if (RetryAfter != 0)
            writer.Header(HeaderId.RetryAfter, RetryAfter);
        if (Asserted is not null)
            writer.Header(HeaderId.PAssertedIdentity, Asserted);
    }
}

/// <summary>P-Early-Media of a provisional response (RFC 5009).</summary>
internal sealed record EarlyMediaHeader(string Direction) : IHeaderSource
{
    public void WriteHeaders(MessageWriter writer) => writer.Header(HeaderId.PEarlyMedia, Direction);
}

/// <summary>A key in the body of an INFO: <c>Signal=5</c> (application/dtmf-relay) or the bare key (application/dtmf).</summary>
internal static class InfoKey
{
    public static char? Of(SipMessage info)
    {
        var type = info[HeaderId.ContentType];
        if (!type.StartsWith("application/dtmf"u8))
            return null;
        var body = info.Body.Trim(" \t\r\n"u8);
        var at = body.IndexOf("Signal="u8);
        if (at >= 0)
            body = body[(at + 7)..].TrimStart(" \t"u8);
        return !body.IsEmpty && (char)body[0] is (>= '0' and <= '9') or '*' or '#' or (>= 'A' and <= 'D') ? (char)body[0] : null;
    }
}
