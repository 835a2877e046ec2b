using System.Net;
using System.Text;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage;

namespace PbxBridge.Demo;

/// <summary>The bridge that the demo calls through: the one that runs already, or one of its own with a store in a temporary folder.</summary>
internal sealed class DemoBridge : IAsyncDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1.2);

    // Until now nobody was at the trunks' addresses: a bridge that has noticed asks them twice before it rings mobiles again.
    private static readonly TimeSpan TrunksComeUp = TimeSpan.FromSeconds(1.5);

    private readonly BridgeHost? _host;
    private readonly Store? _store;

    private DemoBridge(BridgeHost? host, Store? store, string? folder) => (_host, _store, Folder) = (host, store, folder);

    /// <summary>Where its own bridge keeps store and log; null when another process runs the bridge.</summary>
    public string? Folder { get; }

    public Store Store => _host?.Parts.Store ?? _store ?? throw new InvalidOperationException();

    /// <summary>Where a bridge with these settings takes UDP.</summary>
    public static IPEndPoint AddressOf(SipOptions sip)
    {
        foreach (var listener in sip.Listeners)
        {
            if (listener.Kind == TransportKind.Udp)
                return new IPEndPoint(listener.Address.IsAny ? IPAddress.Loopback : listener.Address.ToIPAddress(), listener.Address.Port);
        }

        throw new SettingsException(["The demo speaks UDP, but Sip:Listeners has no udp:// entry."]);
    }

    /// <summary>Asks with OPTIONS as the mobile network does. Null: nobody answers.</summary>
    public static async Task<SipMessage?> FindAsync(DemoPeer mobile, CancellationToken cancellation)
    {
        var branch = DemoRequest.NewBranch();
        mobile.Begin(SipMethod.Options, $"sip:{mobile.Bridge}", branch, $"<sip:demo@{mobile.Local}>;tag={DemoPeer.Token()}", $"<sip:{mobile.Bridge}>", DemoPeer.Token(), 1);
        mobile.Writer.Finish();
        try
        {
            return await DemoRequest.AskAsync(mobile, branch, AnswerWithin, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>The bridge of another process, by its store.</summary>
    /// <exception cref="StartException">It is none that the demo can use.</exception>
    public static async Task<DemoBridge> RunningAsync(
        SipMessage answer, BridgeSettings settings, DemoCompany company, ProcessEdge edge, CancellationToken cancellation)
    {
        var server = Encoding.UTF8.GetString(answer[HeaderId.Server]);
        var at = AddressOf(settings.Sip);
        if (!server.StartsWith("PbxBridge", StringComparison.Ordinal))
            throw new StartException($"Something at udp:{at} speaks SIP, but it is not this bridge ({(server.Length == 0 ? "it does not say what it is" : server)}). Stop it, or choose another port: --Sip:Listeners:0=udp://127.0.0.1:5062");
        var path = edge.InWorkingFolder(settings.Store.Path);
        if (settings.Store.PostgreSql.Length == 0 && !File.Exists(path))
            throw new StartException($"A bridge runs at udp:{at}, but its store is not {path}. Start the demo in the bridge's working folder or with its Store:Path, or stop that bridge: the demo then starts its own.");
        var store = Store.Open(settings.Store with { Path = path }, edge.Time);
        if (store.Companies.Load(company.Id) is not null)
        {
            await Pause.ForAsync(TrunksComeUp, edge.Time, cancellation);
            return new DemoBridge(null, store, null);
        }

        store.Dispose();
        throw new StartException($"The bridge at udp:{at} does not have the company {company.Id}, whose phones the demo plays. Import config/demo-company.json, or stop that bridge: the demo then starts its own.");
    }

    /// <summary>A bridge in this process, on the listeners of the settings; nothing of it stays but its folder.</summary>
    public static async Task<DemoBridge> StartAsync(BridgeSettings settings, ProcessEdge edge, Func<BridgeParts, IBridge> create, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("pbxbridge-demo-").FullName;
        var own = settings with
        {
            Store = settings.Store with { Path = Path.Combine(folder, "pbxbridge.db"), PostgreSql = "" },
            Log = settings.Log with { Console = false, Folder = Path.Combine(folder, "logs") },
            Web = settings.Web with { Enabled = false },
            Media = settings.Media with { Advertised = IPAddress.Loopback },
            Operator = settings.Operator with { FirstCompany = new OperatorOptions().FirstCompany },
        };
        try
        {
            return new DemoBridge(await BridgeHost.StartAsync(own, edge, create, cancellation), null, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
    }
}
