using System.Text;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>Reads what a <see cref="PhraseWriter"/> wrote, in the same order of numbers and texts.</summary>
/// <exception cref="InvalidDataException">From every member: the data are cut or damaged.</exception>
internal sealed class PhraseReader(ReadOnlyMemory<byte> data)
{
    private readonly PhraseTable _phrases = new();
    private int _at;
    private int _run;

    public bool IsAtEnd => _at >= data.Length;

    public long Number() => (long)Take();

    /// <summary>A number that counts or measures something that lies in memory.</summary>
    public int Size() => Checked(Take());

    public string Text() => Encoding.UTF8.GetString(Phrase());

    /// <param name="length">Of all lines together.</param>
    public byte[] Lines(int length)
    {
        // Not at once: a damaged length shall not take the memory of the machine.
        var text = new MemoryStream();
        while (text.Length < length && Phrase() is { IsEmpty: false } line)
            text.Write(line);
        return text.Length == length ? text.ToArray() : throw Damaged();
    }

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Phrase()
    {
        if (_run == 0)
        {
            var token = Take();
            var value = Checked(token >> 2);
            switch ((int)(token & 3))
            {
                case PhraseWriter.Known:
                    _phrases.Follow(Known(value));
                    break;
                case PhraseWriter.New:
                    Add(Octets(value), PhraseTable.None);
                    break;
                case PhraseWriter.Like:
                    Add(LikeOf(_phrases[Known(value)]), value);
                    break;
                default:
                    _run = value;
                    return Guessed();
            }
            return _phrases[_phrases.Previous];
        }
        return Guessed();
    }

    // Nothing is looked up by its hash here: the numbers spread well.
    private void Add(ReadOnlySpan<byte> phrase, int model) => _phrases.Add(phrase, (uint)_phrases.Count, model);

    private ReadOnlySpan<byte> Guessed()
    {
        var guess = _phrases.Guess;
        if (guess < 0 || _run-- <= 0)
            throw Damaged();
        _phrases.Follow(guess);
        return _phrases[guess];
    }

    private byte[] LikeOf(ReadOnlySpan<byte> model)
    {
        var (prefix, suffix) = (Size(), Size());
        if (prefix + (long)suffix > model.Length)
            throw Damaged();
        return [.. model[..prefix], .. Octets(Size()), .. model[^suffix..]];
    }

    private ReadOnlySpan<byte> Octets(int length)
    {
        if (length > data.Length - _at)
            throw Damaged();
        _at += length;
        return data.Span.Slice(_at - length, length);
    }

    private int Known(int phrase) => phrase < _phrases.Count ? phrase : throw Damaged();

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

    private static InvalidDataException Damaged() => new("The details of a group of calls are damaged.");
}
