namespace PbxBridge.Sip.Messages;

/// <summary>Cuts the byte stream of one connection into messages by their Content-Length (RFC 3261 §18.3). Holds at most the bytes of one
/// message and of the last <see cref="Append"/>. One thread at a time.</summary>
public sealed class StreamFramer
{
    private const int KeptCapacity = 16 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    /// <summary>Offset from <see cref="_start"/> up to which no empty line was found.</summary>
    private int _searched;

    /// <summary>Octets of the message whose header section is complete; 0 while it is not.</summary>
    private int _messageLength;
    private ParseError _failure;

    /// <summary>The bytes are copied.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_failure.Status != 0 || bytes.IsEmpty)
            return;
        if (_end + bytes.Length > _buffer.Length)
            MakeRoom(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Call until it says <see cref="FrameVerdict.NeedMore"/> or <see cref="FrameVerdict.Failed"/>.</summary>
    /// <param name="message">The message in an array of its size. With <see cref="FrameVerdict.Failed"/>: the header section if it was
    /// complete, else null; parsed as a stream message it gives the request to refuse before closing.</param>
    /// <param name="error">Why it failed.</param>
    public FrameVerdict TryNext(out byte[]? message, out ParseError error)
    {
        message = null;
        error = _failure;
        if (_failure.Status != 0)
            return FrameVerdict.Failed;
        if (_messageLength == 0)
        {
            var verdict = SkipLineEnds();
            if (verdict != FrameVerdict.Message)
                return verdict;
            if (!TryFindHeaderEnd(out var headerLength))
                return _end - _start > MessageParser.MaxMessageLength
                    ? Fail(513, "Header section is larger than 64 KB", "message-too-long", out error)
                    : FrameVerdict.NeedMore;
            var head = _buffer.AsSpan(_start, headerLength);
            var fault = ContentLengthScan.Read(head, out var bodyLength);
            if (fault is not null)
            {
                message = head.ToArray();
                return Fail(400, fault, "content-length", out error);
            }
            if (headerLength + (long)bodyLength > MessageParser.MaxMessageLength)
            {
                message = head.ToArray();
                return Fail(513, "Message is larger than 64 KB", "message-too-long", out error);
            }
            _messageLength = headerLength + (int)bodyLength;
        }
        if (_end - _start < _messageLength)
            return FrameVerdict.NeedMore;
        message = _buffer.AsSpan(_start, _messageLength).ToArray();
        Consume(_messageLength);
        return FrameVerdict.Message;
    }

    /// <summary>Message = something that is no line end comes next.</summary>
    private FrameVerdict SkipLineEnds()
    {
        while (_start < _end)
        {
            var waiting = _buffer.AsSpan(_start, _end - _start);
            if (waiting[0] is not ((byte)'\r' or (byte)'\n'))
                return FrameVerdict.Message;
            if (waiting.StartsWith("\r\n\r\n"u8))
            {
                Consume(4);
                return FrameVerdict.KeepAlivePing;
            }
            if (waiting.Length < 4 && "\r\n\r\n"u8.StartsWith(waiting))
                return FrameVerdict.NeedMore;
            Consume(1);
        }
        return FrameVerdict.NeedMore;
    }

    private bool TryFindHeaderEnd(out int length)
    {
        var waiting = _buffer.AsSpan(_start, _end - _start);
        length = 0;
        while (true)
        {
            var next = waiting[_searched..].IndexOf((byte)'\n');
            if (next < 0)
                return false;
            var line = _searched + next + 1;
            if (line >= waiting.Length || (waiting[line] == '\r' && line + 1 >= waiting.Length))
                return false;
            var empty = waiting[line] == '\n' ? 1 : waiting[line] == '\r' && waiting[line + 1] == '\n' ? 2 : 0;
            if (empty > 0)
            {
                length = line + empty;
                return true;
            }
            _searched = line;
        }
    }

    private FrameVerdict Fail(int status, string reason, string kind, out ParseError error)
    {
        error = _failure = new ParseError(status, reason, kind);
        _buffer = [];
        _start = _end = 0;
        return FrameVerdict.Failed;
    }

    private void Consume(int count)
    {
        _start += count;
        _searched = 0;
        _messageLength = 0;
        if (_start != _end)
            return;
        _start = _end = 0;
        if (_buffer.Length > KeptCapacity)
            _buffer = [];
    }

    private void MakeRoom(int count)
    {
        var waiting = _buffer.AsSpan(_start, _end - _start);
        var needed = waiting.Length + count;
        var target = needed <= _buffer.Length ? _buffer : new byte[Math.Max(needed, Math.Max(2048, _buffer.Length * 2))];
        waiting.CopyTo(target);
        _buffer = target;
        _end = waiting.Length;
        _start = 0;
    }
}
