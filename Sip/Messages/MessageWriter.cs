using System.Buffers.Text;
using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>Writes one message after the other into one growing buffer. A CR, LF or NUL inside a value becomes a space, here and nowhere
/// else: no value can add a header. One thread at a time.</summary>
public sealed class MessageWriter
{
    private byte[] _buffer = new byte[4096];
    private int _length;

    /// <summary>What is written so far; valid until the next call.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public byte[] ToArray() => Written.ToArray();

    public void Reset() => _length = 0;

    public void StartRequest(SipMethod method, ReadOnlySpan<byte> requestUri) => StartRequest(method.Token(), requestUri);

    /// <summary>Starts a new message. A space or control character in the URI is escaped, as it would end the URI.</summary>
    public void StartRequest(ReadOnlySpan<byte> methodToken, ReadOnlySpan<byte> uri)
    {
        if (!Octets.IsToken(methodToken))
            throw new ArgumentException("The method is no token.", nameof(methodToken));
        _length = 0;
        Copy(methodToken);
        Copy(" "u8);
        if (uri.IndexOfAnyInRange((byte)0, (byte)' ') < 0)
        {
            Copy(uri);
        }
        else
        {
            foreach (var c in uri)
            {
                if (c > ' ')
                    Copy([c]);
                else
                    Copy([(byte)'%', (byte)('0' + (c >> 4)), (byte)"0123456789ABCDEF"[c & 15]]);
            }
        }
        Copy(" SIP/2.0\r\n"u8);
    }

    /// <summary>Starts a new message.</summary>
    /// <param name="status">100 to 699.</param>
    /// <param name="phrase">Empty: the standard phrase.</param>
    public void StartResponse(int status, ReadOnlySpan<byte> phrase = default)
    {
        _length = 0;
        Copy("SIP/2.0 "u8);
        Append(status);
        Copy(" "u8);
        Append(phrase.IsEmpty ? ReasonPhrases.Of(status) : phrase);
        End();
    }

    public void Header(HeaderId id, ReadOnlySpan<byte> value)
    {
        Begin(id);
        Append(value);
        End();
    }

    public void Header(HeaderId id, string value)
    {
        Begin(id);
        Append(value);
        End();
    }

    public void Header(HeaderId id, long value)
    {
        Begin(id);
        Append(value);
        End();
    }

    public void Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Begin(name);
        Append(value);
        End();
    }

    /// <summary>Starts a row whose value is appended in pieces; <see cref="End"/> ends it.</summary>
    public void Begin(HeaderId id)
    {
        if (id == HeaderId.Unknown)
            throw new ArgumentException("An unknown header has no name.", nameof(id));
        Copy(HeaderNames.Prefix(id));
    }

    public void Begin(ReadOnlySpan<byte> name)
    {
        if (!Octets.IsToken(name))
            throw new ArgumentException("The header name is no token.", nameof(name));
        Copy(name);
        Copy(": "u8);
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        Copy(text);
        var copied = _buffer.AsSpan(_length - text.Length, text.Length);
        if (copied.ContainsAny((byte)'\r', (byte)'\n', (byte)0))
            Blank(copied);
    }

    public void Append(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        var count = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        var copied = _buffer.AsSpan(_length, count);
        _length += count;
        if (copied.ContainsAny((byte)'\r', (byte)'\n', (byte)0))
            Blank(copied);
    }

    public void Append(long number)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out var count);
        _length += count;
    }

    public void Append(byte character) => Append([character]);

    public void End() => Copy("\r\n"u8);

    /// <summary>All rows of that name in their order: canonical name, values byte for byte.</summary>
    public void CopyRows(SipMessage source, HeaderId id)
    {
        foreach (var row in source.Rows(id))
            CopyRow(row);
    }

    /// <summary>One received row; an unknown name stays as written.</summary>
    public void CopyRow(HeaderRow row)
    {
        if (row.Id == HeaderId.Unknown)
        {
            Copy(row.Name);
            Copy(": "u8);
        }
        else
        {
            Copy(HeaderNames.Prefix(row.Id));
        }

        // Received rows hold no line ends; a NUL that came in goes out, escaped in a quoted string it is legal (RFC 4475 §3.1.1.2).
        Copy(row.Value);
        End();
    }

    /// <summary>Ends the header section and the message: no body.</summary>
    public void Finish() => Copy("Content-Length: 0\r\n\r\n"u8);

    /// <summary>Writes Content-Type (if there is a body), Content-Length, the empty line and the body.</summary>
    public void Finish(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            Finish();
            return;
        }
        Header(HeaderId.ContentType, contentType);
        Header(HeaderId.ContentLength, body.Length);
        End();
        Copy(body);
    }

    private static void Blank(Span<byte> text)
    {
        text.Replace((byte)'\r', (byte)' ');
        text.Replace((byte)'\n', (byte)' ');
        text.Replace((byte)0, (byte)' ');
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_length + count > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
    }
}
