using PbxBridge.Routing.Plans;

namespace PbxBridge.Routing.Hunting;

/// <summary>Whose turn it is on a company line: one member at a time, round after round (§4.3, D3).</summary>
internal sealed class LineRounds
{
    private readonly PlanStep.RingLine _line;
    private readonly LineTally _tally = new();
    private readonly List<RingTarget> _members;
    private readonly List<RingTarget> _dropped = [];
    private SplitMix64 _chance;
    private int _next;
    private bool _somebodyRang;

    public LineRounds(PlanStep.RingLine line)
    {
        _line = line;
        _members = [.. line.Members];
        _chance = new SplitMix64(line.Seed);
    }

    /// <summary>Counts from 1.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>What the line's members add up to so far.</summary>
    public CallCause Cause => _tally.Cause;

    /// <summary>The next member to ring; null when the hunt on this line is over.</summary>
    /// <param name="newRound">True when this member opens a later round.</param>
    public RingTarget? Next(out bool newRound)
    {
        newRound = false;
        if (_next == _members.Count && !(newRound = OpenRound()))
            return null;
        return _members[_next++];
    }

    /// <summary>The outcome of the member that <see cref="Next"/> gave last.</summary>
    public void Record(RingTarget member, CallCause cause, bool rang, bool askAgain)
    {
        _tally.Add(cause);
        _somebodyRang |= rang;
        if (!askAgain)
            _dropped.Add(member);
    }

    /// <summary>The member that <see cref="Next"/> gave last is in a call, and is not rung in this round (HUNT-2).</summary>
    public void Skip() => _tally.Add(CallCause.Busy);

    private bool OpenRound()
    {
        if (!_somebodyRang)
            return false;
        foreach (var member in _dropped)
            _members.Remove(member);
        _dropped.Clear();
        if (_members.Count == 0)
            return false;
        if (_line.Shuffle)
            _chance.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members));
        _somebodyRang = false;
        _next = 0;
        Round++;
        return true;
    }
}
