using PbxBridge.Storage;

namespace PbxBridge.Tests.Office;

/// <summary>A store of its own in a folder that goes with it; a copy of one that was made once.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private static readonly Lazy<byte[]> Empty = new(MakeEmpty);

    private readonly string _folder = Directory.CreateTempSubdirectory("office").FullName;

    /// <param name="time">Null: the time of the day.</param>
    /// <param name="lockWait">Null: as by default.</param>
    public TemporaryStore(TimeProvider? time = null, TimeSpan? lockWait = null)
    {
        var path = Path.Combine(_folder, "office.db");
        File.WriteAllBytes(path, Empty.Value);
        var options = new StoreOptions { Path = path };
        Store = Store.Open(lockWait is { } wait ? options with { LockWait = wait } : options, time ?? TimeProvider.System);
    }

    public Store Store { get; }

    /// <summary>The same store with another clock; the caller closes it.</summary>
    public Store Open(TimeProvider time) => Store.Open(new StoreOptions { Path = Path.Combine(_folder, "office.db") }, time);

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] MakeEmpty()
    {
        var folder = Directory.CreateTempSubdirectory("office").FullName;
        var path = Path.Combine(folder, "office.db");
        Store.Open(new StoreOptions { Path = path }, TimeProvider.System).Dispose();
        var bytes = File.ReadAllBytes(path);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }
}
