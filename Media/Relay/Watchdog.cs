namespace PbxBridge.Media.Relay;

/// <summary>When a peer was heard last, and whether its silence is to be told (SES-2).</summary>
internal struct Watchdog()
{
    private long _heardMs = -1;
    private long _fromMs;
    private long _toldMs;

    /// <summary>Milliseconds of the relay's clock; -1 = nothing came yet. Any thread.</summary>
    public long HeardMs
    {
        readonly get => Volatile.Read(in _heardMs);
        set => Volatile.Write(ref _heardMs, value);
    }

    /// <summary>Silence counts from now on.</summary>
    public void Restart(long nowMs) => _fromMs = nowMs;

    /// <summary>It has been silent for the whole time; true once for each such time.</summary>
    /// <param name="partnerHeardMs">Of a fax, where one machine is silent while the other sends its page: then both must be; else -1.</param>
    public bool Barks(long nowMs, long partnerHeardMs, double afterMs)
    {
        if (nowMs - Math.Max(Math.Max(_toldMs, partnerHeardMs), Math.Max(_fromMs, _heardMs)) < afterMs)
            return false;
        _toldMs = nowMs;
        return true;
    }
}
