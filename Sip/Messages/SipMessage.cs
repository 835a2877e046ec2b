using System.Text;

namespace PbxBridge.Sip.Messages;

/// <summary>A received request or response: its bytes, and where its rows lie in them. Immutable; made by <see cref="MessageParser"/> only.
/// Everything it gives is a slice of <see cref="Raw"/>, read on demand.</summary>
/// <remarks>Of a message that was parsed as <see cref="ParseVerdict.Bad"/> any part may be missing: spans are empty then, numbers 0.</remarks>
public sealed class SipMessage
{
    private readonly Row[] _rows;
    private readonly MessageShape _shape;

    internal SipMessage(byte[] raw, Row[] rows, in MessageShape shape)
    {
        Raw = raw;
        _rows = rows;
        _shape = shape;
    }

    public bool IsRequest => _shape.IsRequest;

    /// <summary>Of a response: the method of its CSeq.</summary>
    public SipMethod Method => _shape.Method;

    /// <summary>0 for a request.</summary>
    public int StatusCode => _shape.StatusCode;

    /// <summary>The method as written; of a response, in its CSeq.</summary>
    public ReadOnlySpan<byte> MethodToken => _shape.MethodToken.Of(Raw);

    public ReadOnlySpan<byte> RequestUri => IsRequest ? _shape.Second.Of(Raw) : default;

    public ReadOnlySpan<byte> ReasonPhrase => IsRequest ? default : _shape.Second.Of(Raw);

    /// <summary>As long as Content-Length says (RFC 3261 §18.3).</summary>
    public ReadOnlySpan<byte> Body => Raw.AsSpan(_shape.BodyAt, _shape.BodyLength);

    /// <summary>The session description: the body, or the part of a multipart body that is one (RFC 5621). Empty when there is none in clear.</summary>
    /// <remarks>Looked for on each call. A body without Content-Type is given as it is; requests that have one are refused before the program sees them.</remarks>
    public ReadOnlySpan<byte> Sdp
    {
        get
        {
            if (Body.IsEmpty || IsBodyEncoded)
                return default;
            var type = this[HeaderId.ContentType];
            return type.IsEmpty ? Body : MultipartBody.Sdp(type, Body);
        }
    }

    public ReadOnlySpan<byte> CallId => _shape.CallId.Of(Raw);

    /// <summary>Empty if none (RFC 2543 clients).</summary>
    public ReadOnlySpan<byte> FromTag => _shape.FromTag.Of(Raw);

    /// <summary>Empty if none.</summary>
    public ReadOnlySpan<byte> ToTag => _shape.ToTag.Of(Raw);

    /// <summary>The bytes as received; folded lines are joined in place. Not to be changed.</summary>
    public byte[] Raw { get; }

    public uint CSeqNumber => _shape.CSeqNumber;

    /// <summary>-1 when absent.</summary>
    public int MaxForwards => _shape.MaxForwards;

    public ViaView TopVia
    {
        get
        {
            ViaView.TrySplit(_shape.TopVia.Of(Raw), out var via);
            return via;
        }
    }

    public NameAddrView From => NameAddr(HeaderId.From);

    public NameAddrView To => NameAddr(HeaderId.To);

    /// <summary>Every row in its order, unknown names included.</summary>
    public HeaderRows AllRows => new(Raw, _rows, HeaderId.Unknown, all: true);

    /// <summary>The value of the first row of that name, trimmed and unfolded; empty if there is none.</summary>
    public ReadOnlySpan<byte> this[HeaderId id]
    {
        get
        {
            foreach (ref readonly var row in _rows.AsSpan())
            {
                if (row.Id == id)
                    return row.Value(Raw);
            }
            return default;
        }
    }

    public bool Has(HeaderId id)
    {
        foreach (ref readonly var row in _rows.AsSpan())
        {
            if (row.Id == id)
                return true;
        }
        return false;
    }

    /// <summary>The number of rows of that name.</summary>
    public int Count(HeaderId id)
    {
        var count = 0;
        foreach (ref readonly var row in _rows.AsSpan())
            count += row.Id == id ? 1 : 0;
        return count;
    }

    /// <summary>All values over all rows of that name, lists split at their commas.</summary>
    public HeaderValues Values(HeaderId id) => new(Raw, _rows, id);

    /// <summary>Whole rows of that name, not split.</summary>
    public HeaderRows Rows(HeaderId id) => new(Raw, _rows, id, all: false);

    /// <summary>Is the token among the values of that name, in any case and in any row? Parameters after a semicolon do not count.</summary>
    public bool ContainsToken(HeaderId id, ReadOnlySpan<byte> token)
    {
        foreach (var value in Values(id))
        {
            var end = value.IndexOf((byte)';');
            if (Ascii.EqualsIgnoreCase(end < 0 ? value : Octets.TrimEnd(value[..end]), token))
                return true;
        }
        return false;
    }

    /// <summary>The start line, for logs.</summary>
    public override string ToString() => IsRequest
        ? Encoding.UTF8.GetString(MethodToken) + " " + Encoding.UTF8.GetString(RequestUri)
        : StatusCode + " " + Encoding.UTF8.GetString(ReasonPhrase);

    internal bool IsBodyEncoded => this[HeaderId.ContentEncoding] is { IsEmpty: false } encoding && !Ascii.EqualsIgnoreCase(encoding, "identity"u8);

    private NameAddrView NameAddr(HeaderId id)
    {
        NameAddrView.TrySplit(this[id], out var view);
        return view;
    }
}
