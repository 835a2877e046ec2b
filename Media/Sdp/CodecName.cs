using System.Collections.Frozen;

namespace PbxBridge.Media.Sdp;

/// <summary>What people call the codec of a media line. Names that are usual are the same object every time.</summary>
internal static class CodecName
{
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Usual =
        ((string[])["PCMA", "PCMU", "G722", "G729", "G723", "GSM", "AMR", "AMR-WB", "EVS", "iLBC", "opus", "speex", "L16"])
            .ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Of the first format that is neither keys nor comfort noise; null when there is none, or nothing says what it is (RFC 3551 §6).</summary>
    public static string? Of(MediaDescription media)
    {
        foreach (var format in media.Formats)
        {
            if (format == "13")
                continue;
            // A static number needs no rtpmap, and most calls have one.
            if (OfStatic(format) is { } known)
                return known;
            if (media.RtpMap(format) is not { } map)
                return null;
            var end = map.IndexOf('/', StringComparison.Ordinal);
            var name = end < 0 ? map : map.AsSpan(0, end);
            if (name.Equals("telephone-event", StringComparison.OrdinalIgnoreCase) || name.Equals("CN", StringComparison.OrdinalIgnoreCase))
                continue;
            return Usual.TryGetValue(name, out var usual) ? usual : name.ToString();
        }
        return null;
    }

    private static string? OfStatic(string format) => format switch
    {
        "0" => "PCMU",
        "3" => "GSM",
        "4" => "G723",
        "8" => "PCMA",
        "9" => "G722",
        "18" => "G729",
        _ => null,
    };
}
