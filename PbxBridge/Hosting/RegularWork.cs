namespace PbxBridge.Hosting;

/// <summary>Does a piece of work again and again beside the loop, until it is disposed; what runs then is waited for.</summary>
internal sealed class RegularWork : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    private RegularWork(TimeSpan every, bool atOnce, Action work, TimeProvider time) => _run = RunAsync(every, atOnce, work, time, _stop.Token);

    /// <param name="atOnce">Also now, on another thread; false: first when <paramref name="every"/> is over.</param>
    /// <param name="work">It must not throw.</param>
    public static RegularWork Start(TimeSpan every, bool atOnce, Action work, TimeProvider time) => new(every, atOnce, work, time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static async Task RunAsync(TimeSpan every, bool atOnce, Action work, TimeProvider time, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            if (atOnce)
            {
                // Not on the thread that starts the program.
                await Task.Yield();
                work();
            }
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
                work();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The end.
        }
    }
}
