namespace PbxBridge.Sip.Messages;

/// <summary>One header row as received: name as written, value trimmed and unfolded.</summary>
public readonly ref struct HeaderRow
{
    internal HeaderRow(HeaderId id, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Id = id;
        Name = name;
        Value = value;
    }

    public HeaderId Id { get; }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Value { get; }

    public static implicit operator ReadOnlySpan<byte>(HeaderRow row) => row.Value;
}
