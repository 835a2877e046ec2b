namespace PbxBridge.Sip.Loop;

/// <summary>Finds the piece of work that took longest within a turn of the loop.</summary>
internal sealed class TurnWatch(TimeProvider time)
{
    private long _began;
    private long _last;
    private long _longest;
    private object? _culprit;

    public void Begin()
    {
        _began = _last = time.GetTimestamp();
        _longest = -1;
        _culprit = null;
    }

    /// <summary>The piece of work that ends now was <paramref name="who"/>: a delegate, a timer or a transport.</summary>
    public void Mark(object who)
    {
        var now = time.GetTimestamp();
        if (now - _last > _longest)
        {
            _longest = now - _last;
            _culprit = who;
        }
        _last = now;
    }

    /// <summary>The time since <see cref="Begin"/>.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    public string Culprit => _culprit switch
    {
        Delegate work => $"{work.Method.DeclaringType?.Name}.{work.Method.Name}",
        LoopTimer timer => $"timer {timer.Kind} of {timer.Owner.GetType().Name}",
        null => "nothing",
        var other => other.GetType().Name,
    };
}
