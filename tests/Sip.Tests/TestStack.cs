using PbxBridge.Sip.Dialogs;
using PbxBridge.Sip.Loop;
using PbxBridge.Sip.Messages;
using PbxBridge.Sip.Transactions;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests;

/// <summary>Transactions and dialogs over an in-memory network in virtual time, with a <see cref="TestUser"/> on top.</summary>
internal sealed class TestStack : IDisposable
{
    public static readonly IpEndpoint BridgeAddress = At("192.0.2.1:5060");
    public static readonly IpEndpoint PhoneAddress = At("192.0.2.10:5060");
    public static readonly IpEndpoint OtherAddress = At("192.0.2.20:5060");

    private readonly TransportTable _transports;

    public TestStack(ulong seed = 1)
    {
        Agenda = new Agenda(Time);
        Network = new InMemoryNetwork(Agenda, seed);
        Loop = new SignallingLoop(Time, null, Faults.Add);
        Pump = new Pump(Agenda, Loop);
        var random = new SeededRandom(seed + 99);
        _transports = new TransportTable(
            [new InMemoryTransport(Network, Loop, 0, TransportKind.Udp, BridgeAddress), new InMemoryTransport(Network, Loop, 1, TransportKind.Tcp, BridgeAddress)],
            Time);
        Layer = new TransactionLayer(Loop, _transports, random) { User = new NoUser() };
        var locator = new ServerLocator(Loop, Names, new Random(1), [TransportKind.Udp, TransportKind.Tcp], Faults.Add);
        User = new TestUser(this);
        Core = new UserAgentCore(Loop, Layer, new DialogRouter(_transports, locator), random) { Handler = User };
        Loop.AtTurnEnd(_transports.Flush);
        _transports.Start(Layer);
    }

    public ManualTime Time { get; } = new();

    public Agenda Agenda { get; }

    public InMemoryNetwork Network { get; }

    public FixedNames Names { get; } = new();

    public SignallingLoop Loop { get; }

    public Pump Pump { get; }

    public TransactionLayer Layer { get; }

    public UserAgentCore Core { get; }

    public TestUser User { get; }

    /// <summary>What callbacks threw.</summary>
    public List<Exception> Faults { get; } = [];

    public static IpEndpoint At(string text) => IpEndpoint.TryParse(text, out var endpoint) ? endpoint : throw new ArgumentException(text);

    public SipPhone NewPhone(string name = "anna", TransportKind transport = TransportKind.Udp, string? address = null) =>
        new(Network, name, address is null ? PhoneAddress : At(address), BridgeAddress, transport);

    public Flow FlowTo(SipPhone phone) => new(phone.Transport, phone.Transport == TransportKind.Udp ? (byte)0 : (byte)1, phone.Address);

    /// <summary>A phone whose call the bridge has answered.</summary>
    public (SipPhone Phone, PhoneCall Call) Established()
    {
        var phone = NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        Run(0);
        User.Accept();
        Run(1);
        return (phone, call);
    }

    /// <summary>Calls the phone from the bridge.</summary>
    public InviteUac Call(SipPhone phone, InviteRequest? like = null) => OnLoop(() => Core.Invite((like ?? Invite(phone)) with { Flow = FlowTo(phone) }, User));

    public InviteRequest Invite(SipPhone phone) => new()
    {
        RequestUri = Bytes($"sip:{phone.Name}@{phone.Address.HostText()}"),
        From = "<sip:bridge@192.0.2.1>"u8.ToArray(),
        To = Bytes($"<{phone.Aor}>"),
        Flow = FlowTo(phone),
        Sdp = TestUser.Sdp,
    };

    public static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>Does it in a turn of the loop, as the program would.</summary>
    public T OnLoop<T>(Func<T> work)
    {
        var result = default(T);
        Loop.Post(() => result = work());
        Pump.Settle();
        return result!;
    }

    public void OnLoop(Action work)
    {
        Loop.Post(work);
        Pump.Settle();
    }

    public void Run(double seconds) => Pump.Run(TimeSpan.FromSeconds(seconds));

    /// <summary>Nothing is left of any call, and nothing was thrown.</summary>
    public void AssertEmpty()
    {
        Assert.Empty(Faults);
        Assert.Equal((0, 0, 0), (Core.DialogCount, Layer.ClientCount, Layer.ServerCount));
        Assert.Equal(0, Loop.Timers.Count);
    }

    public void Dispose()
    {
        _transports.Dispose();
        Loop.Dispose();
        Assert.Empty(Faults);
    }

    private sealed class NoUser : ITransactionUser
    {
        public void RequestReceived(ServerTransaction transaction, SipMessage request)
        {
        }

        public void AckReceived(SipMessage ack, in Flow from)
        {
        }

        public void Cancelled(ServerTransaction invite, SipMessage cancel)
        {
        }

        public void ForkAnswered(SipMessage success, ulong invite, in Flow flow)
        {
        }

        public void ResponseFailed(ServerTransaction transaction)
        {
        }
    }
}
