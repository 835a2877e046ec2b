namespace PbxBridge.Storage.Calls.Details;

/// <summary>Numbers one after the other, 7 bits an octet (LEB128), and constants: texts that are the same object every time, by their places in the order of their first
/// coming. Read by <see cref="NumberReader"/>. One thread; the buffers are reused.</summary>
/// <remarks>Most calls name the same constants in the same order. A number for constants has its kind in the lowest bit: 0, how many of them each follow the one that
/// they followed last time; 1, one constant by its place, a new one when that is the next free.</remarks>
internal sealed class NumberWriter
{
    private readonly Dictionary<string, int> _places = new(ReferenceEqualityComparer.Instance);
    private (string Text, int Follower)[] _constants = new (string, int)[256];
    private byte[] _written = new byte[16 * 1024];
    private int _length;
    private int _last;
    private int _run;

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            EndRun();
            return _written.AsSpan(0, _length);
        }
    }

    public void Clear()
    {
        Array.Clear(_constants, 0, _places.Count);
        _places.Clear();
        (_length, _last, _run) = (0, 0, 0);
    }

    public void Add(long value)
    {
        EndRun();
        Put((ulong)value);
    }

    /// <returns>True when it is new: its text must be written elsewhere.</returns>
    public bool Constant(string text)
    {
        var guess = _constants[_last].Follower;
        if (ReferenceEquals(_constants[guess].Text, text))
        {
            _run++;
            _last = guess;
            return false;
        }
        EndRun();
        var isNew = !_places.TryGetValue(text, out var place);
        if (isNew)
            place = Grow(text);
        Put(((ulong)place << 1) | 1);
        _constants[_last].Follower = place;
        _last = place;
        return isNew;
    }

    private int Grow(string text)
    {
        var place = _places.Count;
        _places.Add(text, place);
        if (place == _constants.Length)
            Array.Resize(ref _constants, 2 * place);
        _constants[place].Text = text;
        return place;
    }

    private void EndRun()
    {
        if (_run == 0)
            return;
        Put((ulong)_run << 1);
        _run = 0;
    }

    private void Put(ulong value)
    {
        if (_length + 10 > _written.Length)
            Array.Resize(ref _written, 2 * _written.Length);
        for (; value >= 0x80; value >>= 7)
            _written[_length++] = (byte)(value | 0x80);
        _written[_length++] = (byte)value;
    }
}
