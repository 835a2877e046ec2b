using PbxBridge.Routing.Numbering;

namespace PbxBridge.Calls;

/// <summary>Who was refused by his rules within the last minute, and how often (BAR-8): a machine that tries numbers gets no announcements, and is told of in the log.</summary>
/// <remarks>Loop thread only. Times in milliseconds of the loop.</remarks>
internal sealed class Denials
{
    private const long Window = 60_000;

    /// <summary>More than so many within a minute look like a scan, or fraud.</summary>
    private const int Alarm = 60;

    private readonly Dictionary<PhoneNumber, Caller> _callers = [];
    private long _prunedAt;

    /// <summary>Refusals of the last minute.</summary>
    public int Count(PhoneNumber number, long now) => _callers.TryGetValue(number, out var caller) ? caller.Count(now) : 0;

    /// <summary>One more.</summary>
    /// <returns>True when somebody should look: once a minute and caller.</returns>
    public bool Add(PhoneNumber number, long now)
    {
        Prune(now);
        if (!_callers.TryGetValue(number, out var caller))
            _callers[number] = caller = new Caller();
        return caller.Add(now);
    }

    private void Prune(long now)
    {
        if (now - _prunedAt < Window)
            return;
        _prunedAt = now;
        foreach (var (number, caller) in _callers)
        {
            if (caller.Count(now) == 0)
                _callers.Remove(number);
        }
    }

    private sealed class Caller
    {
        private readonly Queue<long> _times = new();
        private long? _alarmedAt;

        public int Count(long now)
        {
            while (_times.TryPeek(out var first) && now - first >= Window)
                _times.Dequeue();
            return _times.Count;
        }

        public bool Add(long now)
        {
            // One more than the alarm needs says all.
            if (Count(now) > Alarm)
                _times.Dequeue();
            _times.Enqueue(now);
            if (_times.Count <= Alarm || now - _alarmedAt < Window)
                return false;
            _alarmedAt = now;
            return true;
        }
    }
}
