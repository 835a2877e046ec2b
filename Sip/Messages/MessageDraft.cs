using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>A message while it is read: start line and rows. The first fault is kept; reading goes on, so that a request can still be answered.</summary>
internal ref struct MessageDraft
{
    private readonly byte[] _buffer;
    private readonly Span<Row> _table;

    /// <summary>The header section ends here at the latest.</summary>
    private readonly int _limit;
    private int _rowCount;
    private int _at;

    public MessageDraft(byte[] buffer, Span<Row> table)
    {
        _buffer = buffer;
        _table = table;
        _limit = Math.Min(buffer.Length, MessageParser.MaxMessageLength - 1);
        Shape.MaxForwards = -1;
        if (buffer.Length > MessageParser.MaxMessageLength)
            Fail(513, "Message is larger than 64 KB", "message-too-long");
    }

    public MessageShape Shape;

    public ParseError Error { get; private set; }

    public readonly byte[] Buffer => _buffer;

    public readonly ReadOnlySpan<Row> Rows => _table[.._rowCount];

    /// <summary>The way back is known, and the request is of a kind that is answered.</summary>
    public bool IsAnswerable { readonly get; set; }

    public void Fail(int status, string reason, string kind)
    {
        if (Error.Status == 0)
            Error = new ParseError(status, reason, kind);
    }

    /// <summary>False when these bytes are no SIP message at all.</summary>
    public bool ReadStartLine()
    {
        while (_at < _limit && _buffer[_at] is (byte)'\r' or (byte)'\n')
            _at++;
        if (_at == _limit)
        {
            Fail(400, "Keep-alive", "keepalive");
            return false;
        }
        var line = TakeLine();
        if (line.Length >= 4 && Ascii.EqualsIgnoreCase(line[..4], "SIP/"u8))
            return ReadStatusLine(line);
        Shape.IsRequest = true;
        return ReadRequestLine(line);
    }

    /// <summary>The next line without its end; a bare CR inside becomes a space, lest others see a line end there.</summary>
    private Span<byte> TakeLine()
    {
        var rest = _buffer.AsSpan(_at, _limit - _at);
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if ((uint)(end + 1) < (uint)rest.Length && rest[end + 1] == '\n' && rest[end] == '\r')
        {
            _at += end + 2;
            return rest[..end];
        }
        return TakeUnusualLine(rest);
    }

    private Span<byte> TakeUnusualLine(Span<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            _at = _limit;
            Fail(400, "Header section is not ended by an empty line", "unterminated");
            end = rest.Length;
        }
        else
        {
            _at += end + 1;
        }
        var line = rest[..end];
        if (!line.IsEmpty && line[^1] == '\r')
            line = line[..^1];
        line.Replace((byte)'\r', (byte)' ');
        return line;
    }

    private readonly Slice SliceOf(ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty)
            return default;
        _buffer.AsSpan().Overlaps(part, out var at);
        return new Slice((ushort)at, (ushort)part.Length);
    }

    private bool ReadStatusLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 11 || !Ascii.EqualsIgnoreCase(line[..8], "SIP/2.0 "u8) || !Octets.TryNumber(line.Slice(8, 3), 699, out var status) || status < 100
            || (line.Length > 11 && line[11] != ' '))
        {
            Fail(400, "Status line is malformed", "status-line");
            return false;
        }
        Shape.StatusCode = (ushort)status;
        Shape.Second = line.Length > 12 ? SliceOf(line[12..]) : default;
        return true;
    }

    private bool ReadRequestLine(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        if (space <= 0)
        {
            Fail(400, "Not a SIP message", "not-sip");
            return false;
        }
        Shape.MethodToken = SliceOf(line[..space]);
        Shape.Method = SipMethods.Of(line[..space]);
        if (Shape.Method == SipMethod.Unknown && !Octets.IsToken(line[..space]))
            Fail(400, "Method is no token", "start-line");

        var trimmed = Octets.TrimEnd(line);
        var last = trimmed.LastIndexOf((byte)' ');
        var version = trimmed[(last + 1)..];
        if (last <= space || version.Length < 5 || !Ascii.EqualsIgnoreCase(version[..4], "SIP/"u8))
        {
            Fail(400, "Request line has no SIP version", "start-line");
            return true;
        }
        if (!Ascii.EqualsIgnoreCase(version[4..], "2.0"u8))
            Fail(505, "Version Not Supported", "version");
        if (trimmed.Length != line.Length)
            Fail(400, "Request line ends with a space", "start-line");
        Shape.Second = SliceOf(line[(space + 1)..last]);
        MessageChecks.RequestUri(ref this, line[(space + 1)..last]);
        return true;
    }

    public void ReadRows()
    {
        var ended = false;
        while (_at < _limit)
        {
            var start = _at;
            var line = TakeLine();
            ended = line.IsEmpty;
            if (ended)
                break;
            if (_at < _limit && Octets.IsBlank(_buffer[_at]))
                line = Unfold(start);
            if (!TryAddRow(line, start))
                break;
        }
        if (!ended)
            Fail(400, "Header section is not ended by an empty line", "unterminated");
        Shape.BodyAt = _at;
        Shape.BodyLength = 0;
    }

    /// <summary>Joins continuation lines (§7.3.1): their line ends become spaces in the buffer.</summary>
    private Span<byte> Unfold(int start)
    {
        while (_at < _limit && Octets.IsBlank(_buffer[_at]))
        {
            _buffer[_at - 1] = (byte)' ';
            if (_buffer[_at - 2] == '\r')
                _buffer[_at - 2] = (byte)' ';
            TakeLine();
        }
        var end = _at;
        if (_buffer[end - 1] == '\n')
            end--;
        if (end > start && _buffer[end - 1] == '\r')
            end--;
        return _buffer.AsSpan(start, end - start);
    }

    /// <summary>False when nothing more can be kept.</summary>
    private bool TryAddRow(ReadOnlySpan<byte> line, int start)
    {
        if (_rowCount == _table.Length)
        {
            Fail(513, "More than 128 header rows", "too-many-headers");
            return false;
        }
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? default : Octets.TrimEnd(line[..colon]);
        if (name.IsEmpty)
        {
            Fail(400, "Header row without a name", "header-syntax");
            return true;
        }
        var id = HeaderNames.Find(name);
        if (id == HeaderId.Unknown && !Octets.IsToken(name))
        {
            Fail(400, "Header name is no token", "header-syntax");
            return true;
        }
        if (line.Length > MessageParser.MaxRowLength)
        {
            Fail(513, "Header row is longer than 8 KB", "header-too-long");
            return true;
        }
        var afterColon = line[(colon + 1)..];
        var value = Octets.TrimStart(afterColon);
        var valueAt = start + colon + 1 + afterColon.Length - value.Length;
        value = Octets.TrimEnd(value);
        _table[_rowCount++] = new Row(id, (ushort)start, (ushort)name.Length, (ushort)valueAt, (ushort)value.Length);
        return true;
    }
}
