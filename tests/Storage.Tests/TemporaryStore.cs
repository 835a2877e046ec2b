using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Tests.Postgres;

namespace PbxBridge.Storage.Tests;

/// <summary>A store of its own, a file in a folder or a database on the tests' server, with a clock moved by hand; all go when it is disposed.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pbxbridge-");
    private readonly PostgresCluster? _server;
    private readonly bool _empty;
    private int _random;
    private Store? _store;

    /// <param name="server">Null = SQLite.</param>
    /// <param name="empty">The database on the server has no schema yet.</param>
    public TemporaryStore(PostgresCluster? server, Func<StoreOptions, StoreOptions>? change = null, bool empty = false)
    {
        (_server, _empty) = (server, empty);
        Options = (change ?? (same => same))(new StoreOptions
        {
            Path = Path.Combine(_folder.FullName, "sub", "store.db"),
            LockWait = server is null ? TimeSpan.Zero : TimeSpan.FromSeconds(5),
            PostgreSql = (empty ? server?.Create() : server?.Take()) ?? "",
        });
    }

    public TemporaryStore(Func<StoreOptions, StoreOptions>? change = null)
        : this(null, change)
    {
    }

    public StoreOptions Options { get; }

    public string Folder => _folder.FullName;

    public ManualTime Time { get; } = new();

    public Store Store => _store ??= Open();

    public Store Open() => Store.Open(Options, Time, bytes =>
    {
        foreach (ref var one in bytes)
        {
            // 1, 2, 3 …, and another order each time it has gone round.
            _random++;
            one = (byte)(_random + ((_random >> 8) * 37));
        }
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
        if (!_empty)
            _server?.GiveBack(Options.PostgreSql);
        _folder.Delete(recursive: true);
    }
}
