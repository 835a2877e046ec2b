namespace PbxBridge.Sip.Loop;

/// <summary>The one thread that owns every transaction, dialog and call. Other threads reach it by <see cref="Post"/>.</summary>
public interface ILoop
{
    /// <summary>Wall clock, for dates in records and headers.</summary>
    TimeProvider Time { get; }

    /// <summary>Milliseconds of the monotonic clock as of this turn; all timers are measured on it.</summary>
    long Now { get; }

    TimerWheel Timers { get; }

    /// <summary>Runs <paramref name="work"/> on the loop in a later turn, in the order of posting. May be called from any thread.</summary>
    void Post(Action work);
}
