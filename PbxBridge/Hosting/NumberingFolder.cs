using System.Collections.Immutable;
using PbxBridge.Routing.Numbering;

namespace PbxBridge.Hosting;

/// <summary>The three numbering files that are shipped beside the program.</summary>
internal static class NumberingFolder
{
    private static readonly ImmutableArray<string> Names = ["pl_numbering.tsv", "pl_zones.tsv", "international_zones.tsv"];

    public static ImmutableArray<string> PathsIn(string folder) => [.. Names.Select(name => Path.Combine(folder, name))];

    /// <exception cref="StartException">A file is missing or wrong; the first fault is named.</exception>
    public static NumberingData Read(string folder, DateOnly on)
    {
        var (data, fault) = TryRead(folder, on);
        return data ?? throw new StartException(fault ?? folder);
    }

    /// <returns>The data, or in a sentence why a file cannot be used.</returns>
    public static (NumberingData? Data, string? Fault) TryRead(string folder, DateOnly on)
    {
        var files = new NumberingFile[Names.Length];
        for (var i = 0; i < files.Length; i++)
        {
            var path = Path.Combine(folder, Names[i]);
            try
            {
                files[i] = new NumberingFile(path, File.ReadAllText(path));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return (null, $"The numbering file {path} cannot be read; it is shipped with the program (Operator:Numbering): {fault.Message}");
            }
        }

        var reading = NumberingReader.Read(files[0], files[1], files[2], on);
        return reading.Data is { } data ? (data, null) : (null, $"The numbering files of {folder} cannot be used: {Text(reading.Faults)}.");
    }

    /// <summary>The first fault, and how many more there are.</summary>
    public static string Text(ImmutableArray<NumberingFault> faults) => faults.Length > 1 ? $"{faults[0]} ({faults.Length - 1} more faults)" : faults[0].ToString();
}
