namespace PbxBridge.Sip.Messages;

/// <summary>All values of one header name over all its rows, without allocation. Rows of list headers are split at commas outside quotes and
/// angle brackets (RFC 3261 §7.3.1); empty elements are passed over.</summary>
public ref struct HeaderValues
{
    private readonly bool _split;
    private HeaderRows _rows;
    private ReadOnlySpan<byte> _rest;

    internal HeaderValues(ReadOnlySpan<byte> raw, ReadOnlySpan<Row> rows, HeaderId id)
    {
        _rows = new HeaderRows(raw, rows, id, all: false);
        _split = HeaderNames.IsList(id);
    }

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly HeaderValues GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            while (!_rest.IsEmpty)
            {
                var end = _split ? ValueLength(_rest) : _rest.Length;
                Current = Octets.Trim(_rest[..end]);
                _rest = end < _rest.Length ? _rest[(end + 1)..] : default;
                if (!Current.IsEmpty)
                    return true;
            }
            if (!_rows.MoveNext())
                return false;
            _rest = _rows.Current.Value;
        }
    }

    /// <summary>Octets before the first comma outside quotes and angle brackets.</summary>
    internal static int ValueLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var next = text[at..].IndexOfAny((byte)',', (byte)'"', (byte)'<');
            if (next < 0)
                break;
            at += next;
            if (text[at] == ',')
                return at;
            var close = text[at] == '"' ? Octets.ClosingQuote(text[at..]) : text[at..].IndexOf((byte)'>');
            if (close < 0)
                break;
            at += close + 1;
        }
        return text.Length;
    }
}
