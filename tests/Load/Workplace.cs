using System.Diagnostics;
using PbxBridge.Hosting;
using PbxBridge.Storage;

namespace PbxBridge.Load;

/// <summary>Folder, ports and processor cores of a run.</summary>
internal sealed class Workplace
{
    public const int BridgePort = 15060, NearPort = 15070, FarPort = 15080, ProxyPort = 15160, WebPort = 18080, RelayPort = 33000;

    public Workplace(string folder, string tree)
    {
        (Folder, Tree) = (folder, tree);
        Directory.CreateDirectory(folder);
        File.WriteAllText(PairsFile, Companies.Pairs());
        Store = Path.Combine(folder, "companies-1.db");
    }

    /// <summary>Root of the source tree.</summary>
    public string Tree { get; }

    public string Folder { get; }

    public string Store { get; }

    public string PairsFile => Path.Combine(Folder, "pairs.txt");

    /// <summary>The measured system runs on this core …</summary>
    public static string SystemCore { get; } = (Environment.GetEnvironmentVariable("LOAD_SYSTEM_CORE") ?? "1");

    /// <summary>… and everything else on this one.</summary>
    public static string LoadCore { get; } = (Environment.GetEnvironmentVariable("LOAD_CORE") ?? "0");

    /// <summary>Makes the store with all companies unless it is there.</summary>
    public void MakeStore()
    {
        if (File.Exists(Store))
            return;
        var numbering = NumberingFolder.Read(Path.Combine(Tree, "config", "numbering"), DateOnly.FromDateTime(DateTime.UtcNow));
        var format = new CompanyFormat(numbering, "load.example");
        var temporary = Store + ".new";
        File.Delete(temporary);
        using (var store = Storage.Store.Open(new StoreOptions { Path = temporary }, TimeProvider.System))
        {
            var changes = Enumerable.Range(0, Companies.Count).Select(company =>
            {
                var (read, faults) = format.Read(Companies.File(company, $"127.0.0.1:{FarPort}"));
                return CompanyFormat.ChangeOf(read ?? throw new InvalidOperationException(string.Join("; ", faults.Take(3))), "load", "generated");
            });
            store.Companies.SaveMany([.. changes]);
        }

        File.Move(temporary, Store);
    }

    /// <summary>Starts a program on one core.</summary>
    public static Process Start(string core, string program, IEnumerable<string> arguments, string folder, string output)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec ${LOAD_NICE:+nice -n $LOAD_NICE} taskset -c \"$0\" \"$@\" > \"$OUTPUT\" 2>&1");
        start.ArgumentList.Add(core);
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["OUTPUT"] = output;
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
    }
}
