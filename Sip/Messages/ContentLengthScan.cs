namespace PbxBridge.Sip.Messages;

/// <summary>Finds Content-Length in a header section whose rows are not parsed yet. It must see what the parser sees: any case, compact form,
/// spaces before the colon, folded values.</summary>
internal static class ContentLengthScan
{
    /// <summary>Null when all is well, else the reason in words.</summary>
    public static string? Read(ReadOnlySpan<byte> head, out uint length)
    {
        length = 0;
        var seen = false;
        while (!head.IsEmpty)
        {
            var line = TakeRow(ref head);
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[0] is not ((byte)'c' or (byte)'C' or (byte)'l' or (byte)'L')
                || HeaderNames.Find(Octets.TrimEnd(line[..colon])) != HeaderId.ContentLength)
                continue;
            if (seen)
                return "Content-Length appears twice";
            seen = true;
            var value = line[(colon + 1)..].Trim(" \t\r\n"u8);
            if (!Octets.AreDigits(value))
                return "Content-Length is not a number";
            if (!Octets.TryNumber(value, uint.MaxValue, out length))
                length = uint.MaxValue;
        }
        return seen ? null : "Content-Length is missing";
    }

    /// <summary>One row with its continuation lines and line ends.</summary>
    private static ReadOnlySpan<byte> TakeRow(ref ReadOnlySpan<byte> head)
    {
        var end = 0;
        do
        {
            var next = head[end..].IndexOf((byte)'\n');
            end = next < 0 ? head.Length : end + next + 1;
        }
        while (end < head.Length && Octets.IsBlank(head[end]));
        var row = head[..end];
        head = head[end..];
        return row;
    }
}
