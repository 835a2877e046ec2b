using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PbxBridge.Access;
using PbxBridge.Hosting;
using PbxBridge.Registrar;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Digest;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;

namespace PbxBridge.Tests.Registrar;

/// <summary>The registrar and the gate over an in-memory network, in virtual time. Users: anna and piotr of one company, ewa of another
/// with a realm of its own; each one's password is the name and "-word".</summary>
internal sealed class RegistrarStack : IRequestHandler, IDisposable
{
    public const string Company = "przyklad";

    private static readonly NumberingData Numbering =
        NumberingFolder.Read(Path.Combine(AppContext.BaseDirectory, "config", "numbering"), new DateOnly(2026, 1, 5));

    private readonly TransportTable _transports;
    private readonly UserAgentCore _core;
    private readonly List<Exception> _faults = [];
    private uint _sequence;

    public RegistrarStack(SourceGuardOptions? guard = null, Func<IpEndpoint, bool>? isTrusted = null, RegistrarOptions? options = null)
    {
        var agenda = new Agenda(Time);
        Network = new InMemoryNetwork(agenda);
        Loop = new SignallingLoop(Time, null, _faults.Add);
        Pump = new Pump(agenda, Loop);
        var random = new SeededRandom(3);
        _transports = new TransportTable(
            [new InMemoryTransport(Network, Loop, 0, TransportKind.Udp, Bridge), new InMemoryTransport(Network, Loop, 1, TransportKind.Tcp, Bridge)], Time);
        Directory = CompanyDirectory.Of([First(["anna", "piotr"]), Second()], Numbering, new OperatorSettings());
        var log = NullLogger.Instance;
        Guard = new SourceGuard(Loop, guard ?? new SourceGuardOptions(), log) { IsTrusted = isTrusted ?? (_ => false) };
        Gate = new CallerGate(Loop, Guard, Directory, new byte[16], log);
        Registrar = new PbxBridge.Registrar.Registrar(Loop, Gate, Directory, options ?? new RegistrarOptions(), log);
        Registrar.Bindings.Changed = Changes.Add;
        var tap = new ClosedTap(Registrar);
        var layer = new TransactionLayer(Loop, _transports, random) { Tap = tap };
        var locator = new ServerLocator(Loop, new FixedNames(), new Random(1), [TransportKind.Udp, TransportKind.Tcp], _faults.Add);
        _core = new UserAgentCore(Loop, layer, new DialogRouter(_transports, locator), random) { Handler = this };
        _transports.Start(layer);
    }

    public static IpEndpoint Bridge { get; } = At("192.0.2.1:5060");

    public ManualTime Time { get; } = new();

    public InMemoryNetwork Network { get; }

    public SignallingLoop Loop { get; }

    public Pump Pump { get; }

    public CompanyDirectory Directory { get; private set; }

    public SourceGuard Guard { get; }

    public CallerGate Gate { get; }

    public PbxBridge.Registrar.Registrar Registrar { get; }

    public BindingTable Bindings => Registrar.Bindings;

    public List<BindingChange> Changes { get; } = [];

    /// <summary>What the gate made of each INVITE; an accepted one is answered with 486.</summary>
    public List<GateResult> Calls { get; } = [];

    /// <summary>INVITEs come from a trunk with these credentials; null: from phones.</summary>
    public TrunkCredentials? Trunk { get; set; }

    public static IpEndpoint At(string text) => IpEndpoint.TryParse(text, out var endpoint) ? endpoint : throw new ArgumentException(text);

    public static SoftphoneSecret Secret(string user, string realm, string password)
    {
        var secret = DigestSecret.FromPassword(user, realm, password);
        return new SoftphoneSecret(realm, Encoding.ASCII.GetString(secret.Md5!), Encoding.ASCII.GetString(secret.Sha256!), Encoding.ASCII.GetString(secret.Sha512_256!));
    }

    public SipPhone Phone(string name = "anna", string address = "198.51.100.7:5060", TransportKind transport = TransportKind.Udp) =>
        new(Network, name, At(address), Bridge, transport);

    /// <summary>The company with these softphones; a password other than the usual one as <c>anna=other</c>.</summary>
    public void Use(params string[] users)
    {
        Directory = Directory.With(First(users));
        Gate.Use(Directory);
        Registrar.Use(Directory);
    }

    /// <summary>A REGISTER as the phone would write it, without credentials; each has a CSeq above the last one's.</summary>
    public WireMessage NewRegister(SipPhone phone, string? contact = null, int? expires = null, string? callId = null, string domain = "192.0.2.1")
    {
        var aor = $"<sip:{phone.Name}@{domain}>";
        var request = phone.NewRequest("REGISTER", $"sip:{domain}", aor + ";tag=a1", aor, callId ?? phone.Name + "-reg", ++_sequence);
        if (contact != "")
            request.With("Contact", contact ?? phone.Contact);
        if (expires is { } seconds)
            request.With("Expires", seconds.ToString(CultureInfo.InvariantCulture));
        return request;
    }

    /// <summary>Sends the request and gives the response that came at once; null when none did.</summary>
    public WireMessage? Send(SipPhone phone, WireMessage request)
    {
        var before = phone.Received.Count;
        phone.Send(request);
        Pump.Settle();
        return phone.Received.Skip(before).Select(r => r.Message).LastOrDefault(m => !m.IsRequest && m.CallId == request.CallId && m.CSeq == request.CSeq);
    }

    /// <summary>The same request once more, with the next CSeq, a branch of its own and the answer to the challenge.</summary>
    public WireMessage Proved(SipPhone phone, WireMessage request, WireMessage challenge, PhoneDigest digest)
    {
        var next = WireMessage.Parse(request.ToBytes());
        next.Set("CSeq", $"{++_sequence} {request.Method}");
        next.Set("Via", $"SIP/2.0/{phone.Transport.ToString().ToUpperInvariant()} {phone.Address};branch=z9hG4bKp{_sequence};rport");
        return next.Set("Authorization", digest.Answer(challenge["WWW-Authenticate"], request.Method, request.RequestUri));
    }

    /// <summary>Sends the request, answers the challenge, and gives the response to that.</summary>
    public WireMessage? Prove(SipPhone phone, WireMessage request, string? password = null, string? user = null)
    {
        var challenge = Send(phone, request);
        return challenge?.Status == 401
            ? Send(phone, Proved(phone, request, challenge, new PhoneDigest(user ?? phone.Name, password ?? phone.Name + "-word")))
            : challenge;
    }

    /// <summary>Registers with the usual password; the response.</summary>
    public WireMessage Register(SipPhone phone, string? contact = null, int? expires = null, string? callId = null) =>
        Prove(phone, NewRegister(phone, contact, expires, callId)) ?? throw new InvalidOperationException("No answer.");

    public WireMessage NewInvite(SipPhone phone, string? from = null, string domain = "192.0.2.1") =>
        phone.NewRequest("INVITE", $"sip:202@{domain}", from ?? $"<sip:{phone.Name}@{domain}>;tag=f{++_sequence}", $"<sip:202@{domain}>", $"call-{++_sequence}", ++_sequence)
            .With("Contact", phone.Contact);

    public void Run(double seconds) => Pump.Run(TimeSpan.FromSeconds(seconds));

    void IRequestHandler.InviteReceived(InviteUas uas, SipMessage invite)
    {
        var result = Trunk is null ? Gate.Check(uas, invite) : Gate.Check(uas, invite, Trunk);
        Calls.Add(result);
        if (result.IsAccepted)
            uas.Reject(486);
    }

    void IRequestHandler.RequestReceived(ServerTransaction transaction, SipMessage request) => Registrar.Receive(transaction, request);

    public void Dispose()
    {
        _transports.Dispose();
        Loop.Dispose();
        Assert.Empty(_faults);
    }

    private static CompanySnapshot First(string[] users) => Of(Company, "pbxbridge", 601_000_201, users);

    private static CompanySnapshot Second() => Of("druga", "Druga.example", 602_000_201, ["ewa"]);

    private static CompanySnapshot Of(string id, string realm, int firstNumber, string[] users)
    {
        var names = users.Select(user => user.Split('=')).ToArray();
        var numbers = names.Select((_, i) => new PhoneNumber(string.Create(CultureInfo.InvariantCulture, $"+48{firstNumber + i}"))).ToArray();
        return new CompanySnapshot
        {
            Id = id,
            Name = id,
            Realm = realm,
            Sites = [new Site("Warszawa", "22")],
            Employees = [.. names.Select((name, i) => new Employee { Id = name[0], Name = name[0], Mobile = numbers[i], Extension = $"{201 + i}", Site = "Warszawa" })],
            Softphones = [.. names.Select((name, i) => new Softphone(name[0], numbers[i], Secret(name[0], realm, name.Length > 1 ? name[1] : name[0] + "-word")))],
        };
    }

    private sealed class ClosedTap(PbxBridge.Registrar.Registrar registrar) : IMessageTap
    {
        public void Received(SipMessage message, in Flow from)
        {
        }

        public void Sent(ReadOnlySpan<byte> message, in Flow to)
        {
        }

        public void ConnectionClosed(in Flow flow) => registrar.ConnectionClosed(flow);
    }
}
