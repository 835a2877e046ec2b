using System.Globalization;
using PbxBridge.Sip.Transport;

namespace PbxBridge.Testing;

/// <summary>A scripted SIP peer on the <see cref="InMemoryNetwork"/>: phone, PBX or trunk. It speaks text and shares no code with the bridge.</summary>
public sealed class SipPhone : INetworkPort
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(40);

    private readonly InMemoryNetwork _network;
    private readonly SeededRandom _random;
    private readonly PhoneRequests _requests;
    private readonly Dictionary<string, byte[]?> _answers = [];
    private readonly Dictionary<string, PhoneCall> _byCallId = [];
    private int _connection;

    /// <param name="server">Where its requests go.</param>
    public SipPhone(
        InMemoryNetwork network, string name, IpEndpoint address, IpEndpoint server, TransportKind transport = TransportKind.Udp, ulong seed = 7)
    {
        _network = network;
        _random = new SeededRandom(seed ^ (ulong)address.GetHashCode());
        _requests = new PhoneRequests(network.Agenda, bytes => SendBytes(bytes, Server), transport.IsReliable());
        Name = name;
        Address = address;
        Server = server;
        Transport = transport;
        network.Bind(transport, address, this);
    }

    public string Name { get; }

    public IpEndpoint Address { get; }

    public IpEndpoint Server { get; }

    public TransportKind Transport { get; }

    public PhoneScript Script { get; set; } = PhoneScript.Answers;

    /// <summary>What it does with a certain call; null: <see cref="Script"/>. A network answers for many numbers.</summary>
    public Func<WireMessage, PhoneScript>? ScriptOf { get; set; }

    /// <summary>Told of each new call to it.</summary>
    public Action<PhoneCall>? Called { get; set; }

    /// <summary>Value of User-Agent and Server; null for none.</summary>
    public string? Product { get; set; }

    /// <summary>Sees every request and response before the script does; true when the test has dealt with it.</summary>
    public Func<WireMessage, bool>? Intercept { get; set; }

    /// <summary>Calls in both directions, oldest first.</summary>
    public List<PhoneCall> Calls { get; } = [];

    /// <summary>Everything that came, repetitions too.</summary>
    public List<(TimeSpan At, WireMessage Message)> Received { get; } = [];

    public PhoneCall Call => Calls[^1];

    public string Aor => $"sip:{Name}@{Address.HostText()}";

    /// <summary>Host and port that its Contact shows, as behind a NAT; null for its address.</summary>
    public string? Inside { get; set; }

    public string Contact => Transport switch
    {
        TransportKind.Tcp => $"<sip:{Name}@{Inside ?? Address.ToString()};transport=tcp>",
        TransportKind.Tls => $"<sip:{Name}@{Inside ?? Address.ToString()};transport=tls>",
        _ => $"<sip:{Name}@{Inside ?? Address.ToString()}>",
    };

    public string Sdp =>
        $"v=0\r\no={Name} 1 1 IN IP4 {Address.HostText()}\r\ns=-\r\nc=IN IP4 {Address.HostText()}\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";

    internal Agenda Agenda => _network.Agenda;

    public IEnumerable<WireMessage> Requests(string method) => Received.Select(r => r.Message).Where(m => m.IsRequest && m.Method == method);

    public IEnumerable<WireMessage> Responses(int status) => Received.Select(r => r.Message).Where(m => m.Status == status);

    /// <summary>Times of every receipt of that request, in seconds.</summary>
    public double[] Times(string method) => [.. Received.Where(r => r.Message.IsRequest && r.Message.Method == method).Select(r => r.At.TotalSeconds)];

    /// <summary>Times of every receipt of that response, in seconds.</summary>
    public double[] Times(int status, string method) => [.. Received.Where(r => r.Message.Status == status && r.Message.Method == method).Select(r => r.At.TotalSeconds)];

    /// <summary>Places a call.</summary>
    public PhoneCall Dial(string uri, DialOptions? options = null)
    {
        var call = PhoneCall.Outgoing(this, uri, options ?? new DialOptions());
        Add(call);
        call.SendInvite();
        return call;
    }

    /// <summary>Sends a request outside of a dialog; the action gets every response, null when none came.</summary>
    public WireMessage Request(string method, string uri, Action<WireMessage?>? response = null, params (string Name, string Value)[] headers)
    {
        var request = NewRequest(method, uri, $"<{Aor}>;tag={Token()}", $"<{uri}>", Token() + "@" + Name, 1).With("Contact", Contact);
        foreach (var (name, value) in headers)
            request.Set(name, value);
        Start(request, response ?? (_ => { }));
        return request;
    }

    /// <summary>Registers the contact; a challenge is answered. The action gets the last response.</summary>
    public void Register(string registrar, PhoneDigest? credentials, Action<WireMessage?> done, int expires = 3600, params (string Name, string Value)[] headers)
    {
        var uri = WireMessage.Uri(registrar);
        var callId = Token() + "@" + Name;
        void Send(uint sequence, string? challenge, bool proxy) =>
            Start(Authorized(sequence, challenge, proxy), response =>
            {
                if (response?.Status is 401 or 407 && credentials is not null && challenge is null)
                    Send(sequence + 1, response[response.Status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate"], response.Status == 407);
                else if (response is null || response.Status >= 200)
                    done(response);
            });
        WireMessage Authorized(uint sequence, string? challenge, bool proxy)
        {
            var request = NewRequest("REGISTER", uri, $"<sip:{Name}@{HostOf(uri)}>;tag={Name}r", $"<sip:{Name}@{HostOf(uri)}>", callId, sequence)
                .With("Contact", Contact).With("Expires", expires.ToString(CultureInfo.InvariantCulture));
            request.Headers.AddRange(headers);
            if (challenge is not null && credentials is not null)
                request.With(proxy ? "Proxy-Authorization" : "Authorization", credentials.Answer(challenge, "REGISTER", uri));
            return request;
        }
        Send(1, null, false);
    }

    /// <summary>Sends a message as it is.</summary>
    public void Send(WireMessage message) => SendBytes(message.ToBytes(), Server);

    public void SendBytes(byte[] bytes, IpEndpoint to)
    {
        if (Transport == TransportKind.Udp)
            _network.SendDatagram(Address, to, bytes);
        else
            _network.SendStream(Transport, this, Address, to, _connection, bytes);
    }

    /// <summary>A request with everything that RFC 3261 §8.1.1 asks for, but Contact.</summary>
    public WireMessage NewRequest(string method, string uri, string from, string to, string callId, uint sequence)
    {
        var request = new WireMessage($"{method} {uri} SIP/2.0")
            .With("Via", $"SIP/2.0/{Transport.ToString().ToUpperInvariant()} {Address};branch=z9hG4bK{Token()};rport")
            .With("Max-Forwards", "70").With("From", from).With("To", to).With("Call-ID", callId).With("CSeq", $"{sequence} {method}");
        return Product is null ? request : request.With("User-Agent", Product);
    }

    /// <summary>A response to <paramref name="request"/>; the tag goes to To when it has none.</summary>
    public WireMessage NewResponse(WireMessage request, int status, string tag, string phrase = "Phrase")
    {
        var response = new WireMessage($"SIP/2.0 {status} {phrase}");
        foreach (var via in request.All("Via"))
            response.With("Via", via);
        response.With("From", request["From"]);
        response.With("To", request.ToTag.Length == 0 && status > 100 ? request["To"] + ";tag=" + tag : request["To"]);
        response.With("Call-ID", request.CallId).With("CSeq", request["CSeq"]);
        if (Product is not null)
            response.With("Server", Product);
        if (request.Method == "INVITE" && status is > 100 and < 300)
        {
            foreach (var route in request.All("Record-Route"))
                response.With("Record-Route", route);
        }
        return response;
    }

    /// <summary>For <see cref="Intercept"/>: refuses or takes a request of this method by itself. False when the message is another.</summary>
    public bool AnswerWith(WireMessage message, string method, int status, bool withinDialog = false)
    {
        if (!message.IsRequest || message.Method != method || (withinDialog && message.ToTag.Length == 0))
            return false;
        Answer(message, NewResponse(message, status, "x"));
        return true;
    }

    /// <summary>Sends a response and keeps it for repetitions of the request.</summary>
    public void Answer(WireMessage request, WireMessage response)
    {
        var bytes = response.ToBytes();
        _answers[KeyOf(request)] = bytes;
        SendBytes(bytes, Server);
    }

    /// <summary>Drops what is known of all calls and messages, so that a test of memory sees the bridge alone.</summary>
    public void ForgetAll()
    {
        Calls.Clear();
        Received.Clear();
        _byCallId.Clear();
        _answers.Clear();
    }

    internal void Start(WireMessage request, Action<WireMessage?> response) => _requests.Start(request, response);

    internal string Token() => _random.Next().ToString("x16", CultureInfo.InvariantCulture)[..12];

    void INetworkPort.Received(byte[] bytes, IpEndpoint from, int connection)
    {
        _connection = connection;
        var message = WireMessage.Parse(bytes);
        Received.Add((Agenda.Time.Elapsed, message));
        if (Script.IsDead || Intercept?.Invoke(message) == true)
            return;
        if (message.IsRequest)
            TakeRequest(message);
        else
            _requests.Receive(message);
    }

    void INetworkPort.Unreachable(IpEndpoint to) => _connection = 0;

    void INetworkPort.Closed(IpEndpoint remote, int connection) => _connection = 0;

    private static string HostOf(string uri) => uri[(uri.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string KeyOf(WireMessage request) => request.Branch + " " + request.Method;

    private void TakeRequest(WireMessage request)
    {
        if (request.Method == "ACK")
        {
            _byCallId.GetValueOrDefault(request.CallId)?.TakeAck(request);
            return;
        }
        var key = KeyOf(request);
        if (_answers.TryGetValue(key, out var last))
        {
            if (last is not null)
                SendBytes(last, Server);
            return;
        }
        _answers[key] = null;
        Agenda.After(Remembered, () => _answers.Remove(key));
        if (_byCallId.TryGetValue(request.CallId, out var call) && (request.ToTag.Length > 0 || request.Method == "CANCEL"))
            call.TakeRequest(request);
        else if (request.Method == "INVITE")
            TakeCall(request);
        else
            Answer(request, NewResponse(request, request.Method == "OPTIONS" ? 200 : 481, Token()).With("Allow", Script.Allow));
    }

    private void TakeCall(WireMessage invite)
    {
        var call = PhoneCall.Incoming(this, invite);
        Add(call);
        Called?.Invoke(call);
        call.Play();
    }

    private void Add(PhoneCall call)
    {
        Calls.Add(call);
        _byCallId[call.CallId] = call;
    }
}
