using PbxBridge.Storage;

namespace PbxBridge.Hosting;

/// <summary>Once an hour forgets call records and voicemail messages that are older than they may be.</summary>
internal sealed class Retention(Store store, TimeProvider time, ILogger<Retention> log) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private RegularWork? _work;

    public void Start() => _work = RegularWork.Start(Every, atOnce: false, Forget, time);

    public ValueTask DisposeAsync() => _work?.DisposeAsync() ?? default;

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
