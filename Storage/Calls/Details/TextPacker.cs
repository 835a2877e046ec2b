using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>Packs texts that repeat each other line by line, such as the messages of calls: a copy of earlier text costs a few octets. Made for little processor time: it
/// looks for repetition at the beginnings of lines and at the place where the last copy would go on, nowhere else. Read by <see cref="TextUnpacker"/>. One thread;
/// the buffers are reused.</summary>
/// <remarks>The packed form is a row of steps, each a head of six octets and new text: octet 0 how long the new text is, 1 and 2 how much earlier text follows it, 3 to 5
/// how far back that begins, the lowest octet first.</remarks>
internal sealed class TextPacker
{
    internal const int HeadSize = 6;
    private const int Shortest = 14, LongestSuffix = 48, PlaceBits = 13, MostNew = byte.MaxValue, MostCopied = ushort.MaxValue, Farthest = (1 << 24) - 1;

    private readonly int[] _places = new int[1 << PlaceBits];
    private byte[] _text = new byte[128 * 1024];
    private byte[] _packed = new byte[32 * 1024];
    private int _length;
    private int _packedLength;

    // From here on it is new and not written yet.
    private int _new;

    // Where the text that was copied last goes on; negative: nowhere.
    private int _source = -1;

    /// <summary>Octets that were added.</summary>
    public int Length => _length;

    public void Clear()
    {
        (_length, _packedLength, _new, _source) = (0, 0, 0, -1);
        Array.Clear(_places);
    }

    /// <returns>How many octets.</returns>
    public int Add(string text)
    {
        Reserve(text.Length * 3);
        var length = Encoding.UTF8.GetBytes(text, _text.AsSpan(_length));
        Pack(_length + length);
        return length;
    }

    public void Add(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        Pack(_length + text.Length);
    }

    /// <summary>The packed form of all that was added; nothing may be added to it. Valid until <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> End()
    {
        Write(_length, 0, 0);
        return _packed.AsSpan(0, _packedLength);
    }

    private void Pack(int end)
    {
        var at = _length;
        var isLine = true;
        _length = end;
        while (end - at >= Shortest)
        {
            var source = Find(at, isLine, out var same);
            if (same >= Shortest)
            {
                Write(at, same, at - source);
                at += same;
                _source = source + same;
                isLine = at < end && _text[at - 1] == (byte)'\n';
            }
            else
            {
                at = isLine ? NextLine(at, end) : Skip(at, end);
                isLine = true;
            }
        }
    }

    // The place to copy from, and how much: first where the last copy goes on, else where a line began with the same octets.
    private int Find(int at, bool isLine, out int same)
    {
        var source = _source;
        if (isLine && source >= 0 && Eight(source) == Eight(at))
        {
            same = CommonFrom(source, at);
            if (same >= Shortest)
                return source;
        }
        ref var place = ref _places[HashOf(at, isLine)];
        source = place - 1;
        place = at + 1;
        same = source >= 0 && source < at && at - source <= Farthest && Eight(source) == Eight(at) ? CommonFrom(source, at) : 0;
        return source;
    }

    // In the middle of a line: what differs is new, the copy goes on at the end of the line that both have in common.
    private int Skip(int at, int end)
    {
        var next = NextLine(at, end);
        var source = NextLine(_source, at);
        var most = Math.Min(Math.Min(next - at, source - _source), LongestSuffix);
        var same = 0;
        while (same < most && _text[next - 1 - same] == _text[source - 1 - same])
            same++;
        _source = source - same;
        return next - same;
    }

    private int NextLine(int at, int end)
    {
        var line = _text.AsSpan(at, end - at).IndexOf((byte)'\n');
        return line < 0 ? end : at + line + 1;
    }

    private int CommonFrom(int source, int at) => _text.AsSpan(at, _length - at).CommonPrefixLength(_text.AsSpan(source, _length - at));

    private int HashOf(int at, bool isLine)
    {
        var hash = Eight(at) * 0x9E3779B97F4A7C15;
        if (isLine && _length - at >= 16)
            hash = (hash ^ Eight(at + 8)) * 0xBF58476D1CE4E5B9;
        return (int)(hash >> (64 - PlaceBits));
    }

    private ulong Eight(int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_text), at));

    private void Write(int at, int same, int distance)
    {
        var fresh = at - _new;
        Room(fresh + (HeadSize * (2 + (fresh / MostNew) + (same / MostCopied))) + Vector128<byte>.Count);
        for (; fresh > MostNew; fresh -= MostNew)
            Step(MostNew, 0, 0);
        for (; same > MostCopied; same -= MostCopied, fresh = 0)
            Step(fresh, MostCopied, distance);
        Step(fresh, same, distance);
    }

    private void Step(int fresh, int same, int distance)
    {
        ref var head = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_packed), _packedLength);
        Unsafe.WriteUnaligned(ref head, (ulong)(uint)fresh | ((ulong)(uint)same << 8) | ((ulong)(uint)distance << 24));
        ref var text = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_text), _new);
        if (fresh <= Vector128<byte>.Count)
            Vector128.LoadUnsafe(ref text).StoreUnsafe(ref head, HeadSize);
        else
            _text.AsSpan(_new, fresh).CopyTo(_packed.AsSpan(_packedLength + HeadSize));
        _packedLength += HeadSize + fresh;
        _new += fresh + same;
    }

    private void Room(int more)
    {
        if (_packedLength + more > _packed.Length)
            Array.Resize(ref _packed, Math.Max(_packedLength + more, 2 * _packed.Length));
    }

    // Words and vectors are read at once wherever some of their octets are: there is always room behind.
    private void Reserve(int more)
    {
        if (_length + more + Vector128<byte>.Count > _text.Length)
            Array.Resize(ref _text, Math.Max(_length + more + Vector128<byte>.Count, 2 * _text.Length));
    }
}
