using PbxBridge.Storage.Charges;

namespace PbxBridge.Hosting;

/// <summary>Writes the charges of a node as files for billing, at the start and then at regular times: each charge once, in the order of its number, without a gap (CDR-1). A
/// file that a crash left out is written first, under its own name.</summary>
internal sealed class ChargeFiles(ChargeExport export, string node, string folder, TimeSpan every, TimeProvider time, ILogger<ChargeFiles> log) : IAsyncDisposable
{
    private RegularWork? _work;

    /// <summary>How often it has looked for new charges, each time to the end.</summary>
    public int Rounds => _work?.Rounds ?? 0;

    public void Start() => _work = RegularWork.Start(every, atOnce: true, Write, time);

    public ValueTask DisposeAsync() => _work?.DisposeAsync() ?? default;

    private void Write()
    {
        try
        {
            foreach (var file in export.WriteNew(node, folder))
                log.ChargesExported(file.Name, file.Last - file.First + 1);
        }
        catch (Exception fault)
        {
            log.ExportFault(fault);
        }
    }
}
