using PbxBridge.Routing.Numbering;

namespace PbxBridge.Hosting;

/// <summary>The three numbering files that are shipped beside the program.</summary>
internal static class NumberingFolder
{
    /// <exception cref="StartException">A file is missing or wrong; the first fault is named.</exception>
    public static NumberingData Read(string folder, DateOnly on)
    {
        var reading = NumberingReader.Read(File("pl_numbering.tsv"), File("pl_zones.tsv"), File("international_zones.tsv"), on);
        if (reading.Data is { } data)
            return data;
        var more = reading.Faults.Length > 1 ? $" ({reading.Faults.Length - 1} more faults)" : "";
        throw new StartException($"The numbering files of {folder} cannot be used: {reading.Faults[0]}{more}.");

        NumberingFile File(string name)
        {
            var path = Path.Combine(folder, name);
            try
            {
                return new NumberingFile(path, System.IO.File.ReadAllText(path));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new StartException($"The numbering file {path} cannot be read; it is shipped with the program (Operator:Numbering): {fault.Message}", fault);
            }
        }
    }
}
