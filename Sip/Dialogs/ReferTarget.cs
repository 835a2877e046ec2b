using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Dialogs;

/// <summary>Whom a REFER sends the peer to: the one value of Refer-To (RFC 3515 §2.1). Headers in its URI other than Replaces are passed over.</summary>
/// <param name="Uri">Without headers and without a method.</param>
/// <param name="Replaces">The dialog that the new one shall take the place of; null for none.</param>
public sealed record ReferTarget(byte[] Uri, DialogReference? Replaces)
{
    /// <param name="target">Null when the result is not 0.</param>
    /// <returns>0, or the status that refuses the REFER: 400 for none, several or a malformed one, 403 for another method than INVITE, 416 for a URI that is not
    /// called.</returns>
    public static int Read(SipMessage refer, out ReferTarget? target)
    {
        target = null;
        if (refer.Count(HeaderId.ReferTo) != 1 || !NameAddrView.TryParse(refer[HeaderId.ReferTo], out var address) || !SipUriView.TryParse(address.Uri, out var uri))
            return 400;
        if (uri.Scheme is UriScheme.Other)
            return 416;
        var text = address.Uri;
        if (!uri.Headers.IsEmpty)
            text = text[..^(uri.Headers.Length + 1)];
        if (uri.TryGetParameter("method"u8, out var method) && !method.SequenceEqual("INVITE"u8))
            return 403;
        if (!TryReplaces(uri.Headers, out var replaces))
            return 400;
        target = new ReferTarget(WithoutMethod(text), replaces);
        return 0;
    }

    private static bool TryReplaces(ReadOnlySpan<byte> headers, out DialogReference? replaces)
    {
        replaces = null;
        while (!headers.IsEmpty)
        {
            var end = headers.IndexOf((byte)'&');
            var one = end < 0 ? headers : headers[..end];
            headers = end < 0 ? default : headers[(end + 1)..];
            var equals = one.IndexOf((byte)'=');
            if (equals < 0 || !SipUriView.Unescape(one[..equals]).Equals("Replaces", StringComparison.OrdinalIgnoreCase))
                continue;
            if (replaces is not null || (replaces = DialogReference.Parse(System.Text.Encoding.UTF8.GetBytes(SipUriView.Unescape(one[(equals + 1)..])))) is null)
                return false;
        }
        return true;
    }

    private static byte[] WithoutMethod(ReadOnlySpan<byte> uri)
    {
        var at = uri.IndexOf(";method=INVITE"u8);
        return at < 0 ? uri.ToArray() : [.. uri[..at], .. uri[(at + ";method=INVITE"u8.Length)..]];
    }
}
