using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Calls;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Transport;
using PbxBridge.Storage.Calls;
using PbxBridge.Storage.Charges;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Office;

/// <summary>The real bridge with the demo company, its PBX, the mobile network and softphones, in virtual time on one thread.</summary>
/// <remarks>At the end (<see cref="Dispose"/>) everything is hung up and the office is checked: nothing left over, one record a call, nothing leaked from leg to leg.</remarks>
internal sealed class TestOffice : IDisposable
{
    public const string BridgeHost = "192.0.2.1";
    public const string MobileHost = "198.51.100.70";
    public const string PbxHost = "203.0.113.80";

    private readonly TransportTable _transports;
    private readonly TemporaryStore _store;
    private readonly Storage.Store _timed;
    private readonly CallRecordWriter _writer;
    private readonly Dictionary<string, Party> _softphones = [];
    private readonly List<SipPhone> _phones = [];
    private readonly CompanyDirectory _directory;
    private int _timersAtRest;
    private int _icids;
    private bool _checked;
    private bool _killed;

    private TestOffice(OfficeOptions options)
    {
        Options = options;
        _store = options.Store ?? new TemporaryStore(new OfficeClock(Time));
        // Its own clock is the office's; the writer's thread has a real one.
        _timed = _store.Open(Time);
        options.Before(_timed);
        Agenda = new Agenda(Time);
        Network = new InMemoryNetwork(Agenda, options.Seed) { Faults = options.Faults, IsRecording = options.Records };
        Loop = new SignallingLoop(Time, null, Faults.Add);
        Pump = new Pump(Agenda, Loop);
        Media = new FakeRelay(Agenda, IPAddress.Parse(BridgeHost));
        Random = new SeededRandom(options.Seed * 77);
        Company = options.Company(DemoCompany.Snapshot);
        var settings = options.Operator(new OperatorOptions
        {
            Trunks = OperatorTrunks(new TrunkOptions { Peers = [new(MobileHost, 5070)] }),
        });
        _directory = CompanyDirectory.Of([Company], DemoCompany.Numbering, CompanyCatalogue.SettingsOf(settings)).With(options.Prices(DemoCompany.Prices));
        Listener = new InMemoryTransport(Network, Loop, 0, TransportKind.Udp, At(BridgeHost, 5060));
        _transports = new TransportTable(
            [Listener, new InMemoryTransport(Network, Loop, 1, options.Tls ? TransportKind.Tls : TransportKind.Tcp, At(BridgeHost, 5060))],
            Time);
        Loop.AtTurnEnd(_transports.Flush);
        _writer = new CallRecordWriter(_store.Store, NullLogger<CallRecordWriter>.Instance);
        MobileNetwork = Peer("mobile", MobileHost, 5070);
        Pbx = Peer("pbx", PbxHost, 5080);
        Bridge = new Bridge(Parts(settings));
        Bridge.Start();
        Run(0.05);
        _timersAtRest = Loop.Timers.Count;
    }

    public OfficeOptions Options { get; }

    public ManualTime Time { get; } = new();

    public Agenda Agenda { get; }

    public InMemoryNetwork Network { get; }

    public SignallingLoop Loop { get; }

    public Pump Pump { get; }

    public SeededRandom Random { get; }

    public FakeRelay Media { get; }

    public CompanySnapshot Company { get; }

    public Bridge Bridge { get; }

    /// <summary>The bridge's UDP port.</summary>
    public InMemoryTransport Listener { get; }

    /// <summary>The operator's side of all mobile numbers and of the world.</summary>
    public SipPhone MobileNetwork { get; }

    public SipPhone Pbx { get; }

    public List<CallRecord> Records { get; } = [];

    public LogBook Log { get; } = new();

    /// <summary>What callbacks of the loop threw.</summary>
    public List<Exception> Faults { get; } = [];

    public CallRecord Record => Assert.Single(Records);

    public Storage.Store Store => _timed;

    /// <summary>A record as it can be read again, with its messages.</summary>
    public CallRecord Stored(CallRecord record)
    {
        _writer.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
        return Store.Calls.Find(record.Id) ?? throw new InvalidOperationException($"No record {record.Id} in the store.");
    }

    /// <summary>What a call cost, as it stands in the store.</summary>
    public IReadOnlyList<ChargedCall> Charges(CallRecord record)
    {
        Flush();
        return Store.Charges.OfCall(record.Id);
    }

    /// <summary>Everything that was written is on disk then.</summary>
    public void Flush() => _writer.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();

    public OfficeLadder Ladder => new(this);

    public CompanyDirectory Directory => _directory;

    /// <summary>The directory with a change, as after an import.</summary>
    public CompanyDirectory DirectoryWith(CompanySnapshot company) => _directory.With(company);

    public static TestOffice Demo(OfficeOptions? options = null) => new(options ?? new OfficeOptions());

    public static System.Collections.Immutable.ImmutableSortedDictionary<string, TrunkOptions> OperatorTrunks(TrunkOptions mobile) =>
        System.Collections.Immutable.ImmutableSortedDictionary.Create<string, TrunkOptions>(StringComparer.Ordinal).Add("mobile", mobile);

    public static IpEndpoint At(string host, int port) => IpEndpoint.From(IPAddress.Parse(host), (ushort)port);

    /// <summary>A number that the mobile network carries: an employee's mobile, or anybody outside.</summary>
    public Party Mobile(string number) => Scripted(MobileNetwork).Party(number);

    /// <summary>The mobile network's identifier of one call more.</summary>
    public string NewIcid() => $"1234bc9876{14 + _icids++:x}";

    /// <summary>Somebody outside, who calls.</summary>
    public Party Caller(string number) => Mobile(number);

    /// <summary>The desk phone with that short number.</summary>
    public Party Desk(string extension) => Scripted(Pbx).Party("+4822555" + extension);

    /// <summary>A softphone of that user, registered from now on.</summary>
    public Party Softphone(string user, string? host = null, TransportKind transport = TransportKind.Udp)
    {
        var key = user + host;
        if (_softphones.TryGetValue(key, out var known))
            return known;
        var phone = Peer(user, host ?? $"10.20.30.{11 + _softphones.Count}", 5062, transport);
        var party = new Party(this, phone, user, new PhoneDigest(user, user + "-demo-2026"));
        _softphones.Add(key, party);
        var status = 0;
        phone.Register($"sip:{BridgeHost}", party.Credentials, response => status = response?.Status ?? 408);
        Assert.True(Pump.RunUntil(() => status != 0, TimeSpan.FromSeconds(70)));
        Assert.Equal(200, status);
        Rest();
        return party;
    }

    public void Run(double seconds) => Pump.Run(TimeSpan.FromSeconds(seconds));

    /// <summary>Runs until the condition holds; fails when it does not within the time.</summary>
    public void RunUntil(Func<bool> condition, double seconds = 60) => Assert.True(Pump.RunUntil(condition, TimeSpan.FromSeconds(seconds)), "It did not come to that.");

    /// <summary>Does it in a turn of the loop.</summary>
    public void OnLoop(Action work)
    {
        Loop.Post(work);
        Pump.Settle();
    }

    public void OnLoopLater(Action work) => Loop.Post(work);

    /// <summary>The process dies: nothing is hung up, written or looked at any more.</summary>
    public void Kill() => _checked = _killed = true;

    /// <summary>Hangs everything up, waits for the tails and looks for leftovers.</summary>
    public void End()
    {
        if (_checked)
            return;
        _checked = true;
        foreach (var call in Phones.SelectMany(phone => phone.Calls).ToArray())
        {
            if (call.State == PhoneCallState.Answered)
                call.HangUp();
            else if (call is { IsOutgoing: true, State: not PhoneCallState.Ended })
                call.Cancel();
        }
        Run(140);
        Pump.RunUntil(() => Bridge.Core.Layer.ClientCount == 0 && Bridge.Core.Layer.ServerCount == 0, TimeSpan.FromSeconds(90));
        Leftovers.AssertNone(this, _timersAtRest);
        if (Options is { Records: true, Relays: true, RelaysAll: true })
            Hiding.AssertNothingLeaked(this);
    }

    /// <summary>Every peer that the test made.</summary>
    public IReadOnlyList<SipPhone> Phones => _phones;

    public void Dispose()
    {
        try
        {
            End();
        }
        finally
        {
            if (!_killed)
                Bridge.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _transports.Dispose();
            Loop.Dispose();
            _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _timed.Dispose();
            if (Options.Store is null)
                _store.Dispose();
        }
    }

    public SipPhone Peer(string name, string host, int port, TransportKind transport = TransportKind.Udp)
    {
        var phone = new SipPhone(Network, name, At(host, port), At(BridgeHost, 5060), transport, Options.Seed) { Product = $"{name}-phone/1.0" };
        _phones.Add(phone);
        return phone;
    }

    /// <summary>Registrations and probes leave timers that are not of calls: what is armed after a pause is the measure.</summary>
    public void Rest()
    {
        Run(40);
        Pump.RunUntil(() => Bridge.Core.Layer.ClientCount == 0 && Bridge.Core.Layer.ServerCount == 0, TimeSpan.FromSeconds(60));
        _timersAtRest = Loop.Timers.Count;
    }

    private Exchange Scripted(SipPhone peer) => peer == Pbx ? _pbx ??= new Exchange(this, peer) : _mobile ??= new Exchange(this, peer);

    private Exchange? _pbx;
    private Exchange? _mobile;

    private BridgeParts Parts(OperatorOptions settings) => new()
    {
        Loop = Loop,
        Transports = _transports,
        Locator = new ServerLocator(Loop, Options.Names, new Random(1), [TransportKind.Udp, TransportKind.Tcp], Faults.Add),
        Random = Random,
        Time = Time,
        Media = Options.Relays ? Media : null,
        Prompts = DemoCompany.Prompts,
        Directory = _directory,
        Store = _timed,
        Epoch = _timed.BeginEpoch(),
        ChargeScheduler = Options.ChargeScheduler ?? new InlineScheduler(),
        Records = _writer,
        Record = record =>
        {
            Records.Add(record);
            var taken = _writer.TryEnqueue(record);
            if (Options.WritesAtOnce)
                Flush();
            return taken;
        },
        Drops = () => Listener.Dropped,
        StoreScheduler = new InlineScheduler(),
        CallIds = new CallIdSource(Time, static bytes => bytes.Clear()),
        Sip = Options.Sip,
        MediaOptions = Options.Media,
        Operator = settings,
        Security = Options.Security,
        Notices = Options.Notices,
        Vouchers = Options.Vouchers,
        NonceKey = new byte[32],
        Logs = Log,
    };
}
