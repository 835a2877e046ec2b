using System.Buffers.Binary;
using System.Text;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>Writes texts that repeat much and numbers, each text only once: a cheap compression for what many calls say in the same words. Read by
/// <see cref="PhraseReader"/>. One thread; the buffers are reused.</summary>
/// <remarks>Numbers are 7 bits an octet (LEB128). A text ("phrase") is one number, its low two bits the kind: 0, so many phrases each of which is the one that
/// followed last time; 1, a phrase written before, by its place; 2, a new one, its length and octets; 3, a new one that begins and ends like an earlier one: its
/// place, then the lengths of what is the same in front, behind, and of the rest, and the rest.</remarks>
internal sealed class PhraseWriter
{
    internal const int Run = 0, Known = 1, New = 2, Like = 3;

    // Less than this in common with an earlier phrase is not worth its numbers.
    private const int WorthIt = 8;
    private const int Kinds = 256;

    private readonly PhraseTable _phrases = new();
    private readonly Dictionary<string, int> _constants = new(ReferenceEqualityComparer.Instance);
    private readonly int[] _alike = new int[2 * Kinds];
    private string?[] _objects = new string?[256];
    private byte[] _written = new byte[64 * 1024];
    private byte[] _utf8 = new byte[1024];
    private int _length;
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

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (_length, _run) = (0, 0);
        _phrases.Clear();
        _constants.Clear();
        Array.Clear(_objects);
        _alike.AsSpan().Fill(PhraseTable.None);
    }

    public void Number(long value)
    {
        EndRun();
        Put((ulong)value);
    }

    /// <summary>A text that is likely to be the same object every time.</summary>
    public void Constant(string text)
    {
        var guess = _phrases.Guess;
        if (guess >= 0 && guess < _objects.Length && ReferenceEquals(_objects[guess], text))
        {
            Guessed(guess);
            return;
        }
        if (_constants.TryGetValue(text, out var phrase))
        {
            Repeat(phrase);
            return;
        }
        Text(text);
        phrase = _phrases.Previous;
        _constants[text] = phrase;
        if (phrase >= _objects.Length)
            Array.Resize(ref _objects, 2 * phrase);
        _objects[phrase] = text;
    }

    public void Text(string text)
    {
        if (_utf8.Length < text.Length * 3)
            _utf8 = new byte[text.Length * 3];
        Phrase(_utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8)));
    }

    /// <summary>Line by line.</summary>
    public void Lines(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (LengthOf(_phrases.Guess, text) is var length and > 0)
            {
                Guessed(_phrases.Guess);
            }
            else if (_phrases.OtherGuess is var other && (length = LengthOf(other, text)) > 0)
            {
                Repeat(other);
            }
            else
            {
                length = text.IndexOf((byte)'\n') + 1;
                if (length == 0)
                    length = text.Length;
                Phrase(text[..length]);
            }
            text = text[length..];
        }
    }

    // 0: the text does not begin with this line.
    private int LengthOf(int phrase, ReadOnlySpan<byte> text)
    {
        if (phrase < 0)
            return 0;
        var line = _phrases[phrase];
        return !line.IsEmpty && text.StartsWith(line) && (line[^1] == '\n' || line.Length == text.Length) ? line.Length : 0;
    }

    public void Phrase(ReadOnlySpan<byte> text)
    {
        var hash = PhraseTable.HashOf(text);
        var phrase = _phrases.Find(text, hash);
        if (phrase >= 0)
        {
            Repeat(phrase);
            return;
        }
        EndRun();
        _phrases.Add(text, hash, Begin(text));
    }

    private void Repeat(int phrase)
    {
        if (phrase == _phrases.Guess)
        {
            Guessed(phrase);
            return;
        }
        EndRun();
        Put(((ulong)phrase << 2) | Known);
        _phrases.Follow(phrase);
    }

    private void Guessed(int phrase)
    {
        _run++;
        _phrases.Follow(phrase);
    }

    // Of the last two that begin with the same octets the one that has more in common; it is given back.
    private int Begin(ReadOnlySpan<byte> text)
    {
        if (text.Length > WorthIt)
        {
            var kind = 2 * (int)((BinaryPrimitives.ReadUInt64LittleEndian(text) * 0x9E3779B97F4A7C15) >> 56);
            var (first, second) = (_alike[kind], _alike[kind + 1]);
            (_alike[kind], _alike[kind + 1]) = (_phrases.Count, first);
            var (model, prefix, suffix) = (first, Prefix(text, first), 0);
            if (Prefix(text, second) is var other && other > prefix)
                (model, prefix) = (second, other);
            if (prefix > 0)
                suffix = Suffix(text[prefix..], _phrases[model][prefix..]);
            if (prefix + suffix >= WorthIt)
            {
                Put(((ulong)model << 2) | Like);
                Put((ulong)prefix);
                Put((ulong)suffix);
                Put((ulong)(text.Length - prefix - suffix));
                Copy(text[prefix..^suffix]);
                return model;
            }
        }
        Put(((ulong)text.Length << 2) | New);
        Copy(text);
        return PhraseTable.None;
    }

    private int Prefix(ReadOnlySpan<byte> text, int phrase) => phrase < 0 ? 0 : text.CommonPrefixLength(_phrases[phrase]);

    private static int Suffix(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other)
    {
        var length = 0;
        while (length < text.Length && length < other.Length && text[^(length + 1)] == other[^(length + 1)])
            length++;
        return length;
    }

    private void EndRun()
    {
        if (_run == 0)
            return;
        Put(((ulong)_run << 2) | Run);
        _run = 0;
    }

    private void Put(ulong value)
    {
        Reserve(10);
        if (value < 0x80)
        {
            _written[_length++] = (byte)value;
            return;
        }
        for (; value >= 0x80; value >>= 7)
            _written[_length++] = (byte)(value | 0x80);
        _written[_length++] = (byte)value;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_written.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more > _written.Length)
            Array.Resize(ref _written, Math.Max(_length + more, 2 * _written.Length));
    }
}
