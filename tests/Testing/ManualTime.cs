namespace PbxBridge.Testing;

/// <summary>A wall clock and a monotonic clock that move only when told. Timers made from it fire while it is advanced, in the order of their times.</summary>
/// <remarks>One thread. The monotonic clock starts at 0 and ticks in 100 ns.</remarks>
public sealed class ManualTime : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _wallShift;

    /// <summary>The monotonic clock: time since the start.</summary>
    public TimeSpan Elapsed { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer made by <see cref="CreateTimer"/> fires, on the monotonic clock; null when there is none.</summary>
    public TimeSpan? NextDue => _timers.Count == 0 ? null : _timers.Min(timer => timer.Due);

    public override DateTimeOffset GetUtcNow() => Start + Elapsed + _wallShift;

    public override long GetTimestamp() => Elapsed.Ticks;

    public void Advance(TimeSpan by) => AdvanceTo(Elapsed + by);

    /// <summary>Moves both clocks on; timers on the way fire at their own time.</summary>
    public void AdvanceTo(TimeSpan target)
    {
        while (_timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due) is { } next)
        {
            Elapsed = next.Due > Elapsed ? next.Due : Elapsed;
            next.Fire();
        }
        Elapsed = target > Elapsed ? target : Elapsed;
    }

    /// <summary>Sets the wall clock forward or back, as an administrator or NTP would; the monotonic clock does not notice.</summary>
    public void JumpWallClock(TimeSpan by) => _wallShift += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._timers.Remove(this);
            _period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            Due = time.Elapsed + dueTime;
            time._timers.Add(this);
            return true;
        }

        public void Fire()
        {
            if (_period <= TimeSpan.Zero)
                time._timers.Remove(this);
            else
                Due += _period;
            callback(state);
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
