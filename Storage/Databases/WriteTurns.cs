namespace PbxBridge.Storage.Databases;

/// <summary>Lets one writer of this process after the other into a database that takes one at a time, in the order they came. Any thread.</summary>
internal sealed class WriteTurns
{
    // Monitor, not Lock: those that wait sleep on it.
    private readonly object _gate = new();
    private long _taken;
    private long _served;

    /// <summary>Somebody stands behind the one who has the turn.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (_gate)
                return _taken - _served > 1;
        }
    }

    /// <summary>How many were taken so far.</summary>
    public long Taken
    {
        get
        {
            lock (_gate)
                return _taken;
        }
    }

    /// <summary>Waits until all who came before have ended theirs.</summary>
    public Turn Take()
    {
        lock (_gate)
        {
            var mine = _taken++;
            while (_served != mine)
                Monitor.Wait(_gate);
            return new Turn(this);
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _served++;
            Monitor.PulseAll(_gate);
        }
    }
}
