namespace PbxBridge.Hosting;

/// <summary>Ctrl-C and SIGTERM: the first asks for the drain, the second for the end at once. Any thread.</summary>
internal sealed class StopRequests : IDisposable
{
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _now = new();
    private int _count;

    public CancellationToken Drain => _drain.Token;

    public CancellationToken Now => _now.Token;

    public void Request()
    {
        (Interlocked.Increment(ref _count) == 1 ? _drain : _now).Cancel();
    }

    public void Dispose()
    {
        _drain.Dispose();
        _now.Dispose();
    }
}
