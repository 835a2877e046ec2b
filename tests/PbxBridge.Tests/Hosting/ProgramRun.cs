using PbxBridge.Hosting;

namespace PbxBridge.Tests.Hosting;

/// <summary>The program, run inside the test with a working folder of its own and every port a free one.</summary>
internal sealed class ProgramRun : IDisposable
{
    private static readonly string[] Quiet =
        ["Sip:Listeners:0=udp://127.0.0.1:0", "Sip:Listeners:1=tcp://127.0.0.1:0", "Web:Url=http://127.0.0.1:0", "Log:Console=false", "Media:PortMin=41000", "Media:PortMax=41999"];

    public string Folder { get; } = Directory.CreateTempSubdirectory("pbxbridge-").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public StringWriter Out { get; } = new();

    public StringWriter Error { get; } = new();

    public StopRequests Stop { get; } = new();

    public string[] Faults => Error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static string DemoFile => Path.Combine(AppContext.BaseDirectory, "config", "demo-company.json");

    public ProcessEdge Edge => new(TextWriter.Synchronized(Out), TextWriter.Synchronized(Error), AppContext.BaseDirectory, Folder, Environment, TimeProvider.System, Stop);

    /// <summary>A command, or a bridge that ends by itself.</summary>
    public Task<int> Run(params string[] args) => Program.RunAsync(args, Edge, parts => new FakeBridge(parts));

    /// <summary>The bridge on free ports; it ends after two <see cref="StopRequests.Request"/>, or one without calls.</summary>
    public Task<int> RunBridge(FakeBridge.Watcher watcher, params string[] more) =>
        Program.RunAsync([.. Quiet, .. more], Edge, parts => watcher.Made(new FakeBridge(parts)));

    public void Dispose()
    {
        Stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
