using PbxBridge.Storage.Charges;

namespace PbxBridge.Hosting;

/// <summary>Writes the charges of a node as files for billing, at the start and then at regular times: each charge once, in the order of its number, without a gap (CDR-1). A
/// file that a crash left out is written first, under its own name.</summary>
internal sealed class ChargeFiles(ChargeExport export, string node, string folder, TimeSpan every, TimeProvider time, ILogger<ChargeFiles> log) : IAsyncDisposable
{
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
        // Not on the thread that starts the program.
        await Task.Yield();
        using var timer = new PeriodicTimer(every, time);
        try
        {
            do
                Write();
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void Write()
    {
        try
        {
            foreach (var file in export.WriteNew(node, folder))
                log.ChargesExported(file.Name, file.Last - file.First + 1);
        }
        catch (Exception fault)
        {
            log.ExportFault(fault);
        }
    }
}
