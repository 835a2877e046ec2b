using System.Text;
using PbxBridge.Hosting;
using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Sip.Messages;

namespace PbxBridge.Load;

/// <summary>Single steps of a call, without sockets: the best of several rounds in CPU time of this thread, and bytes allocated.</summary>
internal static class Micro
{
    private const int Rounds = 15;

    /// <param name="only">Begins the name of the steps to measure; empty: all of them.</param>
    public static void Run(Workplace place, string only)
    {
        if (IsWanted("messages"))
            Messages();
        if (IsWanted("logs"))
            MicroLogs.Run(place.Folder);
        if (IsWanted("plan") || IsWanted("details") || IsWanted("records") || IsWanted("charges"))
            OfCompanies(place, IsWanted);

        bool IsWanted(string steps) => steps.StartsWith(only, StringComparison.Ordinal);
    }

    private static void OfCompanies(Workplace place, Func<string, bool> isWanted)
    {
        var numbering = NumberingFolder.Read(Path.Combine(place.Tree, "config", "numbering"), DateOnly.FromDateTime(DateTime.UtcNow));
        var format = new CompanyFormat(numbering, "load.example");
        var directory = CompanyDirectory.Of(
            Enumerable.Range(0, Companies.Count).Select(i => format.Read(Companies.File(i, "127.0.0.1:15080")).Company ?? throw new InvalidOperationException("not read")),
            numbering, new OperatorSettings { MobileTrunk = "mobile", EmergencyTrunks = ["mobile"], Realm = "load.example" }).With(LongPriceList.Read(place.Tree));
        if (isWanted("plan"))
        {
            foreach (var dialled in (string[])["249", "8012", "600", "+48221234567", "+12125550100", "112"])
            {
                var turn = 0;
                Measure($"plan of {dialled}", 5_000, () => CallPlanner.Plan(directory, Request(turn++, dialled), Nobody.Here, NothingSpent.Here));
            }
        }
        if (isWanted("details"))
            MicroRecords.Details(Sample);
        if (isWanted("records"))
        {
            MicroRecords.Rows(place.Folder, Sample);
            MicroRecords.Writer(place.Folder, Sample);
        }
        if (isWanted("charges"))
            StoreLoad.RunAsync(place.Folder, Sample).GetAwaiter().GetResult();

        CallPlan Sample(int turn) => CallPlanner.Plan(directory, Request(turn, SampleCalls.DialledBy(turn)), Nobody.Here, NothingSpent.Here);
    }

    private static void Messages()
    {
        var invite = Invite();
        Console.WriteLine($"INVITE of {invite.Length} bytes");
        var writer = new MessageWriter();
        Measure("parse", 20_000, () => Parse(invite));
        var parsed = Parse(invite);
        Measure("rewrite", 20_000, () => Rewrite(parsed, writer));
        Measure("parse + rewrite", 20_000, () => Rewrite(Parse(invite), writer));
    }

    private static CallRequest Request(int turn, string dialled)
    {
        var caller = Companies.Mobile(turn * 37 % Companies.Count, turn % 40);
        return new CallRequest
        {
            Source = new CallSource.FromMobileNetwork("mobile"),
            Dialled = $"sip:{dialled}@127.0.0.1:5060;user=phone",
            Asserted = $"<sip:{caller}@127.0.0.1;user=phone>",
            From = $"sip:{caller}@127.0.0.1;user=phone",
            DisplayName = "Jan Kowalski",
            At = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero),
            Seed = (ulong)turn,
        };
    }

    // As the transport does: the datagram is copied out of the receive buffer, and the copy belongs to the message.
    private static SipMessage Parse(byte[] invite)
    {
        MessageParser.Parse(invite.AsSpan().ToArray(), datagram: true, out var message, out _);
        return message ?? throw new InvalidOperationException("does not parse");
    }

    private static int Rewrite(SipMessage invite, MessageWriter writer)
    {
        writer.StartRequest(SipMethod.Invite, "sip:+48660000101@127.0.0.1:5070;user=phone"u8);
        writer.Header(HeaderId.Via, "SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK0123456789abcdef;rport"u8);
        foreach (var row in invite.AllRows)
        {
            switch (row.Id)
            {
                case HeaderId.Via or HeaderId.ContentLength or HeaderId.ContentType:
                    break;
                case HeaderId.MaxForwards:
                    writer.Header(HeaderId.MaxForwards, invite.MaxForwards - 1);
                    break;
                case HeaderId.From:
                    writer.Begin(HeaderId.From);
                    writer.Append("<"u8);
                    writer.Append(invite.From.Uri);
                    writer.Append(">;tag=0123456789abcdef"u8);
                    writer.End();
                    break;
                case HeaderId.CallId:
                    writer.Header(HeaderId.CallId, "0123456789abcdef0123456789abcdef"u8);
                    break;
                case HeaderId.Contact:
                    writer.Header(HeaderId.Contact, "<sip:127.0.0.1:5060>"u8);
                    break;
                default:
                    writer.Header(row.Id, row.Value);
                    break;
            }
        }

        writer.Finish("application/sdp"u8, invite.Body);
        return writer.Written.Length;
    }

    private static byte[] Invite()
    {
        const string sdp = "v=0\r\no=- 3902411 3902411 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio 49170 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\n"
            + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n";
        return Encoding.ASCII.GetBytes(
            "INVITE sip:149@bridge.example.com:5060;user=phone SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.10:5070;branch=z9hG4bK-524287-1---5ab1c0f2a1d3;rport\r\nMax-Forwards: 69\r\n"
            + "Record-Route: <sip:192.0.2.1;lr>\r\nContact: <sip:+48660000100@192.0.2.10:5070;transport=udp>\r\nTo: <sip:149@bridge.example.com;user=phone>\r\n"
            + "From: \"Jan Kowalski\" <sip:+48660000100@mobile.example.net;user=phone>;tag=8a3f21b0c7\r\nCall-ID: 84721-a1b2c3d4e5f60718@192.0.2.10\r\nCSeq: 1 INVITE\r\n"
            + "P-Asserted-Identity: <sip:+48660000100@mobile.example.net;user=phone>\r\nP-Charging-Vector: icid-value=1a2b3c4d5e6f;icid-generated-at=192.0.2.10\r\n"
            + "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK, INFO\r\nSupported: timer, 100rel, replaces\r\nSession-Expires: 1800\r\nMin-SE: 90\r\nP-Early-Media: supported\r\n"
            + "User-Agent: MobileCore/7.2\r\nContent-Type: application/sdp\r\n"
            + $"Content-Length: {sdp.Length}\r\n\r\n{sdp}");
    }

    private static void Measure<T>(string what, int times, Func<T> step)
    {
        for (var i = 0; i < times; i++)
            step();
        Thread.Sleep(300);
        var best = double.MaxValue;
        var allocated = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var clock = CpuClock.Own();
            for (var i = 0; i < times; i++)
                step();
            best = Math.Min(best, (CpuClock.Own() - clock) / times);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - bytes) / times;
        }

        Console.WriteLine($"{what,-24} {best,8:f2} us {allocated,8} bytes");
    }

    private sealed class Nobody : IPresence
    {
        public static readonly Nobody Here = new();

        public bool IsRegistered(string company, string user) => false;

        public bool IsTrunkUp(string trunk) => true;

        public int ConcurrentSetups(PhoneNumber caller, PhoneNumber called) => 0;
    }
}
