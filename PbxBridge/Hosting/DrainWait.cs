namespace PbxBridge.Hosting;

/// <summary>Waits until the running calls are over, the drain time is, or somebody will not wait.</summary>
internal static class DrainWait
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <returns>Calls that still run.</returns>
    public static async Task<int> UntilQuietAsync(Func<int> calls, TimeSpan limit, TimeProvider time, CancellationToken now)
    {
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (calls() > 0 && time.GetElapsedTime(began) < limit)
                await timer.WaitForNextTickAsync(now).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (now.IsCancellationRequested)
        {
            // The second Ctrl-C.
        }

        return calls();
    }
}
