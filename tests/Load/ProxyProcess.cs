using System.Diagnostics;

namespace PbxBridge.Load;

/// <summary>Kamailio as stateful proxy on the core of the measured system.</summary>
internal sealed class ProxyProcess : IDisposable
{
    private readonly Process _process;

    private ProxyProcess(Process process) => _process = process;

    public static bool IsInstalled => File.Exists("/usr/sbin/kamailio");

    public static string Target => $"127.0.0.1:{Workplace.ProxyPort}";

    /// <summary>The main process and its children.</summary>
    public int[] Pids => [_process.Id, .. Children(_process.Id)];

    public static ProxyProcess Start(Workplace place)
    {
        var folder = Path.Combine(place.Folder, "kamailio");
        Directory.CreateDirectory(folder);
        string[] arguments =
        [
            "-DD", "-E", "-x", "tlsf", "-m", "512", "-f", Path.Combine(place.Tree, "tests", "Load", "kamailio.cfg"), "-Y", folder, "-P", Path.Combine(folder, "pid"),
            "-A", $"LISTEN=udp:127.0.0.1:{Workplace.ProxyPort}", "-A", $"CALLEE=\"sip:127.0.0.1:{Workplace.FarPort}\"",
        ];
        var proxy = new ProxyProcess(Workplace.Start(Workplace.SystemCore, "/usr/sbin/kamailio", arguments, folder, Path.Combine(place.Folder, "kamailio.log")));
        Thread.Sleep(1500);
        if (proxy._process.HasExited)
            throw new InvalidOperationException("Kamailio did not start: " + File.ReadAllText(Path.Combine(place.Folder, "kamailio.log")));
        return proxy;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Process.Start("kill", ["-TERM", $"{_process.Id}"])?.WaitForExit();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
                _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid))
                continue;
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                continue;
            }

            if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == $"{parent}")
                yield return pid;
        }
    }
}
