using System.Text;

namespace PbxBridge.Media.Sdp;

/// <summary>Texts of a session description. Words that nearly every one has are known strings; Latin-1 keeps the octets of all others as they are, whatever
/// the writer's character set.</summary>
internal static class SdpWords
{
    private static readonly string[] Payloads = [.. Enumerable.Range(0, 128).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private static readonly string[] Names =
    [
        "audio", "video", "image", "udptl", "RTP/AVP", "RTP/AVPF", "RTP/SAVP", "rtpmap", "fmtp", "ptime", "maxptime", "sendrecv", "sendonly", "recvonly", "inactive", "rtcp", "silenceSupp",
        "rtcp-mux", "ssrc", "crypto", "candidate", "rtcp-fb", "extmap",
    ];

    public static string Text(ReadOnlySpan<byte> text) => Encoding.Latin1.GetString(text);

    /// <summary>An attribute's name, a medium or a protocol.</summary>
    public static string Name(ReadOnlySpan<byte> text)
    {
        foreach (var name in Names)
        {
            if (name.Length == text.Length && name[0] == text[0] && Ascii.Equals(text, name))
                return name;
        }
        return Text(text);
    }

    /// <summary>A format: mostly the number of a payload type.</summary>
    public static string Format(ReadOnlySpan<byte> text) => text switch
    {
        [>= (byte)'0' and <= (byte)'9'] => Payloads[text[0] - '0'],
        [>= (byte)'1' and <= (byte)'9', >= (byte)'0' and <= (byte)'9'] => Payloads[((text[0] - '0') * 10) + text[1] - '0'],
        [(byte)'1', (byte)'0' or (byte)'1', >= (byte)'0' and <= (byte)'9'] => Payloads[100 + ((text[1] - '0') * 10) + text[2] - '0'],
        _ => Text(text),
    };

    /// <summary>Takes the next word off the text; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' ');
        var end = text.IndexOf((byte)' ');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[end..];
        return word;
    }
}
