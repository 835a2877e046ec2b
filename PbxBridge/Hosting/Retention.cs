using PbxBridge.Storage;

namespace PbxBridge.Hosting;

/// <summary>Once an hour forgets call records and voicemail messages that are older than they may be.</summary>
internal sealed class Retention(Store store, TimeProvider time, ILogger<Retention> log) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public void Start() => _run = RunAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
                Forget();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void Forget()
    {
        try
        {
            var (calls, messages) = store.DeleteExpired();
            if (calls + messages > 0)
                log.Forgotten(calls, messages);
        }
        catch (Exception fault)
        {
            log.RetentionFault(fault);
        }
    }
}
