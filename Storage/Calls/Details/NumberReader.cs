namespace PbxBridge.Storage.Calls.Details;

/// <summary>Reads what a <see cref="NumberWriter"/> wrote, in the same order of numbers and constants.</summary>
/// <exception cref="InvalidDataException">From every member: the data are cut or damaged.</exception>
internal sealed class NumberReader(ReadOnlyMemory<byte> data)
{
    private readonly List<(string Text, int Follower)> _constants = [];
    private int _at;
    private int _last;
    private int _run;

    public bool IsAtEnd => _at >= data.Length;

    /// <summary>What was not read yet.</summary>
    public ReadOnlySpan<byte> Rest => data.Span[_at..];

    public long Number() => (long)Take();

    /// <summary>A number that counts or measures something that lies in memory.</summary>
    public int Size() => Checked(Take());

    public ReadOnlySpan<byte> Octets(int length)
    {
        if (length > data.Length - _at)
            throw Damaged();
        _at += length;
        return data.Span.Slice(_at - length, length);
    }

    /// <param name="read">Reads the text of a new one.</param>
    public string Constant(Func<string> read)
    {
        if (_run == 0)
        {
            var number = Take();
            var value = Checked(number >> 1);
            if ((number & 1) != 0)
                return Named(value, read);
            _run = value;
        }
        if (_run-- <= 0 || _constants.Count == 0)
            throw Damaged();
        _last = _constants[_last].Follower;
        return _constants[_last].Text;
    }

    public static InvalidDataException Damaged() => new("The details of a group of calls are damaged.");

    private string Named(int place, Func<string> read)
    {
        if (place > _constants.Count)
            throw Damaged();
        if (place == _constants.Count)
            _constants.Add((read(), 0));
        _constants[_last] = _constants[_last] with { Follower = place };
        _last = place;
        return _constants[place].Text;
    }

    private static int Checked(ulong value) => value <= int.MaxValue ? (int)value : throw Damaged();

    private ulong Take()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64 && _at < data.Length; shift += 7)
        {
            var octet = data.Span[_at++];
            value |= (ulong)(octet & 0x7f) << shift;
            if (octet < 0x80)
                return value;
        }
        throw Damaged();
    }
}
