using PbxBridge.Routing.Companies;
using PbxBridge.Storage;

namespace PbxBridge.Hosting;

/// <summary>Looks every second whether a company was saved, by this process or another, a price list changed, or a new day began, and hands the bridge the new directory.</summary>
/// <param name="use">Gets each new directory, on a thread of the pool.</param>
internal sealed class DirectoryWatch(CompanyCatalogue catalogue, CompanyDirectory directory, Action<CompanyDirectory> use, TimeProvider time, ILogger<DirectoryWatch> log)
    : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private volatile string? _fault;

    /// <summary>Why the store did not answer the last time; null = it did.</summary>
    public string? Fault => _fault;

    /// <summary>The last one that was handed over.</summary>
    public CompanyDirectory Current { get; private set; } = directory;

    public void Start() => _run = RunAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
                LookOnce();
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void LookOnce()
    {
        try
        {
            var next = catalogue.Refresh(Current);
            foreach (var fault in catalogue.Faults)
                log.DocumentUnusable(fault);

            var (before, today) = (next ?? Current, DateOnly.FromDateTime(time.GetLocalNow().DateTime));
            if (before.Numbering.Date != today)
                next = before.With(before.Numbering.At(today));
            if (_fault is not null)
                log.StoreAnswers();
            _fault = null;
            if (next is null)
                return;
            Current = next;
            log.DirectoryChanged(next.Count);
            use(next);
        }
        catch (StoreException fault)
        {
            if (_fault is null)
                log.StoreSilent(fault.Message);
            _fault = fault.Message;
        }
        catch (Exception fault)
        {
            log.WatchFault(fault);
        }
    }
}
