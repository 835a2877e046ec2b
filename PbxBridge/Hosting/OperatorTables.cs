using System.Collections.Immutable;
using PbxBridge.Configuration;
using PbxBridge.Routing.Areas;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Hosting;

/// <summary>What the operator gives as files beside the price lists: numbering, ported numbers, numbers that only take calls, and cells; each is read again when its file has changed. One thread at a time; not the loop's,
/// as it waits for the disk.</summary>
internal sealed class OperatorTables
{
    public OperatorTables(OperatorOptions options, ProcessEdge edge)
    {
        var folder = edge.BesideProgram(options.Numbering);
        Numbering = new(NumberingFolder.PathsIn(folder), () => NumberingFolder.TryRead(folder, DateOnly.FromDateTime(edge.Time.GetLocalNow().DateTime)));
        Ported = Table("Operator:PortedNumbers", options.PortedNumbers, edge, ReadPorted);
        ReceiveOnly = Table("Operator:ReceiveOnlyNumbers", options.ReceiveOnlyNumbers, edge, ReadReceiveOnly);
        Cells = Table("Operator:Cells", options.Cells, edge, ReadCells);
    }

    /// <summary>As the rows of the day say on which it was read.</summary>
    public WatchedTable<NumberingData> Numbering { get; }

    /// <summary>No value: nothing is known of ported numbers.</summary>
    public WatchedTable<PortedNumbers> Ported { get; }

    /// <summary>No value: every number may call.</summary>
    public WatchedTable<ReceiveOnlyNumbers> ReceiveOnly { get; }

    /// <summary>No value: only what zones name themselves is known.</summary>
    public WatchedTable<CellInventory> Cells { get; }

    /// <summary>Why a table could not be used, each in a sentence.</summary>
    public IEnumerable<string> Faults => ((string?[])[Numbering.Fault, Ported.Fault, ReceiveOnly.Fault, Cells.Fault]).OfType<string>();

    /// <summary>Reads all of them.</summary>
    /// <returns>False when there are <see cref="Faults"/>.</returns>
    public bool TryRead() => Numbering.TryRead() & Ported.TryRead() & ReceiveOnly.TryRead() & Cells.TryRead();

    /// <summary>Reads what has changed.</summary>
    /// <param name="faults">Of what was read now; the former table stays.</param>
    /// <returns>The directory with the new tables; null when it needs none.</returns>
    public CompanyDirectory? Refresh(CompanyDirectory directory, out ImmutableArray<string> faults)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        var next = directory;
        if (IsNew(Numbering, found) && Numbering.Value is { } numbering)
            next = next.With(numbering);
        if (IsNew(Ported, found))
            next = next.With(Ported.Value ?? (INumberPortability)NoPortability.Here);
        if (IsNew(ReceiveOnly, found))
            next = next.With(ReceiveOnly.Value ?? ReceiveOnlyNumbers.None);
        if (IsNew(Cells, found))
            next = next.With(Cells.Value ?? CellInventory.Empty);
        faults = found.ToImmutable();
        return ReferenceEquals(next, directory) ? null : next;
    }

    /// <summary>The directory with the tables as they are.</summary>
    public CompanyDirectory Into(CompanyDirectory directory) => directory.With(Ported.Value ?? (INumberPortability)NoPortability.Here)
        .With(ReceiveOnly.Value ?? ReceiveOnlyNumbers.None).With(Cells.Value ?? CellInventory.Empty);

    private static bool IsNew<T>(WatchedTable<T> table, ImmutableArray<string>.Builder faults)
        where T : class
    {
        if (!table.HasChanged)
            return false;
        if (table.TryRead())
            return true;
        faults.Add(table.Fault ?? "");
        return false;
    }

    // A reading gives the table or its faults.
    private static WatchedTable<T> Table<T>(string setting, string path, ProcessEdge edge, Func<string, (T? Value, ImmutableArray<NumberingFault> Faults)> read)
        where T : class
    {
        if (path.Length == 0)
            return new([], () => (null, null));
        var whole = edge.BesideProgram(path);
        return new([whole], () =>
        {
            try
            {
                var (value, faults) = read(whole);
                return (value, value is null ? $"The table {whole} ({setting}) cannot be used: {NumberingFolder.Text(faults)}." : null);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return (null, $"The table {whole} ({setting}) cannot be read: {fault.Message}");
            }
        });
    }

    private static (PortedNumbers?, ImmutableArray<NumberingFault>) ReadPorted(string path)
    {
        var reading = PortedNumbersReader.Read(Path.GetFileName(path), File.ReadAllBytes(path));
        return (reading.Numbers, reading.Faults);
    }

    private static (ReceiveOnlyNumbers?, ImmutableArray<NumberingFault>) ReadReceiveOnly(string path)
    {
        var reading = ReceiveOnlyNumbersReader.Read(new NumberingFile(Path.GetFileName(path), File.ReadAllText(path)));
        return (reading.Numbers, reading.Faults);
    }

    private static (CellInventory?, ImmutableArray<NumberingFault>) ReadCells(string path)
    {
        var reading = CellInventoryReader.Read(new NumberingFile(Path.GetFileName(path), File.ReadAllText(path)));
        return (reading.Cells, reading.Faults);
    }
}
