namespace PbxBridge.Demo;

/// <summary>Waiting, by the clock that was given.</summary>
internal static class Pause
{
    public static async Task ForAsync(TimeSpan span, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(span, time);
        await timer.WaitForNextTickAsync(cancellation);
    }

    /// <summary>Looks again and again until it is so; false when it never was.</summary>
    public static async Task<bool> UntilAsync(Func<bool> so, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        while (!so())
        {
            if (time.GetElapsedTime(began) >= limit)
                return false;
            await timer.WaitForNextTickAsync(cancellation);
        }

        return true;
    }
}
