using System.Buffers.Text;
using System.Text;

namespace PbxBridge.Sip.Transport;

/// <summary>Where a response goes when the connection of its request is gone (RFC 3261 §18.2.2): the source address of the request
/// with the port of the top Via.</summary>
internal static class ResponseReturn
{
    /// <summary>The port of the top Via's sent-by; null when the message is no response or has no readable Via.</summary>
    public static ushort? Port(ReadOnlySpan<byte> message, TransportKind kind)
    {
        if (!message.StartsWith("SIP/2.0 "u8))
            return null;
        foreach (var range in message.Split((byte)'\n'))
        {
            var line = message[range].Trim("\r \t"u8);
            var colon = line.IndexOf((byte)':');
            if (line.IsEmpty)
                return null;
            if (colon < 0)
                continue;
            var name = line[..colon].TrimEnd(" \t"u8);
            if (Ascii.EqualsIgnoreCase(name, "Via"u8) || Ascii.EqualsIgnoreCase(name, "v"u8))
                return SentByPort(line[(colon + 1)..].TrimStart(" \t"u8), kind);
        }
        return null;
    }

    private static ushort? SentByPort(ReadOnlySpan<byte> via, TransportKind kind)
    {
        var space = via.IndexOfAny(" \t"u8);
        if (space < 0)
            return null;
        var sentBy = via[space..].Trim(" \t"u8);
        var end = sentBy.IndexOfAny(";,"u8);
        sentBy = (end < 0 ? sentBy : sentBy[..end]).TrimEnd(" \t"u8);
        var colon = sentBy.LastIndexOf((byte)':');
        if (colon < 0 || colon < sentBy.LastIndexOf((byte)']'))
            return kind.DefaultPort();
        var digits = sentBy[(colon + 1)..].Trim(" \t"u8);
        return Utf8Parser.TryParse(digits, out ushort port, out var used) && used == digits.Length && port > 0 ? port : null;
    }
}
