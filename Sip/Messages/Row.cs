namespace PbxBridge.Sip.Messages;

/// <summary>Where one header row lies in the message's bytes. Offsets fit 16 bits because the header section is limited to 64 KB.</summary>
internal readonly record struct Row(HeaderId Id, ushort NameAt, ushort NameLength, ushort ValueAt, ushort ValueLength)
{
    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> raw) => raw.Slice(NameAt, NameLength);

    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> raw) => raw.Slice(ValueAt, ValueLength);
}
