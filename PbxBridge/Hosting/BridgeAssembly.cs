using System.Security.Cryptography;
using PbxBridge.Configuration;
using PbxBridge.Logging;
using PbxBridge.Media.Relay;
using PbxBridge.Media.Sounds;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage;
using PbxBridge.Storage.Calls;
using PbxBridge.Trunks;

namespace PbxBridge.Hosting;

/// <summary>Opens the parts of a bridge in order.</summary>
internal static class BridgeAssembly
{
    private static readonly TimeSpan NameServerWait = TimeSpan.FromSeconds(3);

    /// <summary>Half of T1 (RFC 3261 §17.1.1.1): a longer turn makes peers repeat their messages.</summary>
    private static readonly TimeSpan HarmfulTurn = TimeSpan.FromMilliseconds(250);

    /// <param name="open">Gets what must be closed again, also when a later part fails.</param>
    public static (BridgeParts Parts, CompanyCatalogue Catalogue) Open(BridgeSettings settings, ProcessEdge edge, OpenParts open)
    {
        var lines = open.Keep(BridgeLogs.Open(settings.Log, settings.Log.Folder.Length == 0 ? null : edge.InWorkingFolder(settings.Log.Folder)));
        var logs = lines.Factory;
        var log = logs.CreateLogger<BridgeHost>();
        var store = open.Keep(Store.Open(settings.Store with { Path = edge.InWorkingFolder(settings.Store.Path) }, edge.Time));
        var catalogue = CompaniesAt.Open(store, settings.Operator, edge, first: true, out var directory);
        foreach (var fault in catalogue.Faults)
            log.DocumentUnusable(fault);
        var loop = open.Keep(new SignallingLoop(edge.Time, (culprit, took) => SlowTurn(log, culprit, took), log.LoopFault));
        var random = new CryptoRandomSource();
        var tlsPeers = new TlsPeerNames();
        var parts = new BridgeParts
        {
            Loop = loop,
            Transports = open.Keep(TransportTable.Open(loop, settings.Sip.Listeners, SipEdge.TransportOptionsOf(settings.Sip, tlsPeers, DataFolder(store, edge), edge))),
            TlsPeers = tlsPeers,
            Locator = open.Keep(LocatorOn(loop, settings.Sip, random, edge.Time, log)),
            Random = random,
            Time = edge.Time,
            Media = settings.Media.Enabled ? open.Keep(new RtpRelay(RelayOptions(settings), edge.Time)) : null,
            Prompts = settings.Media.Enabled ? ReadPrompts(edge.BesideProgram(settings.Media.Prompts), log) : PromptSet.None,
            Directory = directory,
            Store = store,
            Records = open.KeepAsync(new CallRecordWriter(store, logs.CreateLogger<CallRecordWriter>())),
            Epoch = store.BeginEpoch(),
            CallIds = new CallIdSource(edge.Time, RandomNumberGenerator.Fill),
            Sip = settings.Sip,
            MediaOptions = settings.Media,
            Operator = settings.Operator,
            Security = settings.Security,
            Notices = settings.Notices,
            Vouchers = settings.Vouchers,
            NonceKey = store.SecretKey("nonce"),
            Logs = logs,
            Ended = lines.Ended,
        };
        return (parts, catalogue);
    }

    private static void SlowTurn(ILogger log, string culprit, TimeSpan took) =>
        log.SlowTurn(took >= HarmfulTurn ? LogLevel.Warning : LogLevel.Debug, culprit, Math.Round(took.TotalMilliseconds));

    public static string DataFolder(Store store, ProcessEdge edge) => Path.GetDirectoryName(store.Path) ?? edge.WorkingFolder;

    private static ServerLocator LocatorOn(SignallingLoop loop, SipOptions sip, CryptoRandomSource random, TimeProvider time, ILogger log) => new(
        loop, new SystemNames(SystemNames.Configured(), NameServerWait, time), new Random((int)random.Next()),
        [.. sip.Listeners.Select(listener => listener.Kind).Distinct()], log.LookUpFault);

    private static RtpRelayOptions RelayOptions(BridgeSettings settings)
    {
        var (media, sip) = (settings.Media, settings.Sip);
        var family = MediaEdge.FamilyOf(media, sip);
        var both = MediaEdge.TakesBoth(media, sip);
        return new()
        {
            AdvertisedAddress = MediaEdge.AddressOf(media, sip, family),
            OtherAddress = both ? MediaEdge.AddressOf(media, sip, MediaEdge.OtherThan(family)) : null,
            BindAddress = both ? System.Net.IPAddress.IPv6Any : media.Bind,
            PortMin = media.PortMin,
            PortMax = media.PortMax,
            EmergencyPairs = CallRoom.EmergencyPairs(media),
            WatchdogAfter = media.Watchdog,
        };
    }

    private static PromptSet ReadPrompts(string folder, ILogger log)
    {
        var prompts = PromptSet.Load(folder, out var faults);
        foreach (var fault in faults)
            log.PromptFault(fault);
        return prompts;
    }
}
