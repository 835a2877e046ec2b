namespace PbxBridge.Sip.Messages;

/// <summary>Header rows in their order, without allocation: <c>foreach (var row in message.Rows(HeaderId.Route))</c>.</summary>
public ref struct HeaderRows
{
    private readonly ReadOnlySpan<byte> _raw;
    private readonly ReadOnlySpan<Row> _rows;
    private readonly HeaderId _id;
    private readonly bool _all;
    private int _at = -1;

    internal HeaderRows(ReadOnlySpan<byte> raw, ReadOnlySpan<Row> rows, HeaderId id, bool all)
    {
        _raw = raw;
        _rows = rows;
        _id = id;
        _all = all;
    }

    public readonly HeaderRow Current
    {
        get
        {
            ref readonly var row = ref _rows[_at];
            return new HeaderRow(row.Id, row.Name(_raw), row.Value(_raw));
        }
    }

    public readonly HeaderRows GetEnumerator() => this;

    public bool MoveNext()
    {
        while (++_at < _rows.Length)
        {
            if (_all || _rows[_at].Id == _id)
                return true;
        }
        return false;
    }
}
