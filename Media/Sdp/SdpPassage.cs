using System.Buffers.Text;

namespace PbxBridge.Media.Sdp;

/// <summary>Passes a description on where the sound goes between the phones and not through the bridge.</summary>
/// <remarks>The media lines with their addresses, keys, fingerprints and candidates stay word for word: they are between the two phones. What
/// says who wrote the description is ours: <c>o=</c>, since within a dialog its identifier stays and its version counts (RFC 3264 §8) although the
/// far side may change (forks, transfers), with the address that means nothing (RFC 8829 §5.2.1); <c>s=-</c>; and no <c>i=</c>, <c>u=</c>, <c>e=</c>, <c>p=</c> and
/// <c>a=tool</c> of the session (HIDE-1).</remarks>
public static class SdpPassage
{
    private const int LongestHead = 128;
    private const int Usual = 2048;

    public static byte[] Pass(ReadOnlySpan<byte> text, SdpOwner owner)
    {
        var kept = text.Length + 2 <= Usual ? stackalloc byte[text.Length + 2] : new byte[text.Length + 2];
        kept = kept[..Keep(text, kept)];
        Span<byte> head = stackalloc byte[LongestHead];
        head = head[..WriteHead(head, owner.SessionId, owner.VersionOf(kept))];
        var passed = new byte[head.Length + kept.Length];
        head.CopyTo(passed);
        kept.CopyTo(passed.AsSpan(head.Length));
        return passed;
    }

    // All lines but those that are ours.
    private static int Keep(ReadOnlySpan<byte> text, Span<byte> kept)
    {
        var length = 0;
        var inSession = true;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..(end + 1)];
            text = text[line.Length..];
            inSession &= !line.StartsWith("m="u8);
            if (inSession && IsOurs(line))
                continue;
            line.CopyTo(kept[length..]);
            length += line.Length;
            if (end >= 0)
                continue;
            "\r\n"u8.CopyTo(kept[length..]);
            length += 2;
        }
        return length;
    }

    private static bool IsOurs(ReadOnlySpan<byte> line) => line is [(byte)'v' or (byte)'o' or (byte)'s' or (byte)'i' or (byte)'u' or (byte)'e' or (byte)'p', (byte)'=', ..]
        || line.StartsWith("a=tool:"u8) || line.TrimEnd("\r\n"u8).IsEmpty;

    private static int WriteHead(Span<byte> head, ulong id, ulong version)
    {
        var at = Put(head, 0, "v=0\r\no=- "u8);
        Utf8Formatter.TryFormat(id, head[at..], out var digits);
        at = Put(head, at + digits, " "u8);
        Utf8Formatter.TryFormat(version, head[at..], out digits);
        return Put(head, at + digits, " IN IP4 0.0.0.0\r\ns=-\r\n"u8);
    }

    private static int Put(Span<byte> head, int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(head[at..]);
        return at + text.Length;
    }
}
