using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using PbxBridge.Hosting;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Demo;

/// <summary>One UDP address that speaks SIP: a PBX, a mobile network or a softphone, as far as the demo's calls need it.</summary>
/// <remarks>Everything of the demo runs on one scheduler that does one thing at a time.</remarks>
internal sealed class DemoPeer : IDisposable
{
    private readonly Socket _socket;
    private readonly Dictionary<string, IDemoCall> _calls = [];
    private readonly Dictionary<string, DemoRequest> _requests = [];
    private readonly CancellationTokenSource _closing = new();

    /// <param name="name">User part of its contact, and what the output calls it.</param>
    /// <param name="owner">Whose device it is, as a full number; null when the Request-URI tells.</param>
    /// <exception cref="StartException">The address is taken.</exception>
    public DemoPeer(string name, string? owner, IPEndPoint local, IPEndPoint bridge, TimeProvider time)
    {
        (Name, Owner, Bridge, Time) = (name, owner, bridge, time);
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Bind(local);
        }
        catch (SocketException fault)
        {
            _socket.Dispose();
            throw new StartException(
                $"The demo needs udp:{local} for its {name}, but that address cannot be used: {fault.Message}. Stop the program that holds it and start the demo again.", fault);
        }

        Local = (IPEndPoint)(_socket.LocalEndPoint ?? local);
    }

    public string Name { get; }

    public string? Owner { get; }

    public IPEndPoint Local { get; }

    public IPEndPoint Bridge { get; }

    public TimeProvider Time { get; }

    /// <summary>SMS that came (RFC 3428), the oldest first.</summary>
    public List<DemoText> Texts { get; } = [];

    /// <summary>For one message at a time.</summary>
    public MessageWriter Writer { get; } = new();

    public string Contact => $"<sip:{Name}@{Local}>";

    /// <summary>Told of every new call to it.</summary>
    public Action<IncomingCall>? Rung { get; set; }

    public CancellationToken Closing => _closing.Token;

    public static string Token() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    public async Task ReceiveAsync()
    {
        var buffer = new byte[MessageParser.MaxMessageLength];
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _closing.Token);
                if (MessageParser.Parse(buffer[..received.ReceivedBytes], datagram: true, out var message, out _) == ParseVerdict.Usable && message is not null)
                    Take(message);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier message: nobody was there; its sender notices by the missing answer.
            }
        }
    }

    public void Send(ReadOnlySpan<byte> message) => _socket.SendTo(message, Bridge);

    public void Add(string callId, IDemoCall call) => _calls[callId] = call;

    public void Add(DemoRequest request) => _requests[request.Branch] = request;

    /// <summary>Begins a request in <see cref="Writer"/>: everything but Contact, body and what is special to it.</summary>
    public void Begin(SipMethod method, string uri, string branch, string from, string to, string callId, uint sequence)
    {
        Writer.StartRequest(method, Encoding.UTF8.GetBytes(uri));
        Writer.Header(HeaderId.Via, $"SIP/2.0/UDP {Local};branch={branch};rport");
        Writer.Header(HeaderId.MaxForwards, 70);
        Writer.Header(HeaderId.From, from);
        Writer.Header(HeaderId.To, to);
        Writer.Header(HeaderId.CallId, callId);
        Writer.Header(HeaderId.CSeq, $"{sequence} {Encoding.ASCII.GetString(method.Token())}");
    }

    /// <summary>Begins a response in <see cref="Writer"/>.</summary>
    /// <param name="tag">Of To, when it has none yet; null: none is added.</param>
    public void BeginResponse(SipMessage request, int status, string? tag)
    {
        Writer.StartResponse(status);
        Writer.CopyRows(request, HeaderId.Via);
        if (status is > 100 and < 300)
            Writer.CopyRows(request, HeaderId.RecordRoute);
        Writer.CopyRows(request, HeaderId.From);
        if (tag is null || !request.ToTag.IsEmpty)
            Writer.CopyRows(request, HeaderId.To);
        else
            Writer.Header(HeaderId.To, $"{Encoding.UTF8.GetString(request[HeaderId.To])};tag={tag}");
        Writer.CopyRows(request, HeaderId.CallId);
        Writer.CopyRows(request, HeaderId.CSeq);
    }

    public void Respond(SipMessage request, int status, string? tag = null)
    {
        BeginResponse(request, status, tag);
        Writer.Finish();
        Send(Writer.Written);
    }

    public void Dispose()
    {
        _closing.Cancel();
        _socket.Dispose();
        _closing.Dispose();
    }

    // Every number behind the network has a phone that takes SMS.
    private void Delivered(SipMessage message)
    {
        Texts.Add(new DemoText(Encoding.UTF8.GetString(message.RequestUri), Encoding.UTF8.GetString(message.Body)));
        Respond(message, 200, Token());
    }

    private void Take(SipMessage message)
    {
        if (!message.IsRequest)
        {
            if (_requests.TryGetValue(Encoding.ASCII.GetString(message.TopVia.Branch), out var request))
                request.Take(message);
            return;
        }

        if (_calls.TryGetValue(Encoding.UTF8.GetString(message.CallId), out var call))
            call.Take(message);
        else if (message.Method == SipMethod.Invite && message.ToTag.IsEmpty)
            Rung?.Invoke(new IncomingCall(this, message));
        else if (message.Method == SipMethod.Message)
            Delivered(message);
        else if (message.Method != SipMethod.Ack)
            Respond(message, message.Method == SipMethod.Options ? 200 : 481, Token());
    }
}

/// <summary>What takes the requests with one Call-ID.</summary>
internal interface IDemoCall
{
    void Take(SipMessage request);
}
