using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Loop;

namespace PbxBridge.Calls;

/// <summary>Members of lines who could not be reached three times within a minute: they are left out until a minute after the first of these has passed (domain §4.3).</summary>
/// <remarks>Loop thread only.</remarks>
internal sealed class OutOfReach
{
    private const int Times = 3;
    private const long Window = 60_000;

    private readonly ILoop _loop;
    private readonly Dictionary<PhoneNumber, Queue<long>> _members = [];
    private long _prunedAt;

    public OutOfReach(ILoop loop)
    {
        _loop = loop;
        IsOut = number => _members.TryGetValue(number, out var times) && CountOf(times) >= Times;
    }

    /// <summary>Made once, for the hunts of all calls.</summary>
    public Predicate<PhoneNumber> IsOut { get; }

    public void Add(PhoneNumber member)
    {
        Prune();
        if (!_members.TryGetValue(member, out var times))
            _members[member] = times = new(Times);
        times.Enqueue(_loop.Now);
        if (times.Count > Times)
            times.Dequeue();
    }

    private int CountOf(Queue<long> times)
    {
        while (times.TryPeek(out var first) && _loop.Now - first >= Window)
            times.Dequeue();
        return times.Count;
    }

    private void Prune()
    {
        if (_loop.Now - _prunedAt < Window)
            return;
        _prunedAt = _loop.Now;
        foreach (var (member, times) in _members)
        {
            if (CountOf(times) == 0)
                _members.Remove(member);
        }
    }
}
