using PbxBridge.Routing.Companies;
using PbxBridge.Storage;

namespace PbxBridge.Hosting;

/// <summary>Looks every second whether a company was saved, by this process or another, a price list changed, or a new day began, and hands the bridge the new directory.</summary>
/// <param name="use">Gets each new directory, on a thread of the pool.</param>
internal sealed class DirectoryWatch(CompanyCatalogue catalogue, CompanyDirectory directory, Action<CompanyDirectory> use, TimeProvider time, ILogger<DirectoryWatch> log)
    : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Who has just saved a company looks at once, on a thread of his own.
    private readonly Lock _turn = new();
    private RegularWork? _work;
    private volatile string? _fault;

    /// <summary>Why the store did not answer the last time; null = it did.</summary>
    public string? Fault => _fault;

    /// <summary>The last one that was handed over.</summary>
    public CompanyDirectory Current { get; private set; } = directory;

    public void Start() => _work = RegularWork.Start(Look, atOnce: false, LookNow, time);

    /// <summary>What was saved until now is in <see cref="Current"/> afterwards, unless the store does not answer.</summary>
    public void LookNow()
    {
        lock (_turn)
            LookOnce();
    }

    public ValueTask DisposeAsync() => _work?.DisposeAsync() ?? default;

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
