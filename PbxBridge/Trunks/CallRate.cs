namespace PbxBridge.Trunks;

/// <summary>So many calls a second are let through, at most a second's worth of them at once (TRK-9; a leaky bucket).</summary>
internal sealed class CallRate(int perSecond)
{
    private readonly double _period = 1_000.0 / perSecond;

    // When the bucket is empty again, in milliseconds of the loop's clock.
    private double _emptyAt;

    /// <summary>Counts one more call; false when it is one too many, and not counted.</summary>
    public bool TryTake(long now)
    {
        var emptyAt = Math.Max(_emptyAt, now) + _period;
        // Half a period covers what the sum of fractions loses.
        if (emptyAt - now > 1_000 + (_period / 2))
            return false;
        _emptyAt = emptyAt;
        return true;
    }
}
