using System.Collections.Immutable;
using PbxBridge.Charging.Prices;
using PbxBridge.Hosting;

namespace PbxBridge.Charges;

/// <summary>The operator's price lists (<c>Operator:PriceLists</c>) as one book; read again when a file has changed. One thread at a time; not the loop's, as it waits for
/// the disk.</summary>
/// <param name="paths">Whole paths; none: nothing has a price, and calls are not charged for.</param>
internal sealed class PriceLists(ImmutableArray<string> paths)
{
    private ImmutableArray<FileStamp> _read = [];

    /// <summary>As it was last read without a fault; null when there are no price lists.</summary>
    public PriceBook? Book { get; private set; }

    /// <summary>Of the last reading, each in a sentence.</summary>
    public ImmutableArray<string> Faults { get; private set; } = [];

    /// <summary>The lists that were read, for people.</summary>
    public ImmutableArray<PriceListHead> Heads { get; private set; } = [];

    /// <summary>Some file is not as it was when it was read.</summary>
    public bool HaveChanged => !_read.SequenceEqual(Stamps());

    /// <summary>Reads all of them.</summary>
    /// <returns>False when there are <see cref="Faults"/>; the book stays as it was.</returns>
    public bool TryRead()
    {
        _read = Stamps();
        var faults = ImmutableArray.CreateBuilder<string>();
        var lists = ImmutableArray.CreateBuilder<PriceList>(paths.Length);
        foreach (var path in paths)
        {
            if (Read(path, faults) is not { } list)
                continue;
            faults.AddRange(PriceBook.Conflicts([.. lists], list.Head).Select(fault => Text(path, fault)));
            lists.Add(list);
        }
        Faults = faults.ToImmutable();
        if (!Faults.IsEmpty)
            return false;
        Heads = [.. lists.Select(list => list.Head)];
        Book = paths.IsEmpty ? null : PriceBook.Of(lists.ToImmutable());
        return true;
    }

    private static PriceList? Read(string path, ImmutableArray<string>.Builder faults)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"The price list {path} (Operator:PriceLists) cannot be read: {fault.Message}");
            return null;
        }
        var reading = PriceListFile.Read(json);
        faults.AddRange(reading.Faults.Select(fault => Text(path, fault)));
        return reading.List;
    }

    private static string Text(string path, PriceFault fault) => $"Price list {path}, {fault}";

    private ImmutableArray<FileStamp> Stamps() => [.. paths.Select(FileStamp.Of)];
}
