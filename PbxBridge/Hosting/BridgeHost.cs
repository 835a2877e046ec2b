using System.Collections.Immutable;
using System.Reflection;
using PbxBridge.Configuration;
using PbxBridge.Fees;
using PbxBridge.Manager;
using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Hosting;

/// <summary>The running program: a bridge with everything around it, from the start to the end of the drain.</summary>
internal sealed class BridgeHost : IAsyncDisposable
{
    private static readonly TimeSpan LagAllowed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StoreTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HangUpTime = TimeSpan.FromSeconds(2);

    private readonly BridgeSettings _settings;
    private readonly ProcessEdge _edge;
    private readonly OpenParts _open;
    private readonly LoopThread _thread;
    private readonly CompanyCatalogue _catalogue;
    private readonly DirectoryWatch _watch;
    private readonly Notifier _notifier;
    private readonly PauseWatch? _pauses;
    private readonly long _began;
    private volatile bool _draining;

    private BridgeHost(BridgeSettings settings, ProcessEdge edge, OpenParts open, BridgeParts parts, CompanyCatalogue catalogue, IBridge bridge)
    {
        (_settings, _edge, _open, Parts, _catalogue, Bridge) = (settings, edge, open, parts, catalogue, bridge);
        _began = edge.Time.GetTimestamp();
        _pauses = settings.Web.Diagnostics ? new PauseWatch() : null;
        Listeners = [.. parts.Transports.Transports.Select(transport => new ListenerAddress(transport.Kind, transport.Local).ToString())];
        parts.Loop.AtTurnEnd(new CollectorPace(edge.Time).TurnEnded);
        _thread = open.Keep(new LoopThread(parts.Loop, parts.Logs.CreateLogger<LoopThread>()));
        _watch = open.KeepAsync(new DirectoryWatch(
            catalogue, parts.Directory, next => parts.Loop.Post(() => bridge.Use(next)), edge.Time, parts.Logs.CreateLogger<DirectoryWatch>()));
        var ways = open.Keep(new NoticeWays(settings, bridge, edge.Time));
        _notifier = open.KeepAsync(new Notifier(
            parts.Store, settings.Notices, () => _watch.Current, ways.Sms, ways.Mail, edge.Time, parts.Logs.CreateLogger<Notifier>()));
    }

    public static string Version { get; } =
        (typeof(BridgeHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    public IBridge Bridge { get; }

    public BridgeParts Parts { get; }

    /// <summary>Of the web side; null when there is none.</summary>
    public string? Url { get; private set; }

    /// <summary>As they are bound: <c>udp://0.0.0.0:5060</c>.</summary>
    public ImmutableArray<string> Listeners { get; }

    /// <summary>Starts a bridge. On a fault, what was opened is closed again.</summary>
    /// <param name="create">Makes the bridge of its parts.</param>
    /// <exception cref="StartException">One sentence; so have <see cref="Storage.StoreException"/>, <see cref="ListenerException"/> and
    /// <see cref="CertificateException"/>.</exception>
    public static async Task<BridgeHost> StartAsync(BridgeSettings settings, ProcessEdge edge, Func<BridgeParts, IBridge> create, CancellationToken cancel)
    {
        var open = new OpenParts();
        try
        {
            var (parts, catalogue) = BridgeAssembly.Open(settings, edge, open);
            var bridge = create(parts);
            if (bridge is IAsyncDisposable closing)
                open.KeepAsync(closing);
            var host = new BridgeHost(settings, edge, open, parts, catalogue, bridge);
            await host.StartAsync(cancel).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await open.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Any thread.</summary>
    public Health Health()
    {
        var (status, store, lag) = (Bridge.Status(), _watch.Fault, Parts.Loop.Lag);
        var sick = store is not null || !_thread.IsAlive || lag > LagAllowed || !Parts.Records.IsAlive || Parts.Records.Backlog >= _settings.Store.RecordQueue;
        return new Health(
            sick ? "unhealthy" : _draining ? "draining" : "ok", Version, (long)_edge.Time.GetElapsedTime(_began).TotalSeconds, status.Calls,
            status.Registrations, store ?? "ok", Listeners, status.Trunks, Backlog(), Math.Round(lag.TotalMilliseconds, 1), status.UnknownCells);
    }

    /// <summary>Any thread.</summary>
    /// <param name="collect">Collects first, so that the live bytes are exact.</param>
    /// <param name="reset">Forgets the pauses before now.</param>
    public Diagnostics Diagnostics(bool collect, bool reset)
    {
        if (collect)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        if (reset)
            _pauses?.Restart();
        var (udp, sip) = (Parts.Transports.Transports.OfType<UdpTransport>().ToArray(), Bridge.Counters);
        return new Diagnostics(
            GC.GetTotalAllocatedBytes(precise: true), GC.GetTotalMemory(forceFullCollection: false), GC.GetTotalPauseDuration().TotalMilliseconds,
            _pauses?.Longest.TotalMilliseconds ?? 0, _pauses?.LongestOf ?? "", _pauses?.OverGoal ?? 0, GC.CollectionCount(0), GC.CollectionCount(GC.MaxGeneration), Bridge.ActiveCalls, sip?.Received ?? 0,
            sip?.Sent ?? 0, sip?.Retransmissions ?? 0, sip?.Shed ?? 0, udp.Sum(transport => transport.DroppedSends),
            udp.Sum(transport => transport.ReadDrops() ?? -1), Parts.Records.Backlog);
    }

    /// <summary>Takes no more calls and waits for the running ones, until they are over, the drain time is, or a second stop is asked for.</summary>
    /// <returns>Calls that were cut off.</returns>
    public async Task<int> DrainAsync(StopRequests stop)
    {
        var log = Parts.Logs.CreateLogger<BridgeHost>();
        _draining = true;
        Parts.Loop.Post(Bridge.BeginDrain);
        log.Draining(Bridge.ActiveCalls, _settings.Drain.Seconds);
        var left = await DrainWait.UntilQuietAsync(
            () => Bridge.ActiveCalls, TimeSpan.FromSeconds(_settings.Drain.Seconds), _edge.Time, stop.Now).ConfigureAwait(false);
        if (left > 0)
        {
            Parts.Loop.Post(Bridge.EndCalls);
            await DrainWait.UntilQuietAsync(() => Bridge.ActiveCalls, HangUpTime, _edge.Time, CancellationToken.None).ConfigureAwait(false);
        }

        // A message that was being left when its call ended is still on its way to the store.
        using (var limit = new CancellationTokenSource(StoreTime, _edge.Time))
            await Bridge.IdleAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        log.Stopped(left);
        return left;
    }

    public ValueTask DisposeAsync() => _open.DisposeAsync();

    private async Task StartAsync(CancellationToken cancel)
    {
        Bridge.Start();
        _thread.Start();
        _open.KeepAsync(RegularWork.Start(ThreadPrecedence.Every, atOnce: true, new ThreadPrecedence().Look, _edge.Time));
        _watch.Start();
        _notifier.Start();
        _open.KeepAsync(new SubscriptionFees(Parts.Store, () => _watch.Current, _edge.Time, Parts.Logs.CreateLogger<SubscriptionFees>())).Start();
        if (_settings.Export.Folder.Length > 0)
        {
            _open.KeepAsync(new ChargeFiles(
                Parts.Store.Export, _settings.Store.Node, _edge.InWorkingFolder(_settings.Export.Folder), _settings.Export.Every, _edge.Time, Parts.Logs.CreateLogger<ChargeFiles>())).Start();
        }

        _open.KeepAsync(new Retention(Parts.Store, _edge.Time, Parts.Logs.CreateLogger<Retention>())).Start();
        if (_settings.Web.Enabled)
            Url = await StartWebAsync(cancel).ConfigureAwait(false);
        if (CallRoom.Shortage(_settings.Sip, _settings.Media) is { } shortage)
            Parts.Logs.CreateLogger<BridgeHost>().PortShortage(shortage);
        Parts.Logs.CreateLogger<BridgeHost>().Started(Version, string.Join(", ", Listeners), Parts.Directory.Count);
    }

    private async Task<string> StartWebAsync(CancellationToken cancel)
    {
        var web = _settings.Web;
        var pages = web.Manager
            ? new ManagerParts(new ManagedCompanies(Parts.Store, _catalogue, _watch, _settings.Operator, _edge.Time), Parts.Store, _edge.Time)
            {
                SoftphoneSecretOf = CompanyFormat.SecretOf,
                Vouchers = _settings.Vouchers.Pepper,
                Credited = () => Parts.Loop.Post(Bridge.ReadAccounts),
            }
            : null;
        var certificate = web.Url.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) ? SipEdge.CertificateOf(web, _settings.Sip, BridgeAssembly.DataFolder(Parts.Store, _edge), _edge) : null;
        return _open.KeepAsync(await WebSide.StartAsync(web, certificate, Health, Diagnostics, pages, Parts.Logs, cancel).ConfigureAwait(false)).Url;
    }

    private NoticeBacklog Backlog()
    {
        var (backlog, now) = (_notifier.Backlog, _edge.Time.GetUtcNow());
        return new NoticeBacklog(backlog.Waiting, backlog.Failed, (long)(now - (backlog.Oldest ?? now)).TotalSeconds);
    }
}
