namespace PbxBridge.Sip.Messages;

/// <summary><c>host[:port]</c> of RFC 3261 §25.1. An IPv6 address must stand in brackets (RFC 5118 §4.2).</summary>
internal static class HostPort
{
    public static bool TryParse(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> host, out int port)
    {
        port = 0;
        var length = HostLength(text);
        host = text[..length];
        if (length == 0)
            return false;
        var rest = text[length..];
        if (rest.IsEmpty)
            return true;
        if (rest[0] != ':' || !Octets.TryNumber(rest[1..], 65535, out var number) || number == 0)
            return false;
        port = (int)number;
        return true;
    }

    /// <summary>Octets of the host that <paramref name="text"/> starts with; 0 when it starts with none.</summary>
    public static int HostLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return 0;
        if (text[0] != '[')
        {
            var end = text.IndexOfAnyExcept(Octets.HostName);
            return end < 0 ? text.Length : end;
        }
        var close = text.IndexOf((byte)']');
        if (close < 3)
            return 0;
        var address = text[1..close];

        // Three colons in a row pass: RFC 3261's own grammar makes them (RFC 5118 §4.10).
        return address.ContainsAnyExcept(Octets.IPv6) || address.Count((byte)':') < 2 ? 0 : close + 1;
    }
}
