using System.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Digest;

/// <summary>The fields of a Digest challenge or of Digest credentials, split at commas outside quotes (RFC 7616 §3.3, §3.4).
/// Values are slices without their quotes; backslashes stay.</summary>
internal ref struct DigestFields
{
    public ReadOnlySpan<byte> Realm { get; private set; }

    public ReadOnlySpan<byte> Nonce { get; private set; }

    public ReadOnlySpan<byte> Algorithm { get; private set; }

    /// <summary>Of a challenge: the list of offers.</summary>
    public ReadOnlySpan<byte> Qop { get; private set; }

    public ReadOnlySpan<byte> Opaque { get; private set; }

    public ReadOnlySpan<byte> Stale { get; private set; }

    public ReadOnlySpan<byte> UserName { get; private set; }

    public ReadOnlySpan<byte> Uri { get; private set; }

    public ReadOnlySpan<byte> Response { get; private set; }

    public ReadOnlySpan<byte> ClientNonce { get; private set; }

    public ReadOnlySpan<byte> NonceCount { get; private set; }

    /// <summary>False when the scheme is not Digest or the list breaks the grammar.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DigestFields fields)
    {
        fields = default;
        var space = text.IndexOfAny((byte)' ', (byte)'\t');
        if (space < 0 || !Ascii.EqualsIgnoreCase(text[..space], "Digest"u8))
            return false;
        var rest = Octets.TrimStart(text[space..]);
        while (!rest.IsEmpty)
        {
            if (rest[0] == ',')
            {
                rest = Octets.TrimStart(rest[1..]);
                continue;
            }
            if (!TryTake(ref rest, out var name, out var value))
                return false;
            fields.Set(name, value);
        }
        return true;
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        var equals = rest.IndexOf((byte)'=');
        if (equals <= 0)
            return false;
        name = Octets.TrimEnd(rest[..equals]);
        if (!Octets.IsToken(name))
            return false;
        rest = Octets.TrimStart(rest[(equals + 1)..]);
        if (!rest.IsEmpty && rest[0] == '"')
        {
            var close = Octets.ClosingQuote(rest);
            if (close < 0)
                return false;
            value = rest[1..close];
            rest = rest[(close + 1)..];
        }
        else
        {
            var end = rest.IndexOf((byte)',');
            if (end < 0)
                end = rest.Length;
            value = Octets.TrimEnd(rest[..end]);
            rest = rest[end..];
        }
        rest = Octets.TrimStart(rest);
        return rest.IsEmpty || rest[0] == ',';
    }

    private void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Is(name, "realm"u8))
            Realm = value;
        else if (Is(name, "nonce"u8))
            Nonce = value;
        else if (Is(name, "algorithm"u8))
            Algorithm = value;
        else if (Is(name, "qop"u8))
            Qop = value;
        else if (Is(name, "opaque"u8))
            Opaque = value;
        else if (Is(name, "stale"u8))
            Stale = value;
        else if (Is(name, "username"u8))
            UserName = value;
        else if (Is(name, "uri"u8))
            Uri = value;
        else if (Is(name, "response"u8))
            Response = value;
        else if (Is(name, "cnonce"u8))
            ClientNonce = value;
        else if (Is(name, "nc"u8))
            NonceCount = value;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known) => Ascii.EqualsIgnoreCase(name, known);

    /// <summary>Takes the backslashes off and reads UTF-8.</summary>
    public static string Text(ReadOnlySpan<byte> quotedContent)
    {
        if (!quotedContent.Contains((byte)'\\'))
            return Encoding.UTF8.GetString(quotedContent);
        return QuotedText.Unquote([(byte)'"', .. quotedContent, (byte)'"']);
    }
}
