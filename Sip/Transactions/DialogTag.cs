using System.Buffers.Text;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Transactions;

/// <summary>A tag of ours: 64 random bits, and the key of our dialogs. On the wire <c>0</c> (the number of the signalling loop) and 16 hexadecimal digits.</summary>
public readonly record struct DialogTag(ulong Value)
{
    public const int TextLength = 17;
    private const byte LoopNumber = (byte)'0';

    public void WriteTo(MessageWriter writer)
    {
        Span<byte> text = stackalloc byte[TextLength];
        Format(text);
        writer.Append(text);
    }

    /// <summary>Writes exactly <see cref="TextLength"/> octets.</summary>
    public void Format(Span<byte> text)
    {
        text[0] = LoopNumber;
        Utf8Formatter.TryFormat(Value, text[1..], out _, new('x', 16));
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out DialogTag tag)
    {
        tag = default;
        if (text.Length != TextLength || text[0] != LoopNumber)
            return false;
        if (!Utf8Parser.TryParse(text[1..], out ulong value, out var used, 'x') || used != TextLength - 1)
            return false;
        tag = new DialogTag(value);
        return true;
    }

    public override string ToString() => $"0{Value:x16}";
}
