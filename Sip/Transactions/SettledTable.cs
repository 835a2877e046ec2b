using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Sip.Transactions;

/// <summary>What is left of finished transactions for one fixed time: a key, and the message with which a repetition is answered.</summary>
/// <remarks>Thousands of transactions linger at any moment, each for 32 s (timers J, L, M) or T4. As objects they would be marked and moved by the collector
/// again and again; here they are values in one ring, and bytes in large blocks, neither of which holds references. All wait equally long, so they leave in
/// the order in which they came. Loop thread only.</remarks>
internal sealed class SettledTable : ITimerOwner
{
    private const int None = -1;

    private readonly ILoop _loop;
    private readonly long _linger;
    private readonly LoopTimer _timer;
    private readonly ByteBlocks _bytes = new();
    private Entry[] _ring = new Entry[64];

    // The newest entry of each hash; entries name the next older one. Both are indices of the ring.
    private int[] _heads = new int[64];
    private int _first;

    /// <param name="linger">Milliseconds that an entry stays.</param>
    public SettledTable(ILoop loop, long linger)
    {
        _loop = loop;
        _linger = linger;
        _timer = new LoopTimer(this);
        Array.Fill(_heads, None);
    }

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> key, in Settled what, ReadOnlySpan<byte> message)
    {
        if (Count == _ring.Length)
            Grow();
        var index = (_first + Count++) & (_ring.Length - 1);
        ref var entry = ref _ring[index];
        entry.What = what;
        entry.Hash = HashOf(key);
        entry.Due = _loop.Now + _linger;
        entry.Place = _bytes.Add(key, message);
        Link(index);
        if (!_timer.IsArmed)
            _loop.Timers.Arm(_timer, _linger);
    }

    /// <summary>The latest entry with this key.</summary>
    /// <param name="message">Valid until the next <see cref="Add"/>.</param>
    public bool TryGet(scoped ReadOnlySpan<byte> key, out Settled what, out ReadOnlySpan<byte> message)
    {
        var hash = HashOf(key);
        for (var at = _heads[hash & (_heads.Length - 1)]; at != None; at = _ring[at].Older)
        {
            ref var entry = ref _ring[at];
            if (entry.Hash != hash || !_bytes.Key(entry.Place).SequenceEqual(key))
                continue;
            what = entry.What;
            message = _bytes.Message(entry.Place);
            return true;
        }
        what = default;
        message = default;
        return false;
    }

    public bool Contains(scoped ReadOnlySpan<byte> key) => TryGet(key, out _, out _);

    void ITimerOwner.TimerFired(LoopTimer timer)
    {
        while (Count > 0 && _ring[_first].Due <= _loop.Now)
            RemoveFirst();
        if (Count > 0)
            _loop.Timers.Arm(_timer, _ring[_first].Due - _loop.Now);
    }

    // Seeded per process: nobody outside can make our keys collide.
    private static int HashOf(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        return hash.ToHashCode();
    }

    private void Link(int index)
    {
        ref var entry = ref _ring[index];
        ref var head = ref _heads[entry.Hash & (_heads.Length - 1)];
        entry.Older = head;
        head = index;
    }

    // The first entry of the ring is the oldest of its chain.
    private void RemoveFirst()
    {
        ref var link = ref _heads[_ring[_first].Hash & (_heads.Length - 1)];
        while (link != _first)
            link = ref _ring[link].Older;
        link = None;
        _bytes.FreeBefore(_ring[_first].Place);
        _first = (_first + 1) & (_ring.Length - 1);
        if (--Count == 0)
            _bytes.Clear();
    }

    private void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var i = 0; i < Count; i++)
            larger[i] = _ring[(_first + i) & (_ring.Length - 1)];
        (_ring, _first) = (larger, 0);
        _heads = new int[larger.Length];
        Array.Fill(_heads, None);
        for (var i = 0; i < Count; i++)
            Link(i);
    }

    private struct Entry
    {
        public Settled What;
        public BytePlace Place;
        public long Due;
        public int Hash;
        public int Older;
    }
}

/// <summary>What a finished transaction leaves besides its key and a message.</summary>
/// <param name="Flow">Where the message goes again, or where the request came from.</param>
/// <param name="LocalTag">The tag of our responses.</param>
/// <param name="At">When it was settled, in milliseconds of the loop's clock.</param>
/// <param name="IsAccepted">An INVITE that was answered with 2xx.</param>
internal readonly record struct Settled(Flow Flow, DialogTag LocalTag = default, long At = 0, bool IsAccepted = false);
