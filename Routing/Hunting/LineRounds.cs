using PbxBridge.Routing.Numbering;
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

    private readonly Predicate<PhoneNumber>? _isInCall;
    private readonly Predicate<PhoneNumber>? _isOutOfReach;

    /// <param name="isInCall">See <see cref="Hunt"/>.</param>
    /// <param name="isOutOfReach">See <see cref="Hunt"/>.</param>
    public LineRounds(PlanStep.RingLine line, Predicate<PhoneNumber>? isInCall, Predicate<PhoneNumber>? isOutOfReach)
    {
        (_line, _isInCall, _isOutOfReach) = (line, isInCall, isOutOfReach);
        _members = [.. line.Members];
        _chance = new SplitMix64(line.Seed);
    }

    /// <summary>Counts from 1.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>What the line's members add up to so far.</summary>
    public CallCause Cause => _tally.Cause;

    /// <summary>The next member to ring; null when the hunt on this line is over.</summary>
    /// <param name="commands">Take the notes of rounds, and of members who are left out of this one (HUNT-2).</param>
    public RingTarget? Next(List<HuntCommand> commands)
    {
        while (true)
        {
            if (_next == _members.Count)
            {
                if (!OpenRound())
                    return null;
                commands.Add(new HuntCommand.Note(HuntNotes.Round(_line.Line, Round)));
            }

            var member = _members[_next++];
            if (Skips(member) is not { } note)
                return member;
            commands.Add(new HuntCommand.Note(note));
        }
    }

    /// <summary>The outcome of the member that <see cref="Next"/> gave last.</summary>
    public void Record(RingTarget member, CallCause cause, bool rang, bool askAgain)
    {
        _tally.Add(cause);
        _somebodyRang |= rang;
        if (!askAgain)
            _dropped.Add(member);
    }

    // Asked when it is his turn: who hangs up in time is rung.
    private DecisionStep? Skips(RingTarget member)
    {
        var (cause, note) = member.DoNotDisturb ? (CallCause.Busy, HuntNotes.DoNotDisturb(member))
            : _isInCall?.Invoke(member.Number) == true ? (CallCause.Busy, HuntNotes.Skipped(member))
            : _isOutOfReach?.Invoke(member.Number) == true ? (CallCause.Unreachable, HuntNotes.OutOfReach(member))
            : (default, null);
        if (note is not null)
            _tally.Add(cause);
        return note;
    }

    private bool OpenRound()
    {
        if (!_somebodyRang || (_line.Rounds > 0 && Round >= _line.Rounds))
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
