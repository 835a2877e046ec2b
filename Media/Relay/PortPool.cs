using PbxBridge.Media.Sockets;

namespace PbxBridge.Media.Relay;

/// <summary>Bound port pairs, kept ahead of need, since opening two sockets takes longer than the signalling thread may spend.</summary>
/// <remarks>Any thread. Pairs given back rest for a while and are used again without being closed.</remarks>
internal sealed class PortPool
{
    private readonly Lock _gate = new();
    private readonly IPacketSockets _sockets;
    private readonly Queue<PortPair> _ready = new();
    private readonly Queue<(PortPair Pair, long Until)> _resting = new();
    private readonly bool[] _touched;
    private readonly int _first;
    private readonly long _restMs;
    private int _next;
    private int _untouched;
    private int _opening;

    public PortPool(IPacketSockets sockets, int portMin, int portMax, long restMs)
    {
        _sockets = sockets;
        _first = portMin + (portMin & 1);
        _restMs = restMs;
        _touched = new bool[Math.Max(0, (portMax - _first + 1) / 2)];
        _untouched = _touched.Length;
    }

    /// <summary>Pairs that <see cref="TakeBeyond"/> can still give.</summary>
    public int Free
    {
        get
        {
            lock (_gate)
                return FreeInside;
        }
    }

    private int FreeInside => _ready.Count + _resting.Count + _untouched + _opening;

    /// <summary>Null only when every pair is in use, or just the kept ones are free.</summary>
    /// <param name="kept">So many stay for others.</param>
    public PortPair? TakeBeyond(int kept)
    {
        for (var spin = default(SpinWait); ; spin.SpinOnce(sleep1Threshold: -1))
        {
            bool opening;
            lock (_gate)
            {
                if (FreeInside <= kept)
                    return null;
                if (_ready.TryDequeue(out var pair))
                    return pair;
                opening = _opening > 0;
            }
            if (OpenNext() is { } opened)
            {
                lock (_gate)
                    _opening--;
                return opened;
            }
            // The very last pairs may be half open on the relay's thread: some 50 µs.
            if (opening)
                continue;
            lock (_gate)
                return _resting.TryDequeue(out var resting) ? resting.Pair : null;
        }
    }

    public PortPair? Take(int port)
    {
        lock (_gate)
        {
            var index = (port - _first) / 2;
            if (port < _first || (port & 1) != 0 || index >= _touched.Length)
                return null;
            if (Touch(index))
                return OpenTouched(index);
            // Only after a restart, port by port: walking the queues is fine.
            PortPair? found = null;
            for (var i = _ready.Count; i > 0; i--)
            {
                var pair = _ready.Dequeue();
                if (pair.Port == port)
                    found = pair;
                else
                    _ready.Enqueue(pair);
            }
            for (var i = _resting.Count; i > 0; i--)
            {
                var resting = _resting.Dequeue();
                if (resting.Pair.Port == port)
                    found = resting.Pair;
                else
                    _resting.Enqueue(resting);
            }
            return found;
        }
    }

    public void GiveBack(PortPair pair, long nowMs)
    {
        lock (_gate)
            _resting.Enqueue((pair, nowMs + _restMs));
    }

    /// <summary>Makes rested pairs ready and opens new ones, a few at a time.</summary>
    /// <returns>True when more are to be opened.</returns>
    public bool Refill(int ahead, int atMost, long nowMs)
    {
        lock (_gate)
        {
            while (_resting.TryPeek(out var resting) && resting.Until <= nowMs)
                _ready.Enqueue(_resting.Dequeue().Pair);
        }
        for (; atMost > 0; atMost--)
        {
            lock (_gate)
                if (_ready.Count >= ahead)
                    return false;
            if (OpenNext() is not { } pair)
                return false;
            lock (_gate)
            {
                _opening--;
                _ready.Enqueue(pair);
            }
        }
        return true;
    }

    public void CloseAll()
    {
        lock (_gate)
        {
            foreach (var pair in _ready.Concat(_resting.Select(static resting => resting.Pair)))
                Close(pair);
            _ready.Clear();
            _resting.Clear();
            _untouched = 0;
            _next = _touched.Length;
        }
    }

    public void Close(PortPair pair)
    {
        _sockets.Close(pair.Rtp);
        _sockets.Close(pair.Rtcp);
    }

    /// <summary>Opens the next pair, which counts as being opened until the caller says where it goes. The sockets are opened outside the lock,
    /// so that nobody waits for another's system calls.</summary>
    private PortPair? OpenNext()
    {
        while (true)
        {
            int index;
            lock (_gate)
            {
                while (_next < _touched.Length && _touched[_next])
                    _next++;
                if (!Touch(_next))
                    return null;
                index = _next;
                _opening++;
            }
            if (OpenTouched(index) is { } pair)
                return pair;
            lock (_gate)
                _opening--;
        }
    }

    private bool Touch(int index)
    {
        if (index >= _touched.Length || _touched[index])
            return false;
        _touched[index] = true;
        _untouched--;
        return true;
    }

    /// <summary>A port that another program holds is left out for good.</summary>
    private PortPair? OpenTouched(int index)
    {
        var port = _first + (index * 2);
        if (_sockets.Open(port) is not { } rtp)
            return null;
        if (_sockets.Open(port + 1) is { } rtcp)
            return new PortPair(port, rtp, rtcp);
        _sockets.Close(rtp);
        return null;
    }
}
