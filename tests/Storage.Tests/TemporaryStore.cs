using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Tests;

/// <summary>A store in a folder of its own, with a clock moved by hand; both go when it is disposed.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pbxbridge-");
    private byte _random;
    private Store? _store;

    public TemporaryStore(Func<StoreOptions, StoreOptions>? change = null)
    {
        Options = (change ?? (same => same))(new StoreOptions { Path = Path.Combine(_folder.FullName, "sub", "store.db"), LockWait = TimeSpan.Zero });
    }

    public StoreOptions Options { get; }

    public string Folder => _folder.FullName;

    public ManualTime Time { get; } = new();

    public Store Store => _store ??= Open();

    public Store Open() => Store.Open(Options, Time, bytes =>
    {
        foreach (ref var one in bytes)
            one = ++_random;
    });

    public void Reopen()
    {
        _store?.Dispose();
        _store = null;
    }

    public CallRecordWriter Writer() => new(Store, NullLogger<CallRecordWriter>.Instance);

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Delete(recursive: true);
    }
}
