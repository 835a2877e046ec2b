using System.Collections.Immutable;
using PbxBridge.Access;
using PbxBridge.Charges;
using PbxBridge.Configuration;
using PbxBridge.Hosting;
using PbxBridge.Notices;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Trunks;
using PbxBridge.Voicemail;

namespace PbxBridge.Calls;

/// <summary>The live bridge: the core, the trunks, the registrar and the calls, put together on one signalling loop.</summary>
internal sealed class Bridge : IBridge, IRequestHandler, IAsyncDisposable
{
    private readonly BridgeParts _parts;
    private readonly ILogger _log;
    private readonly Switchboard _board;
    private readonly InboundCalls _calls;
    private readonly Registrar.Registrar _registrar;
    private readonly CallerGate _gate;
    private readonly CallTreatments _treatments;
    private readonly ChargeDesk _charges;
    private readonly MessageWaiting _lamps;
    private readonly TrunkProbe _probe;
    private readonly TrunkTexts _texts;
    private readonly HashSet<PhoneNumber> _depositNumbers;
    private CompanyDirectory _directory;
    private long _total;
    private volatile BridgeStatus _status = BridgeStatus.Idle;

    public Bridge(BridgeParts parts)
    {
        _parts = parts;
        _directory = parts.Directory;
        _depositNumbers = [.. parts.Operator.DepositNumbers];
        _log = parts.Logs.CreateLogger<Bridge>();
        var layer = new TransactionLayer(parts.Loop, parts.Transports, parts.Random) { LargestDatagram = parts.Sip.LargestDatagram };
        var core = new UserAgentCore(parts.Loop, layer, new DialogRouter(parts.Transports, parts.Locator), parts.Random) { Handler = this };
        var flows = new CallFlows(parts.Loop);
        layer.Tap = flows;
        var trunks = new TrunkBook(parts.Transports, parts.Locator, parts.Random, parts.TlsPeers);
        _gate = new CallerGate(parts, trunks) { IgnoresStrangers = parts.Security.IgnoreStrangers };
        _registrar = new Registrar.Registrar(parts, _gate);
        flows.Closed = _registrar.ConnectionClosed;
        trunks.IsPhone = from => _registrar.RegisteredAt(from) is not null;
        _treatments = new CallTreatments(parts, () => _directory);
        _charges = new ChargeDesk(
            parts.Loop, parts.Store, parts.Epoch, parts.ChargeScheduler ?? new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default).ExclusiveScheduler, _directory,
            parts.Records, parts.Logs.CreateLogger<ChargeDesk>());
        _charges.Open();
        _treatments.Credited = _charges.ReadAccounts;
        var calls = new CallTable();
        var log = parts.Logs.CreateLogger<Call>();
        _board = new Switchboard
        {
            Core = core,
            Loop = parts.Loop,
            OutOfReach = new OutOfReach(parts.Loop),
            HuntTimers = parts.Operator.Timers.Hunt,
            LongestCall = parts.Operator.Timers.LongestCall,
            Random = parts.Random,
            Trunks = trunks,
            Contacts = _registrar,
            Media = parts.Media,
            OffersKeys = parts.MediaOptions.OffersSrtp,
            Prompts = parts.Prompts,
            Treatments = _treatments,
            Flows = flows,
            Calls = calls,
            Charges = _charges,
            Ioi = parts.Operator.Ioi.Length > 0 ? parts.Operator.Ioi : null,
            Record = parts.Record ?? parts.Records.TryEnqueue,
            Part = parts.Records.TryEnqueue,
            Log = log,
            Ended = parts.Ended ?? ((in EndedCall call) => CallsLog.Ended(log, call)),
            IsDepositNumber = IsDepositNumber,
        };
        var mostCalls = CallRoom.MostCalls(parts.Sip, parts.MediaOptions);
        _calls = new InboundCalls(_board, new PhoneGate(_gate, _registrar.Bindings, () => _directory), parts.CallIds)
        {
            Directory = _directory,
            Accounts = _charges.Accounts,
            HasRoom = () => calls.Count < mostCalls && !parts.Records.IsFilling && !_charges.Quotas.IsFull,
        };
        _board.Redirects = new Redirects(_board, _calls);
        _board.Transfers = new Transfer.Transfers(_board, _calls, parts.CallIds);
        _texts = new TrunkTexts(_board);
        _treatments.Lamps = _lamps = new MessageWaiting(_board, _gate, () => _directory) { Count = _treatments.Count };
        _probe = new TrunkProbe(core, parts.Loop, parts.Random, trunks, TrunkChanged);
        layer.Admission = new Overload(
            () => parts.Loop.Lag, parts.Drops ?? DropsOf(parts.Transports), parts.Sip.MaxLag, parts.Random, digits => _directory.Numbering.EmergencyNumbers.Contains(digits),
            () => parts.Loop.Now)
        { Changed = OverloadChanged };
        UseTrunks();
        _registrar.Bindings.TrunkChanged = TrunkRegistered;
    }

    public int ActiveCalls => _board.Calls.Count;

    /// <summary>For the tests that look for leftovers.</summary>
    internal UserAgentCore Core => _board.Core;

    internal ChargeDesk Charges => _charges;

    internal MessageWaiting Lamps => _lamps;

    internal SetupTraces Traces => _board.Traces;

    internal IEnumerable<Trunk> Trunks => _board.Trunks.All;

    public SipCounters? Counters => _board.Core.Layer.Counters;

    public void Start()
    {
        _parts.Transports.Start(_board.Core.Layer);
        _probe.Start();
        _charges.Start();
    }

    public void ReadAccounts() => _charges.ReadAccounts();

    public void BeginDrain() => _calls.IsClosed = true;

    public void EndCalls()
    {
        var running = _board.Calls.All.ToArray();
        foreach (var call in running.Where(call => call.Journal.AnsweredAt is not null))
            call.Bill.Closing = Storage.Charges.Closing.AdministratorCut;
        foreach (var call in running)
            call.Ending.End(Routing.Plans.CallCause.Cleared);
    }

    public void SendText(TrunkText text, Action<TextAnswer> done) => _parts.Loop.Post(() => _texts.Send(text, done));

    public Task IdleAsync(CancellationToken cancellation) => _treatments.IdleAsync(cancellation);

    /// <summary>Writes the records of calls that ended just now. The loop runs no more.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var journal in _board.Calls.Closing.ToArray())
            journal.Close();
        await _charges.Quotas.IdleAsync().ConfigureAwait(false);
    }

    public BridgeStatus Status() => _status with
    {
        Calls = ActiveCalls,
        Registrations = _registrar.Count,
        TotalCalls = Interlocked.Read(ref _total),
        UnknownCells = _calls.UnknownCells,
    };

    public void Use(CompanyDirectory directory)
    {
        _directory = directory;
        _calls.Directory = directory;
        _charges.Use(directory);
        _gate.Use(directory);
        _registrar.Use(directory);
        _lamps.Use(directory);
        UseTrunks();
    }

    public void InviteReceived(InviteUas uas, SipMessage invite)
    {
        Interlocked.Increment(ref _total);
        _calls.Receive(uas, invite);
    }

    public void RequestReceived(ServerTransaction transaction, SipMessage request)
    {
        switch (request.Method)
        {
            case SipMethod.Register:
                _registrar.Receive(transaction, request);
                break;
            case SipMethod.Subscribe:
                _lamps.Receive(transaction, request);
                break;
            default:
                AnswerOptions(transaction);
                break;
        }
        if (_board.Trunks.Identify(request, transaction.From) is { IsUp: false } trunk)
            _probe.Heard(trunk);
    }

    // A bridge that drains says so, and peers that probe send their calls elsewhere (§11.2 answers as an INVITE would be).
    private void AnswerOptions(ServerTransaction transaction)
    {
        var status = _calls.IsClosed ? 503 : 200;
        var writer = transaction.Begin(status);
        writer.Header(HeaderId.Allow, UserAgentCore.Allow);
        writer.Header(HeaderId.AllowEvents, UserAgentCore.AllowEvents);
        writer.Header(HeaderId.Accept, UserAgentCore.Accept);
        writer.Header(HeaderId.AcceptEncoding, "identity"u8);
        writer.Header(HeaderId.AcceptLanguage, "pl, en"u8);
        writer.Header(HeaderId.Supported, UserAgentCore.Supported);
        writer.Header(HeaderId.Server, _board.Core.Product);
        writer.Finish();
        transaction.Send(writer, status);
    }

    private static Func<long> DropsOf(TransportTable transports)
    {
        var listeners = transports.Transports.OfType<UdpTransport>().ToArray();
        return () => listeners.Sum(listener => listener.ReadDrops() ?? 0);
    }

    private void OverloadChanged(bool refusing)
    {
        if (refusing)
            CallsLog.OverloadBegan(_log);
        else
            CallsLog.OverloadEnded(_log);
    }

    private bool IsDepositNumber(string? company, PhoneNumber number) =>
        _depositNumbers.Contains(number) || (company is not null && _directory.Company(company) is { } owner && owner.IsDepositNumber(number));

    private void UseTrunks()
    {
        _board.Trunks.Use(TrunkSource.All(_parts.Operator, _directory));
        PublishTrunks();
    }

    private void TrunkRegistered(string id)
    {
        if (_directory.TrunkOf(id) is not { } owner || !_board.Trunks.Register(id, _registrar.Of(owner)) || _board.Trunks.Find(id) is not { } trunk)
            return;
        CallsLog.TrunkChanged(_log, id, trunk.Targets.IsEmpty ? "registration" : trunk.Targets[0].HostPort, trunk.IsUp ? "up" : "down");
        PublishTrunks();
    }

    private void TrunkChanged(Trunk trunk, TrunkTarget target)
    {
        CallsLog.TrunkChanged(_log, trunk.Id, target.HostPort, target.IsUp ? "up" : "down");
        PublishTrunks();
    }

    private void PublishTrunks() =>
        _status = _status with { Trunks = _board.Trunks.All.ToImmutableSortedDictionary(t => t.Id, t => t.IsUp, StringComparer.Ordinal) };
}
