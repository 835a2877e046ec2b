using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;

namespace PbxBridge.Storage.Tests;

/// <summary>A call as the bridge writes it: hunted, 12 messages of some 700 bytes, 15 decisions.</summary>
internal static class SampleCall
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static CallRecord Record(string id) => new()
    {
        Id = id,
        Company = "przyklad",
        StartedAt = Start,
        RingingAt = Start.AddMilliseconds(250),
        AnsweredAt = Start.AddMilliseconds(4_321),
        EndedAt = Start.AddSeconds(65),
        CallerNumber = "+48601000101",
        CallerShown = "101",
        Dialled = "600",
        Called = new PhoneNumber("+48600000001"),
        NumberClass = NumberClass.OnNet,
        Direction = CallDirection.Internal,
        InTrunk = "mobile",
        OutTrunk = "pbx",
        Service = CallService.CompanyLine,
        AnsweredBy = "+48601000202",
        Outcome = CallCause.Cleared,
        SipStatus = 200,
        Q850 = 16,
        ReleasedBy = ReleasedBy.Caller,
        Attempts =
        [
            new("B1", "+48601000201", CallCause.NoAnswer, 487, TimeSpan.FromMilliseconds(15_000)),
            new("B2", "+48601000202", CallCause.Cleared, 200, TimeSpan.FromMilliseconds(1_234)),
        ],
        Decisions = [.. Enumerable.Range(1, 15).Select(n => new DecisionStep(
            "private-plan", "600", $"PPN-{n}", "+48600000001",
            new Sentence("Numer 600 należy do linii firmowej \"mazowieckie\".", "The number 600 belongs to the company line \"mazowieckie\".")))],
        Flow = [.. Enumerable.Range(0, 12).Select(n => Message(n))],
    };

    public static FlowEvent Message(int n, int extra = 0) => new(
        TimeSpan.FromMilliseconds(n * 20), n % 2 == 0 ? "A" : "B1", n % 3 == 0, "udp:127.0.0.1:5080", "INVITE sip:600@pbxbridge.example SIP/2.0",
        System.Text.Encoding.UTF8.GetBytes($"""
            INVITE sip:600@pbxbridge.example SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK{n * 7919 + 104729:x8}{n * 31337:x8};rport
            Max-Forwards: 70
            From: "Łucja Żółkiewska" <sip:+48601000203@pbxbridge.example;user=phone>;tag={n * 65537:x8}
            To: <sip:600@pbxbridge.example;user=phone>
            Call-ID: {n * 15485863:x8}-{n * 32452843:x8}@127.0.0.1
            CSeq: 1 INVITE
            Contact: <sip:127.0.0.1:5080>
            Supported: timer, 100rel
            Session-Expires: 1800
            Content-Type: application/sdp
            Content-Length: 210

            v=0
            o=- {n * 49979687} 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio {20000 + n} RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=ptime:20
            {new string('x', extra)}
            """.ReplaceLineEndings("\r\n")));
}
