namespace PbxBridge.Hosting;

/// <summary>What was opened, to be closed in the opposite order.</summary>
internal sealed class OpenParts : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _open = new();

    public T Keep<T>(T part)
        where T : IDisposable
    {
        _open.Push(new Closing(part));
        return part;
    }

    public T KeepAsync<T>(T part)
        where T : IAsyncDisposable
    {
        _open.Push(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        while (_open.TryPop(out var part))
            await part.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class Closing(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
