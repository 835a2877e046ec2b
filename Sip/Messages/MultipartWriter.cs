using System.Globalization;
using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>Writes a session description and one more part as <c>multipart/mixed</c> (RFC 2046 §5.1.3, RFC 5621).</summary>
internal static class MultipartWriter
{
    /// <summary>Ends the message. Without a description the part stands alone in the multipart.</summary>
    public static void FinishWith(this MessageWriter writer, ReadOnlySpan<byte> sdp, BodyPart part)
    {
        var boundary = Boundary(sdp, part.Content.Span);
        using var body = new MemoryStream(sdp.Length + part.Content.Length + 256);
        if (!sdp.IsEmpty)
        {
            body.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: application/sdp\r\n\r\n"));
            body.Write(sdp);
            body.Write("\r\n"u8);
        }
        body.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: {part.ContentType}\r\nContent-ID: <{part.ContentId}>\r\nContent-Disposition: by-reference;handling=optional\r\n\r\n"));
        body.Write(part.Content.Span);
        body.Write(Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"));
        writer.Header("MIME-Version"u8, "1.0"u8);
        writer.Finish(Encoding.ASCII.GetBytes($"multipart/mixed;boundary={boundary}"), body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    // It must not occur in what it bounds.
    private static string Boundary(ReadOnlySpan<byte> sdp, ReadOnlySpan<byte> content)
    {
        for (var i = 0; ; i++)
        {
            var boundary = string.Create(CultureInfo.InvariantCulture, $"part-{i}-of-the-body");
            var bytes = Encoding.ASCII.GetBytes(boundary);
            if (sdp.IndexOf(bytes) < 0 && content.IndexOf(bytes) < 0)
                return boundary;
        }
    }
}
