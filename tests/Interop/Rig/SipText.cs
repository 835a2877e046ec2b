namespace PbxBridge.Interop.Rig;

/// <summary>One message as text: of a trace, or of a peer that the test plays itself.</summary>
/// <param name="Sent">By the peer, not by the bridge.</param>
internal sealed record SipText(bool Sent, string Text)
{
    public const string Offer =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 6100 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n";

    public string FirstLine => Text.Split('\n')[0].TrimEnd('\r');

    public string Body => Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? Text[(end + 4)..] : "";

    /// <summary>The first value of a header; null when it is missing.</summary>
    public string? this[string header] => Lines(header).FirstOrDefault() is { } line ? line[(header.Length + 1)..].Trim() : null;

    public bool Is(string start) => FirstLine.StartsWith(start, StringComparison.Ordinal);

    /// <summary>A response to a request of that method.</summary>
    public bool Answers(int status, string method) => Is($"SIP/2.0 {status} ") && (this["CSeq"]?.EndsWith(' ' + method) ?? false);

    public bool IsFinalTo(string method) => Is("SIP/2.0 ") && !Is("SIP/2.0 1") && (this["CSeq"]?.EndsWith(' ' + method) ?? false);

    /// <summary>A request outside of any dialog.</summary>
    /// <param name="transport">UDP, TCP, TLS.</param>
    /// <param name="port">Ours, as Via and Contact name it.</param>
    public static string Request(string method, string to, string from, int port, string transport = "UDP", string headers = "", string body = "")
    {
        var id = Guid.NewGuid().ToString("N");
        return $"{method} sip:{to}@127.0.0.1:5060 SIP/2.0\r\nVia: SIP/2.0/{transport} 127.0.0.1:{port};branch=z9hG4bK{id}\r\nMax-Forwards: 70\r\n"
            + $"From: <sip:{from}@127.0.0.1:{port}>;tag={id[..8]}\r\nTo: <sip:{to}@127.0.0.1:5060>\r\nCall-ID: {id}\r\nCSeq: 1 {method}\r\n"
            + $"Contact: <sip:{from}@127.0.0.1:{port};transport={transport}>\r\nP-Asserted-Identity: <sip:{from}@127.0.0.1>\r\n{headers}{End(body)}";
    }

    /// <summary>The CANCEL of an INVITE that <see cref="Request"/> made.</summary>
    public static string CancelOf(string invite)
    {
        var kept = invite.Split("\r\n\r\n")[0].Split("\r\n").Where(line => !line.StartsWith("Content-", StringComparison.Ordinal) && !line.StartsWith("Contact", StringComparison.Ordinal));
        return string.Join("\r\n", kept).Replace("INVITE", "CANCEL", StringComparison.Ordinal) + "\r\n" + End("");
    }

    /// <summary>A response of ours to this request.</summary>
    public string Response(string status, int port, string transport = "UDP", string body = "")
    {
        var to = Lines("To").First();
        return $"SIP/2.0 {status}\r\n{string.Join("\r\n", Lines("Via"))}\r\n{Lines("From").First()}\r\n{to}{(to.Contains(";tag=", StringComparison.Ordinal) ? "" : ";tag=peer")}\r\n"
            + $"Call-ID: {this["Call-ID"]}\r\nCSeq: {this["CSeq"]}\r\nContact: <sip:peer@127.0.0.1:{port};transport={transport}>\r\n{End(body)}";
    }

    /// <summary>A request of ours within the dialog that this 2xx made: ACK, BYE.</summary>
    public string InDialog(string method, int number, int port, string transport = "UDP")
    {
        var uri = this["Contact"]!.Split('<', '>')[1];
        return $"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/{transport} 127.0.0.1:{port};branch=z9hG4bK{Guid.NewGuid():N}\r\nMax-Forwards: 70\r\n"
            + $"{Lines("From").First()}\r\n{Lines("To").First()}\r\nCall-ID: {this["Call-ID"]}\r\nCSeq: {number} {method}\r\n{End("")}";
    }

    /// <summary>The ACK of this refusal, which belongs to the INVITE's transaction.</summary>
    public string AckOfRefusal(string requestUri) =>
        $"ACK {requestUri} SIP/2.0\r\n{Lines("Via").First()}\r\nMax-Forwards: 70\r\n{Lines("From").First()}\r\n{Lines("To").First()}\r\n"
        + $"Call-ID: {this["Call-ID"]}\r\nCSeq: {this["CSeq"]!.Split(' ')[0]} ACK\r\n{End("")}";

    private IEnumerable<string> Lines(string header) =>
        Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1).Where(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase));

    private static string End(string body) =>
        (body.Length > 0 ? "Content-Type: application/sdp\r\n" : "") + $"Content-Length: {body.Length}\r\n\r\n{body}";
}
