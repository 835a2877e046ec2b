namespace PbxBridge.Hosting;

/// <summary>Does a piece of work again and again beside the loop, until it is disposed; what runs then is waited for.</summary>
internal sealed class RegularWork : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private int _rounds;

    private RegularWork(TimeSpan every, bool atOnce, Action work, TimeProvider time) => _run = RunAsync(every, atOnce, work, time, _stop.Token);

    /// <summary>How often the work was done to its end.</summary>
    public int Rounds => Volatile.Read(ref _rounds);

    /// <param name="atOnce">Also now, on another thread; false: first when <paramref name="every"/> is over.</param>
    /// <param name="work">It must not throw.</param>
    public static RegularWork Start(TimeSpan every, bool atOnce, Action work, TimeProvider time) => new(every, atOnce, work, time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(TimeSpan every, bool atOnce, Action work, TimeProvider time, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            if (atOnce)
            {
                // Not on the thread that starts the program.
                await Task.Yield();
                DoOnce(work);
            }
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
                DoOnce(work);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void DoOnce(Action work)
    {
        work();
        Interlocked.Increment(ref _rounds);
    }
}
