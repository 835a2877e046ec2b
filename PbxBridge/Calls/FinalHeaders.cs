using System.Buffers.Text;
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

/// <summary>A key in the body of an INFO: <c>Signal=5</c> (application/dtmf-relay) or the bare key (application/dtmf). Some devices name keys by their event of
/// RFC 4733: 10 for the star, 11 for the hash, 12 to 15 for A to D.</summary>
internal static class InfoKey
{
    private static ReadOnlySpan<byte> Keys => "0123456789*#ABCD"u8;

    public static char? Of(SipMessage info)
    {
        if (info[HeaderId.ContentType] is not { Length: >= 16 } type || !System.Text.Ascii.EqualsIgnoreCase(type[..16], "application/dtmf"u8))
            return null;
        var key = SignalIn(info.Body).Trim(" \t\r"u8);
        if (key.Length == 2)
            return Utf8Parser.TryParse(key, out int number, out var used) && used == 2 && number is >= 10 and < 16 ? (char)Keys[number] : null;
        return key.Length == 1 && Keys.Contains(key[0]) ? (char)key[0] : null;
    }

    private static ReadOnlySpan<byte> SignalIn(ReadOnlySpan<byte> body)
    {
        foreach (var range in body.Split((byte)'\n'))
        {
            var line = body[range];
            var equals = line.IndexOf((byte)'=');
            if (equals >= 0 && System.Text.Ascii.EqualsIgnoreCase(line[..equals].Trim(" \t"u8), "Signal"u8))
                return line[(equals + 1)..];
        }
        return body.Trim(" \t\r\n"u8);
    }
}
