namespace PbxBridge.Sip.Messages;

/// <summary>What the parser found besides the rows: numbers, and where the parts lie in the bytes.</summary>
internal struct MessageShape
{
    public bool IsRequest;
    public SipMethod Method;
    public ushort StatusCode;

    /// <summary>-1 when absent.</summary>
    public short MaxForwards;
    public uint CSeqNumber;

    /// <summary>Method token of a request's start line, of a response's CSeq.</summary>
    public Slice MethodToken;

    /// <summary>Request-URI, or reason phrase.</summary>
    public Slice Second;
    public Slice TopVia;
    public Slice CallId;
    public Slice FromTag;
    public Slice ToTag;
    public int BodyAt;
    public int BodyLength;
}

/// <summary>A part of the header section.</summary>
internal readonly record struct Slice(ushort At, ushort Length)
{
    public ReadOnlySpan<byte> Of(byte[] raw) => raw.AsSpan(At, Length);
}
