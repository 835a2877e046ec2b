using System.Diagnostics;
using System.Net.Http.Json;

namespace PbxBridge.Load;

/// <summary>The bridge with all companies on its own core, and what it says of itself.</summary>
internal sealed class BridgeProcess : IDisposable
{
    private readonly Process _process;
    private readonly Workplace _place;
    private readonly HttpClient _web = new() { BaseAddress = new Uri($"http://127.0.0.1:{Workplace.WebPort}"), Timeout = TimeSpan.FromSeconds(60) };

    private BridgeProcess(Process process, Workplace place) => (_process, _place) = (process, place);

    public int Pid => _process.Id;

    public static string Target => $"127.0.0.1:{Workplace.BridgePort}";

    /// <summary>Returns when it takes calls.</summary>
    /// <param name="settings">More of them, <c>Media:PortMin=1</c>.</param>
    public static BridgeProcess Start(Workplace place, bool media, params string[] settings)
    {
        var folder = Path.Combine(place.Folder, "bridge");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.Copy(place.Store, Path.Combine(folder, "data", "pbxbridge.db"));
        var program = Path.Combine(AppContext.BaseDirectory, "PbxBridge.dll");
        string[] arguments =
        [
            program,
            $"--Sip:Listeners:0=udp://127.0.0.1:{Workplace.BridgePort}",
            $"--Web:Url=http://127.0.0.1:{Workplace.WebPort}", "--Web:Diagnostics=true",
            $"--Operator:Trunks:mobile:Peers:0=127.0.0.1:{Workplace.NearPort}",
            "--Log:Console=false", "--Drain:Seconds=0",
            $"--Media:Enabled={(media ? "true" : "false")}", "--Media:Bind=127.0.0.1", "--Media:PortMin=20000", "--Media:PortMax=31999",
            .. settings.Select(setting => "--" + setting),
        ];
        var bridge = new BridgeProcess(Workplace.Start(Workplace.SystemCore, "dotnet", arguments, folder, Path.Combine(place.Folder, "bridge.log")), place);
        bridge.AwaitHealth();
        return bridge;
    }

    /// <summary>Also what came before them counts only if the bridge is well: one that has lost its writer of records, or a trunk, is cheap.</summary>
    public Diagnostics Figures(bool collect = false, bool reset = false)
    {
        var figures = _web.GetFromJsonAsync<Diagnostics>($"/diagnostics?collect={collect}&reset={reset}").GetAwaiter().GetResult() ?? throw new InvalidOperationException();
        AwaitHealth();
        return figures;
    }

    public void Dispose()
    {
        _web.Dispose();
        if (!_process.HasExited)
        {
            Process.Start("kill", ["-TERM", $"{Pid}"])?.WaitForExit();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
                _process.Kill();
        }

        _process.Dispose();
    }

    private void AwaitHealth()
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(120))
        {
            if (_process.HasExited)
                throw new InvalidOperationException("The bridge did not start: " + File.ReadAllText(Path.Combine(_place.Folder, "bridge.log")));
            try
            {
                if (_web.GetAsync("/healthz").GetAwaiter().GetResult().IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            Thread.Sleep(100);
        }

        throw new InvalidOperationException($"The bridge is not healthy for two minutes: {_web.GetAsync("/healthz").GetAwaiter().GetResult().Content.ReadAsStringAsync().GetAwaiter().GetResult()}");
    }

    /// <summary>The members of the bridge's answer that are read here.</summary>
    internal sealed record Diagnostics(
        long AllocatedBytes, long LiveBytes, double PausesMs, double LongestPauseMs, string LongestPauseOf, int PausesOverGoal, int Collections, int FullCollections, int Calls, long Retransmissions,
        long Shed, long UnsentMessages, long KernelDrops, int RecordBacklog);
}
