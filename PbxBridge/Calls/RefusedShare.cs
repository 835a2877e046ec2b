namespace PbxBridge.Calls;

/// <summary>How large a share of new calls must be refused so that the loop keeps up. Ten times a second it is corrected by how much longer than allowed messages wait, and by
/// whether they begin to wait longer or less (a controller with an integral and a proportional term); so it comes to rest where what is taken is just what the loop can do.</summary>
/// <param name="allowed">Messages may wait so long.</param>
/// <param name="now">Milliseconds of the clock that <see cref="Saw"/> is told.</param>
internal sealed class RefusedShare(TimeSpan allowed, long now)
{
    /// <summary>Some calls are always taken: they show when it is over.</summary>
    public const double Most = 0.98;

    private const long Period = 100;

    /// <summary>Messages must wait too long for so long before anybody is refused, unless some are dropped.</summary>
    private const long Patience = 1_000;

    // Found with the model in RefusedShareTests: double the load is at rest within two seconds, without swinging.
    private const double ByWait = 0.02, ByChange = 0.1, Fastest = 0.05, ForDrops = 0.1;

    private long _began = now;
    private long _lateSince = long.MaxValue;
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _before;
    private long? _drops;

    /// <summary>From 0 to <see cref="Most"/>.</summary>
    public double Value { get; private set; }

    /// <summary>A message was looked at.</summary>
    /// <param name="lag">How long messages wait.</param>
    /// <param name="drops">Counts what was dropped so far; asked at the end of a period.</param>
    public void Saw(TimeSpan lag, long at, Func<long> drops)
    {
        // The shortest of the period: a queue that is emptied now and then only levels bursts.
        if (lag < _shortest)
            _shortest = lag;
        if (at - _began < Period)
            return;
        Step(at, drops());
        (_began, _before, _shortest) = (at, _shortest, TimeSpan.MaxValue);
    }

    private void Step(long at, long drops)
    {
        var dropped = _drops is { } known && drops > known;
        _drops = drops;
        var isLate = _shortest > allowed;
        // After a pause, what was seen before it says nothing.
        var paused = at - _began > Patience;
        if (!isLate || paused)
            _lateSince = long.MaxValue;
        if (isLate && _lateSince == long.MaxValue)
            _lateSince = paused ? at : _began;
        if (dropped)
        {
            Value = Math.Min(Most, Value + ForDrops);
        }
        else if (Value > 0 || (isLate && at - _lateSince >= Patience))
        {
            var step = (ByWait * ((_shortest / allowed) - 1)) + (ByChange * ((_shortest - _before) / allowed));
            Value = Math.Clamp(Value + Math.Clamp(step, -Fastest * Math.Max(1, (at - _began) / Period), Fastest), 0, Most);
        }
    }
}
