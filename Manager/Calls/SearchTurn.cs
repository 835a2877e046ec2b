namespace PbxBridge.Manager.Calls;

/// <summary>Searches that look through all calls of a period are made one after the other, so that a flood of them takes at most one processor's turn from calls. Any thread.</summary>
internal sealed class SearchTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public async Task<T> RunAsync<T>(Func<T> search, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return search();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
