namespace PbxBridge.Sip.Messages;

/// <summary>The value of Session-ID (RFC 7989 §5): the identifier of the sender's end of the session, and what it knows of the other end's.</summary>
public readonly ref struct SessionIdView
{
    private const int Length = 32;

    private SessionIdView(ReadOnlySpan<byte> local, ReadOnlySpan<byte> remote)
    {
        Local = local;
        Remote = remote;
    }

    /// <summary>The identifier of an end that is not known yet.</summary>
    public static ReadOnlySpan<byte> Nil => "00000000000000000000000000000000"u8;

    /// <summary>32 hexadecimal digits in lower case.</summary>
    public ReadOnlySpan<byte> Local { get; }

    /// <summary>Empty for a sender of the time before RFC 7989, who knows one identifier for the session.</summary>
    public ReadOnlySpan<byte> Remote { get; }

    /// <summary>False for a value of any other shape: it may hold a name of its sender's network, and is not passed on.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out SessionIdView session)
    {
        session = default;
        var end = value.IndexOf((byte)';');
        var local = (end < 0 ? value : value[..end]).TrimEnd(" \t"u8);
        if (!IsIdentifier(local))
            return false;
        ReadOnlySpan<byte> remote = default;
        if (end >= 0 && ParameterReader.TryFind(value[end..], "remote"u8, out remote) && !IsIdentifier(remote))
            return false;
        session = new(local, remote);
        return true;
    }

    /// <summary>Writes the header of an answer to the message that had this one.</summary>
    /// <param name="answerer">The identifier of the end that answers; empty: what the sender knew of it.</param>
    public void WriteAnswer(MessageWriter writer, ReadOnlySpan<byte> answerer = default)
    {
        writer.Begin(HeaderId.SessionId);
        if (Remote.IsEmpty)
        {
            writer.Append(Local);
        }
        else
        {
            writer.Append(answerer.IsEmpty ? Remote : answerer);
            writer.Append(";remote="u8);
            writer.Append(Local);
        }
        writer.End();
    }

    /// <summary>The value as <see cref="WriteAnswer"/> writes it.</summary>
    public byte[] Answer(ReadOnlySpan<byte> answerer = default) =>
        Remote.IsEmpty ? Local.ToArray() : [.. answerer.IsEmpty ? Remote : answerer, .. ";remote="u8, .. Local];

    /// <summary>The value without parameters that are none of ours.</summary>
    public byte[] ToArray() => Remote.IsEmpty ? Local.ToArray() : [.. Local, .. ";remote="u8, .. Remote];

    private static bool IsIdentifier(ReadOnlySpan<byte> text) => text.Length == Length && !text.ContainsAnyExcept("0123456789abcdef"u8);
}
