using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>A value of From, To, Contact, Route, Refer-To and the like: <c>"Name" &lt;uri&gt;;parameters</c> or a bare URI (RFC 3261 §20.10).
/// Without angle brackets everything from the first semicolon on belongs to the header, not to the URI.</summary>
public readonly ref struct NameAddrView
{
    /// <summary>As on the wire, with its quotes if quoted; empty if none.</summary>
    public ReadOnlySpan<byte> DisplayName { get; private init; }

    /// <summary>Without angle brackets.</summary>
    public ReadOnlySpan<byte> Uri { get; private init; }

    /// <summary>The header parameters, from the first semicolon on; empty if none.</summary>
    public ReadOnlySpan<byte> Parameters { get; private init; }

    /// <summary>Empty if none.</summary>
    public ReadOnlySpan<byte> Tag => TryGetParameter("tag"u8, out var tag) ? tag : default;

    /// <summary>The display name without quotes and backslashes, read as UTF-8; empty if none.</summary>
    public string GetDisplayName() => QuotedText.Unquote(DisplayName);

    /// <summary>A header parameter such as <c>q</c> or <c>expires</c>; one without a value gives true and an empty value. Quotes are kept.</summary>
    public bool TryGetParameter(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => ParameterReader.TryFind(Parameters, name, out value);

    /// <summary>False when the value, its URI or its parameters break the grammar.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out NameAddrView view)
    {
        if (!TrySplit(text, out view) || !SipUriView.TryParse(view.Uri, out _))
            return false;
        var reader = new ParameterReader(view.Parameters);
        while (reader.MoveNext())
        {
        }
        return !reader.IsMalformed;
    }

    /// <summary>Finds the parts without looking into them.</summary>
    internal static bool TrySplit(ReadOnlySpan<byte> text, out NameAddrView view)
    {
        view = default;
        text = Octets.Trim(text);
        if (text.IsEmpty)
            return false;
        int open;
        if (text[0] == '"')
        {
            var end = Octets.ClosingQuote(text) + 1;
            if (end == 0)
                return false;
            var rest = Octets.TrimStart(text[end..]);
            if (rest.IsEmpty || rest[0] != '<')
                return false;
            open = text.Length - rest.Length;
            return TrySplitBracketed(text, text[..end], open, out view);
        }
        open = text.IndexOf((byte)'<');
        if (open < 0)
            return TrySplitBare(text, out view);
        var name = Octets.TrimEnd(text[..open]);
        return !name.ContainsAny(Octets.NotInName) && TrySplitBracketed(text, name, open, out view);
    }

    private static bool TrySplitBracketed(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, int open, out NameAddrView view)
    {
        var rest = text[(open + 1)..];
        var close = rest.IndexOf((byte)'>');
        if (close < 0)
        {
            view = default;
            return false;
        }
        view = new NameAddrView { DisplayName = name, Uri = rest[..close], Parameters = Octets.TrimStart(rest[(close + 1)..]) };
        return true;
    }

    private static bool TrySplitBare(ReadOnlySpan<byte> text, out NameAddrView view)
    {
        var semicolon = text.IndexOf((byte)';');
        var uri = semicolon < 0 ? text : Octets.TrimEnd(text[..semicolon]);
        view = new NameAddrView { Uri = uri, Parameters = semicolon < 0 ? default : text[semicolon..] };

        // A URI with a comma, question mark or semicolon must stand in brackets (§20), or its headers would become the header's.
        return !uri.ContainsAny((byte)',', (byte)'?');
    }
}
