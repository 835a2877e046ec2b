using System.Collections;

namespace PbxBridge.Hosting;

/// <summary>What a program has around it; a test gives its own.</summary>
/// <param name="ProgramFolder">Where the shipped <c>config/</c> lies.</param>
/// <param name="WorkingFolder">Where <c>data/</c> is made.</param>
internal sealed record ProcessEdge(
    TextWriter Out, TextWriter Error, string ProgramFolder, string WorkingFolder, IReadOnlyDictionary<string, string> Environment, TimeProvider Time, StopRequests Stop)
{
    public static ProcessEdge OfThisProcess(StopRequests stop) => new(
        Console.Out, Console.Error, AppContext.BaseDirectory, Directory.GetCurrentDirectory(), ReadEnvironment(), TimeProvider.System, stop);

    /// <summary>A path that the settings give, seen from the working folder.</summary>
    public string InWorkingFolder(string path) => Path.GetFullPath(path, WorkingFolder);

    /// <summary>A path of something that is shipped, seen from the program's folder.</summary>
    public string BesideProgram(string path) => Path.GetFullPath(path, ProgramFolder);

    private static Dictionary<string, string> ReadEnvironment()
    {
        var all = new Dictionary<string, string>();
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            if (entry is { Key: string name, Value: string value })
                all[name] = value;
        }

        return all;
    }
}
