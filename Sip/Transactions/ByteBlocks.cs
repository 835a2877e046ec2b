namespace PbxBridge.Sip.Transactions;

/// <summary>Keys with messages that are freed in the order in which they were added, in blocks that are used again: no object for each.</summary>
internal sealed class ByteBlocks
{
    // On the large object heap, which is not moved.
    private const int BlockLength = 128 * 1024;

    private readonly Stack<byte[]> _spare = new();
    private byte[][] _blocks = new byte[16][];

    // Blocks are numbered as they come into use; those from _first to _last are.
    private int _first;
    private int _last = -1;
    private int _fill;

    public BytePlace Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        var length = key.Length + message.Length;
        if (_last < _first || _fill + length > Block(_last).Length)
            Begin(length);
        var target = Block(_last).AsSpan(_fill, length);
        key.CopyTo(target);
        message.CopyTo(target[key.Length..]);
        var place = new BytePlace(_last, _fill, key.Length, message.Length);
        _fill += length;
        return place;
    }

    public ReadOnlySpan<byte> Key(in BytePlace place) => Block(place.Block).AsSpan(place.Offset, place.KeyLength);

    public ReadOnlySpan<byte> Message(in BytePlace place) => Block(place.Block).AsSpan(place.Offset + place.KeyLength, place.MessageLength);

    /// <summary>Nothing before this place is needed any more.</summary>
    public void FreeBefore(in BytePlace place)
    {
        while (_first != place.Block)
            Retire(_first++);
    }

    /// <summary>Nothing at all is needed any more.</summary>
    public void Clear()
    {
        while (_last - _first >= 0)
            Retire(_first++);
    }

    private ref byte[] Block(int number) => ref _blocks[number & (_blocks.Length - 1)];

    private void Begin(int length)
    {
        if (_last - _first + 1 == _blocks.Length)
        {
            var larger = new byte[_blocks.Length * 2][];
            for (var number = _first; number - _last <= 0; number++)
                larger[number & (larger.Length - 1)] = Block(number);
            _blocks = larger;
        }
        Block(++_last) = length <= BlockLength && _spare.TryPop(out var spare) ? spare : new byte[Math.Max(BlockLength, length)];
        _fill = 0;
    }

    private void Retire(int number)
    {
        // One in four stays for the next wave; the rest of a peak goes back to the system.
        if (Block(number).Length == BlockLength && _spare.Count <= (_last - _first) / 4)
            _spare.Push(Block(number));
        Block(number) = [];
    }
}

/// <summary>Where a key and its message are.</summary>
internal readonly record struct BytePlace(int Block, int Offset, int KeyLength, int MessageLength);
