using System.Collections.Immutable;

namespace PbxBridge.Hosting;

/// <summary>A table of the operator that is read again when a file of it has changed; with a fault the last good one stays. One thread at a time; not the loop's, as it waits for the
/// disk.</summary>
/// <param name="paths">Whole paths.</param>
/// <param name="read">The table, or in a sentence why it cannot be used.</param>
internal sealed class WatchedTable<T>(ImmutableArray<string> paths, Func<(T? Value, string? Fault)> read)
    where T : class
{
    private ImmutableArray<FileStamp> _read = [];

    /// <summary>As it was last read without a fault; null: it never was.</summary>
    public T? Value { get; private set; }

    /// <summary>Of the last reading; null: there was none.</summary>
    public string? Fault { get; private set; }

    /// <summary>Some file is not as it was when it was read.</summary>
    public bool HasChanged => !_read.SequenceEqual(Stamps());

    /// <returns>False when there is a <see cref="Fault"/>.</returns>
    public bool TryRead()
    {
        _read = Stamps();
        (var value, Fault) = read();
        Value = value ?? Value;
        return Fault is null;
    }

    private ImmutableArray<FileStamp> Stamps() => [.. paths.Select(FileStamp.Of)];
}
