using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>Finds the session description, or a part of another type, in a body: the body itself, or the first part of a multipart that is one (RFC 2046 §5.1, RFC 5621).</summary>
/// <remarks>Every multipart subtype is read like <c>multipart/mixed</c> (RFC 2046 §5.1.3). Nothing is allocated and nothing is thrown whatever the bytes are;
/// the time is linear in their number. Bare LF ends a line, too, and a missing last delimiter is the end of the body.</remarks>
public static class MultipartBody
{
    // A multipart and the multiparts in it.
    private const int Levels = 2;

    // RFC 2046 §5.1.1.
    private const int LongestBoundary = 70;

    // A folded field of a part that is longer counts as absent.
    private const int LongestFoldedField = 512;

    /// <summary>A slice of the body; empty when there is no description in clear.</summary>
    /// <param name="contentType">The value of Content-Type, unfolded.</param>
    public static ReadOnlySpan<byte> Sdp(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body) => Find(contentType, body, "application/sdp"u8, Levels);

    /// <summary>The first part of another type; empty when there is none that can be read.</summary>
    /// <param name="wanted">Without parameters.</param>
    public static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body, ReadOnlySpan<byte> wanted)
    {
        var part = Find(contentType, body, wanted, Levels);
        return Is(contentType, wanted) ? part : part.EndsWith("\r\n"u8) ? part[..^2] : part.EndsWith("\n"u8) ? part[..^1] : part;
    }

    private static ReadOnlySpan<byte> Find(scoped ReadOnlySpan<byte> type, ReadOnlySpan<byte> body, scoped ReadOnlySpan<byte> wanted, int levels)
    {
        if (Is(type, wanted))
            return body;
        if (levels == 0 || !TryReadBoundary(type, out var boundary) || !TryFindDelimiter(body, 0, boundary, out var delimiter))
            return default;
        while (!delimiter.IsLast)
        {
            var from = delimiter.End;
            if (!TryFindDelimiter(body, from, boundary, out delimiter))
                delimiter = new Delimiter(body.Length, body.Length, IsLast: true);
            var found = FindInPart(body[from..Math.Max(from, delimiter.Start)], wanted, levels - 1);
            if (!found.IsEmpty)
                return found;
        }
        return default;
    }

    /// <param name="part">Header fields and content, with the line break that belongs to the next delimiter.</param>
    private static ReadOnlySpan<byte> FindInPart(ReadOnlySpan<byte> part, scoped ReadOnlySpan<byte> wanted, int levels)
    {
        Span<byte> buffer = stackalloc byte[LongestFoldedField];
        ReadOnlySpan<byte> type = default;
        while (TryReadField(ref part, out var field))
        {
            if (field.IsEmpty)
                return WithoutLastBreak(Find(Unfold(type, buffer), part, wanted, levels));
            var colon = field.IndexOf((byte)':');
            if (colon < 0)
                continue;
            var name = Octets.TrimEnd(field[..colon]);
            var value = field[(colon + 1)..];
            if (Ascii.EqualsIgnoreCase(name, "Content-Type"u8))
                type = value;
            else if (!IsReadable(name, Unfold(value, buffer)))
                return default;
        }
        return default;
    }

    // A part that is coded, or that describes the early session beside the one that counts (RFC 3959), is passed over.
    private static bool IsReadable(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(name, "Content-Transfer-Encoding"u8))
            return Is(value, "binary"u8) || Is(value, "8bit"u8) || Is(value, "7bit"u8);
        if (Ascii.EqualsIgnoreCase(name, "Content-Encoding"u8))
            return Is(value, "identity"u8);
        return !Ascii.EqualsIgnoreCase(name, "Content-Disposition"u8) || !Is(value, "early-session"u8);
    }

    // The break before a delimiter belongs to the delimiter. Senders forget that: a description whose last line would have none keeps it (RFC 8866 §5).
    private static ReadOnlySpan<byte> WithoutLastBreak(ReadOnlySpan<byte> sdp)
    {
        if (sdp.EndsWith("\n\r\n"u8))
            return sdp[..^2];
        return sdp.EndsWith("\n\n"u8) ? sdp[..^1] : sdp;
    }

    // One header field with the lines that continue it; empty: the header is over. False: the part ends before its content begins.
    private static bool TryReadField(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> field)
    {
        var end = 0;
        field = default;
        do
        {
            var at = rest[end..].IndexOf((byte)'\n');
            if (at < 0)
                return false;
            end += at + 1;
            field = rest[..(end - 1)];
            if (field.EndsWith("\r"u8))
                field = field[..^1];
        }
        while (!field.IsEmpty && end < rest.Length && Octets.IsBlank(rest[end]));
        rest = rest[end..];
        return true;
    }

    private static ReadOnlySpan<byte> Unfold(ReadOnlySpan<byte> value, Span<byte> buffer)
    {
        if (!value.ContainsAny((byte)'\r', (byte)'\n'))
            return Octets.Trim(value);
        if (value.Length > buffer.Length)
            return default;
        value.CopyTo(buffer);
        var copy = buffer[..value.Length];
        copy.Replace((byte)'\r', (byte)' ');
        copy.Replace((byte)'\n', (byte)' ');
        return Octets.Trim(copy);
    }

    private static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<byte> token)
    {
        var end = value.IndexOf((byte)';');
        return Ascii.EqualsIgnoreCase(Octets.Trim(end < 0 ? value : value[..end]), token);
    }

    private static bool TryReadBoundary(ReadOnlySpan<byte> type, out ReadOnlySpan<byte> boundary)
    {
        boundary = default;
        var prefix = "multipart/"u8;
        var end = type.IndexOf((byte)';');
        if (end < 0 || type.Length < prefix.Length || !Ascii.EqualsIgnoreCase(type[..prefix.Length], prefix)
            || !ParameterReader.TryFind(type[end..], "boundary"u8, out boundary))
            return false;
        if (boundary.Length >= 2 && boundary[0] == '"')
            boundary = boundary[1..^1];

        // A backslash cannot be in a boundary, so that nothing needs to be unescaped.
        return boundary.Length is > 0 and <= LongestBoundary && !Octets.IsBlank(boundary[^1]) && !boundary.Contains((byte)'\\');
    }

    // Two hyphens at the start of a line, the boundary, perhaps two hyphens more, blanks, and the end of the line.
    private static bool TryFindDelimiter(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> boundary, out Delimiter delimiter)
    {
        for (var at = from; at < body.Length; at++)
        {
            var found = body[at..].IndexOf(boundary);
            if (found < 0)
                break;
            at += found;
            var start = at - 2;
            if (start < from || body[start] != '-' || body[start + 1] != '-' || (start > 0 && body[start - 1] != '\n'))
                continue;
            var end = at + boundary.Length;
            var isLast = body[end..].StartsWith("--"u8);
            if (TryEndLine(body, isLast ? end + 2 : end, out end))
            {
                delimiter = new Delimiter(start, end, isLast);
                return true;
            }
        }
        delimiter = default;
        return false;
    }

    private static bool TryEndLine(ReadOnlySpan<byte> body, int from, out int end)
    {
        var rest = Octets.TrimStart(body[from..]);
        end = body.Length - rest.Length;
        if (rest.IsEmpty)
            return true;
        end += rest[0] == '\n' ? 1 : 2;
        return rest[0] == '\n' || rest.StartsWith("\r\n"u8);
    }

    /// <param name="Start">Of its hyphens.</param>
    /// <param name="End">Where the next line begins.</param>
    private readonly record struct Delimiter(int Start, int End, bool IsLast);
}
