using PbxBridge.Sip.Loop;

namespace PbxBridge.Testing;

/// <summary>Runs a server and its peers in virtual time: deliveries, turns of the loops and timers, strictly in the order of their times.</summary>
/// <param name="others">Further queues of the server (its call queue, say): each does what waits and says whether there was anything.</param>
public sealed class Pump(Agenda agenda, IReadOnlyList<SignallingLoop> loops, params IReadOnlyList<Func<bool>> others)
{
    private readonly ManualTime _time = agenda.Time;

    public Pump(Agenda agenda, SignallingLoop loop)
        : this(agenda, [loop])
    {
    }

    public TimeSpan Now => _time.Elapsed;

    /// <summary>Everything that is due now, and what follows from it; time stands still.</summary>
    public void Settle()
    {
        bool again;
        do
        {
            again = agenda.RunDue();
            foreach (var loop in loops)
                again |= loop.Turn();
            foreach (var other in others)
                again |= other();
            again |= agenda.NextDue <= _time.Elapsed;
        }
        while (again);
    }

    public void Run(TimeSpan duration) => RunUntil(_time.Elapsed + duration);

    public void RunUntil(TimeSpan target)
    {
        Settle();
        while (Next() is { } next && next <= target)
        {
            _time.AdvanceTo(next);
            Settle();
        }
        _time.AdvanceTo(target);
        Settle();
    }

    /// <summary>Runs until the condition holds; false when <paramref name="limit"/> passed before.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var end = _time.Elapsed + limit;
        Settle();
        while (!condition())
        {
            if (Next() is not { } next || next > end)
                return false;
            _time.AdvanceTo(next);
            Settle();
        }
        return true;
    }

    /// <summary>Runs until nothing is left to happen; false when <paramref name="limit"/> passed before.</summary>
    public bool RunUntilIdle(TimeSpan limit) => RunUntil(() => Next() is null, limit);

    private TimeSpan? Next()
    {
        var next = Earlier(agenda.NextDue, _time.NextDue);
        foreach (var loop in loops)
            next = Earlier(next, loop.Timers.NextDue() is { } due ? TimeSpan.FromMilliseconds(due) : null);
        return next;
    }

    private static TimeSpan? Earlier(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b ?? a : a;
}
