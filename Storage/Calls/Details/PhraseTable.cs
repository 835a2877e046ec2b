using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PbxBridge.Storage.Calls.Details;

/// <summary>The phrases of one group of calls, numbered as they came, and for each the one that followed it last: the same on writing and on reading.</summary>
internal sealed class PhraseTable
{
    public const int None = -1;

    private byte[] _text = new byte[64 * 1024];
    private Entry[] _entries = new Entry[1024];

    // Open addressing, numbers plus one; four times as many places as there may be phrases.
    private int[] _places = new int[4 * 1024];
    private int _length;

    public int Count { get; private set; }

    /// <summary>The last phrase; <see cref="None"/> before the first.</summary>
    public int Previous { get; private set; } = None;

    /// <summary>The phrase that is expected next, or <see cref="None"/>.</summary>
    public int Guess => Previous < 0 ? None : _entries[Previous].Follower;

    /// <summary>The one that was expected before that one, or <see cref="None"/>.</summary>
    public int OtherGuess => Previous < 0 ? None : _entries[Previous].Before;

    public ReadOnlySpan<byte> this[int phrase]
    {
        get
        {
            ref var entry = ref _entries[phrase];
            return _text.AsSpan(entry.Start, entry.Length);
        }
    }

    public static uint HashOf(ReadOnlySpan<byte> text)
    {
        const ulong odd = 0x9E3779B97F4A7C15, other = 0xBF58476D1CE4E5B9;
        ref var first = ref MemoryMarshal.GetReference(text);
        var (length, left, right) = (text.Length, (ulong)text.Length * odd, other);
        if (length >= 16)
        {
            for (var at = 0; at < length - 16; at += 16)
                (left, right) = ((left ^ Eight(ref first, at)) * odd, (right ^ Eight(ref first, at + 8)) * other);
            (left, right) = ((left ^ Eight(ref first, length - 16)) * odd, (right ^ Eight(ref first, length - 8)) * other);
        }
        else if (length >= 8)
        {
            (left, right) = ((left ^ Eight(ref first, 0)) * odd, (right ^ Eight(ref first, length - 8)) * other);
        }
        else
        {
            foreach (var octet in text)
                left = (left ^ octet) * odd;
        }
        var mixed = (left ^ (right >> 29)) * other;
        return (uint)(mixed >> 32);
    }

    public void Clear()
    {
        (Count, _length, Previous) = (0, 0, None);
        Array.Clear(_places);
    }

    /// <returns><see cref="None"/> when it is new.</returns>
    public int Find(ReadOnlySpan<byte> text, uint hash)
    {
        var mask = _places.Length - 1;
        for (var at = (int)hash & mask; _places[at] is var place and > 0; at = (at + 1) & mask)
        {
            ref var entry = ref _entries[place - 1];
            if (entry.Hash == hash && entry.Length == text.Length && text.SequenceEqual(_text.AsSpan(entry.Start, entry.Length)))
                return place - 1;
        }
        return None;
    }

    /// <summary>A new one, which comes next.</summary>
    /// <param name="model">One that it is like: the same is expected after it. Or <see cref="None"/>.</param>
    public void Add(ReadOnlySpan<byte> text, uint hash, int model)
    {
        if (_length + text.Length > _text.Length)
            Array.Resize(ref _text, Math.Max(_length + text.Length, 2 * _text.Length));
        if (Count == _entries.Length)
            Grow();
        text.CopyTo(_text.AsSpan(_length));
        _entries[Count] = new Entry { Start = _length, Length = text.Length, Hash = hash, Follower = model < 0 ? None : _entries[model].Follower, Before = None };
        _length += text.Length;
        Place(hash, Count);
        Follow(Count++);
    }

    /// <summary>The phrase comes next.</summary>
    public void Follow(int phrase)
    {
        if (Previous >= 0)
        {
            ref var entry = ref _entries[Previous];
            if (entry.Follower != phrase)
                (entry.Before, entry.Follower) = (entry.Follower, phrase);
        }
        Previous = phrase;
    }

    private static ulong Eight(ref byte first, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));

    private void Place(uint hash, int phrase)
    {
        var mask = _places.Length - 1;
        var at = (int)hash & mask;
        while (_places[at] > 0)
            at = (at + 1) & mask;
        _places[at] = phrase + 1;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, 2 * Count);
        _places = new int[8 * Count];
        for (var phrase = 0; phrase < Count; phrase++)
            Place(_entries[phrase].Hash, phrase);
    }

    private struct Entry
    {
        public int Start;
        public int Length;
        public uint Hash;
        public int Follower;
        public int Before;
    }
}
