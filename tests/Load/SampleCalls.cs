using System.Globalization;
using System.Text;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Load;

/// <summary>Calls as the bridge records them in the load run: fourteen messages of 6.7 KB, the decisions of a real plan, one leg.</summary>
/// <param name="plan">Of the call with this number.</param>
internal sealed class SampleCalls(Func<int, CallPlan> plan, PackedFlowPool pool)
{
    private const string Sdp =
        "v=0\r\no=- 4711 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 16070 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
        + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n";

    private const string OwnAllow = "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, REGISTER\r\n", Body = "Content-Type: application/sdp\r\nContent-Length: 217\r\n\r\n" + Sdp;
    private const string NoBody = "Content-Length: 0\r\n\r\n", FarContact = "Contact: <sip:127.0.0.1:15070>\r\n", OwnContact = "Contact: <sip:127.0.0.1:15060>\r\n";

    private readonly CallIdSource _ids = new(TimeProvider.System, System.Security.Cryptography.RandomNumberGenerator.Fill);
    private List<(long At, string Leg, bool Sent, byte[] Message)> _messages = [];

    /// <summary>What the loop does for a call: copies the messages and fills a record.</summary>
    public CallRecord Gather(Sample call)
    {
        var flow = pool.Take();
        foreach (var (at, leg, sent, message) in call.Messages)
            flow.Add(at, leg, sent, "127.0.0.1:15070", message);
        var decided = call.Plan;
        var started = DateTimeOffset.UnixEpoch.AddDays(20_000);
        return new CallRecord
        {
            Id = _ids.Next(),
            Company = decided.Company,
            StartedAt = started,
            RingingAt = started.AddMilliseconds(1),
            AnsweredAt = started.AddMilliseconds(2),
            EndedAt = started.AddMilliseconds(23),
            CallerNumber = decided.Caller?.Value ?? "anonymous",
            CallerShown = "200",
            Dialled = call.Dialled,
            Called = decided.Called,
            NumberClass = decided.Class,
            Direction = CallDirection.Internal,
            InTrunk = "mobile",
            OutTrunk = "mobile",
            AnsweredBy = decided.Called?.Value,
            Outcome = CallCause.Cleared,
            SipStatus = 200,
            Q850 = 16,
            ReleasedBy = ReleasedBy.Caller,
            Attempts = [new CallAttempt("B1", decided.Called?.Value ?? "", CallCause.Cleared, 200, TimeSpan.Zero)],
            Decisions = [.. decided.Decisions],
            Signals = new CallSignals { CallIdIn = call.CallIdIn, CallIdOut = call.CallIdOut, Icid = call.Icid, Codec = "PCMA", IsAnchored = true },
            Packed = flow,
        };
    }

    /// <summary>A call's decision and messages.</summary>
    public Sample Prepare(int number)
    {
        var decided = plan(number);
        var (caller, called, dialled) = (decided.Caller?.Value ?? "", decided.Called?.Value ?? "", DialledBy(number));
        var (x, y) = (Hex(number * 2), Hex((number * 2) + 1));
        var branch = $"Via: SIP/2.0/UDP 127.0.0.1:15070;branch=z9hG4bK-{x[..8]}-{number}-";
        var here = ";received=127.0.0.1;rport=15070\r\n";
        var own = "Via: SIP/2.0/UDP 127.0.0.1:15060;branch=z9hG4bK0";
        var near = $"From: \"Jan Kowalski\" <sip:{caller}@127.0.0.1;user=phone>;tag=f{x[..8]}-{number}\r\nTo: <sip:{dialled}@127.0.0.1:15060;user=phone>";
        var nearTag = $";tag=0{y}\r\n";
        var nearCall = $"Call-ID: {number}-{x[..8]}@mobile.example\r\n";
        var far = $"From: \"Osoba {number % 100} Łącka\" <sip:200;phone-context={Companies.IdOf(number % Companies.Count)}.pnp.example@127.0.0.1;user=phone>;tag=0{x}\r\n"
            + $"To: <sip:{called}@127.0.0.1:15070;user=phone>";
        var farTag = ";tag=t1e2d3\r\n";
        var farCall = $"Call-ID: {x}{y}\r\n";
        _messages = [];
        Add(0, "A", false, $"INVITE sip:{dialled}@127.0.0.1:15060;user=phone SIP/2.0\r\n{branch}1;rport\r\nMax-Forwards: 70\r\n{near}\r\n{nearCall}CSeq: 1 INVITE\r\n"
            + $"Contact: <sip:{caller}@127.0.0.1:15070>\r\nP-Asserted-Identity: <sip:{caller}@127.0.0.1;user=phone>\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE\r\n"
            + "Supported: timer, 100rel\r\nP-Early-Media: supported\r\nUser-Agent: load\r\n" + Body);
        Add(0, "A", true, $"SIP/2.0 100 Trying\r\n{branch}1{here}{near}\r\n{nearCall}CSeq: 1 INVITE\r\n{NoBody}");
        Add(0, "B1", true, $"INVITE sip:{called}@127.0.0.1:15070;user=phone SIP/2.0\r\n{own}{x};rport\r\nMax-Forwards: 69\r\n{far}\r\n{farCall}CSeq: 1 INVITE\r\n{OwnContact}{OwnAllow}"
            + "Supported: 100rel, timer\r\nSession-Expires: 1800\r\nMin-SE: 90\r\nUser-Agent: PbxBridge\r\n"
            + $"P-Asserted-Identity: \"Osoba {number % 100} Łącka\" <sip:{caller}@127.0.0.1;user=phone>\r\nP-Charging-Vector: icid-value=\"{y}\";icid-generated-at=127.0.0.1\r\n"
            + "P-Early-Media: supported\r\n" + Body);
        Add(1, "B1", false, $"SIP/2.0 180 Ringing\r\n{own}{x};rport\r\n{far}{farTag}{farCall}CSeq: 1 INVITE\r\n{FarContact}{NoBody}");
        Add(1, "A", true, $"SIP/2.0 180 Ringing\r\n{branch}1{here}{near}{nearTag}{nearCall}CSeq: 1 INVITE\r\n{OwnContact}Server: PbxBridge\r\n{OwnAllow}{NoBody}");
        Add(1, "B1", false, $"SIP/2.0 200 OK\r\n{own}{x};rport\r\n{far}{farTag}{farCall}CSeq: 1 INVITE\r\n{FarContact}Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE\r\n{Body}");
        Add(1, "B1", true, $"ACK sip:127.0.0.1:15070 SIP/2.0\r\n{own}{y};rport\r\nMax-Forwards: 70\r\n{far}{farTag}{farCall}CSeq: 1 ACK\r\n{NoBody}");
        Add(1, "A", true, $"SIP/2.0 200 OK\r\n{branch}1{here}{near}{nearTag}{nearCall}CSeq: 1 INVITE\r\n{OwnContact}Server: PbxBridge\r\n"
            + $"P-Asserted-Identity: \"Osoba {(number + 49) % 100} Łącka\" <sip:{called}@127.0.0.1;user=phone>\r\n{OwnAllow}Supported: 100rel, timer\r\nRequire: timer\r\n"
            + "Session-Expires: 1800;refresher=uac\r\n" + Body);
        Add(1, "A", false, $"ACK sip:127.0.0.1:15060 SIP/2.0\r\n{branch}2;rport\r\nMax-Forwards: 70\r\n{near}{nearTag}{nearCall}CSeq: 1 ACK\r\nUser-Agent: load\r\n{NoBody}");
        Add(22, "A", false, $"BYE sip:127.0.0.1:15060 SIP/2.0\r\n{branch}3;rport\r\nMax-Forwards: 70\r\n{near}{nearTag}{nearCall}CSeq: 2 BYE\r\nUser-Agent: load\r\n{NoBody}");
        Add(22, "A", true, $"SIP/2.0 200 OK\r\n{branch}3{here}{near}{nearTag}{nearCall}CSeq: 2 BYE\r\n{NoBody}");
        Add(22, "B1", true, $"BYE sip:127.0.0.1:15070 SIP/2.0\r\n{own}{y[8..]}{x[8..]};rport\r\nMax-Forwards: 70\r\n{far}{farTag}{farCall}CSeq: 2 BYE\r\n"
            + $"Reason: Q.850;cause=16;text=\"Normal call clearing\"\r\nUser-Agent: PbxBridge\r\n{NoBody}");
        Add(22, "B1", false, $"SIP/2.0 200 OK\r\n{own}{y[8..]}{x[8..]};rport\r\n{far}{farTag}{farCall}CSeq: 2 BYE\r\n{NoBody}");
        return new Sample(decided, $"sip:{dialled}@127.0.0.1:15060;user=phone", _messages)
        {
            CallIdIn = Encoding.ASCII.GetBytes($"{number}-{x[..8]}@mobile.example"),
            CallIdOut = Encoding.ASCII.GetBytes(x + y),
            Icid = y,
        };
    }

    /// <summary>One call before it is recorded.</summary>
    internal sealed record Sample(CallPlan Plan, string Dialled, List<(long At, string Leg, bool Sent, byte[] Message)> Messages)
    {
        public required byte[] CallIdIn { get; init; }

        public required byte[] CallIdOut { get; init; }

        public required string Icid { get; init; }
    }

    public static string DialledBy(int number) => number % 2 == 0 ? $"2{number / 7 % 100:d2}" : $"80{number / 7 % 100:d2}";

    private void Add(long at, string leg, bool sent, string message) => _messages.Add((at, leg, sent, Encoding.UTF8.GetBytes(message)));

    // Sixteen digits without a pattern, always the same.
    private static string Hex(int seed)
    {
        var bits = ((ulong)seed + 1) * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        return (bits ^ (bits >> 27)).ToString("x16", CultureInfo.InvariantCulture);
    }
}
