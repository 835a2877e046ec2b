using System.Text;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>Gives back, piece by piece, what a <see cref="TextPacker"/> was given.</summary>
/// <exception cref="InvalidDataException">From every member: the data are cut or damaged.</exception>
internal sealed class TextUnpacker
{
    private readonly byte[] _text;
    private int _at;

    public TextUnpacker(ReadOnlySpan<byte> packed) => _text = Unpack(packed);

    public string Text(int length) => Encoding.UTF8.GetString(Octets(length));

    /// <summary>The next octets.</summary>
    public ReadOnlySpan<byte> Octets(int length)
    {
        if (length > _text.Length - _at)
            throw NumberReader.Damaged();
        _at += length;
        return _text.AsSpan(_at - length, length);
    }

    private static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var text = new List<byte>();
        while (!packed.IsEmpty)
        {
            if (packed.Length < TextPacker.HeadSize || packed.Length < TextPacker.HeadSize + packed[0])
                throw NumberReader.Damaged();
            var (same, distance) = (packed[1] | (packed[2] << 8), packed[3] | (packed[4] << 8) | (packed[5] << 16));
            text.AddRange(packed.Slice(TextPacker.HeadSize, packed[0]));
            packed = packed[(TextPacker.HeadSize + packed[0])..];
            if (same > 0 && (distance == 0 || distance > text.Count))
                throw NumberReader.Damaged();
            // It may copy what it has just written.
            for (var i = 0; i < same; i++)
                text.Add(text[^distance]);
        }
        return [.. text];
    }
}
