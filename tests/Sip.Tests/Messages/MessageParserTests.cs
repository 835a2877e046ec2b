using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

public sealed class MessageParserTests
{
    [Fact]
    public void Parts_of_an_INVITE_are_found()
    {
        var m = Text.Usable(Text.Invite);
        Assert.Equal((true, SipMethod.Invite, 0, 1u, 70), (m.IsRequest, m.Method, m.StatusCode, m.CSeqNumber, m.MaxForwards));
        Assert.Equal(("sip:600@pbx.test", "c1@192.0.2.1", "f1", "", "v=0\n"),
            (Text.Of(m.RequestUri), Text.Of(m.CallId), Text.Of(m.FromTag), Text.Of(m.ToTag), Text.Of(m.Body)));
        Assert.Equal(("192.0.2.1:5070", "192.0.2.1", 5070, true), (Text.Of(m.TopVia.SentBy), Text.Of(m.TopVia.Host), m.TopVia.Port, m.TopVia.HasRport));
        Assert.Equal("Łucja", m.From.GetDisplayName());
    }

    [Fact]
    public void Parts_of_a_response_are_found()
    {
        var m = Text.Usable("SIP/2.0 486 Zajęte\r\nv: SIP/2.0/TLS h;branch=z9hG4bK1;received=2001:db8::1\r\nf: <sip:a@b>;tag=1\r\nt: <sip:c@d>;tag=2\r\n"
            + "i: x\r\nCSeq: 7 BYE\r\nl: 0\r\n\r\n");
        Assert.Equal((false, SipMethod.Bye, 486, 7u, "Zajęte", "BYE"), (m.IsRequest, m.Method, m.StatusCode, m.CSeqNumber, Text.Of(m.ReasonPhrase), Text.Of(m.MethodToken)));
        Assert.Equal(("2001:db8::1", -1, ""), (Text.Of(m.TopVia.Received), m.MaxForwards, Text.Of(m.RequestUri)));
    }

    [Fact]
    public void Repeated_rows_are_one_list()
    {
        var m = Text.Usable(Text.With("Supported", "Supported: timer\r\nk: 100rel , , path\r\nRequire: bogus\r\nRequire: 100rel\r\nReason: Q.850;cause=16;text=\"a, b\", SIP;cause=200"));
        Assert.Equal(["timer", "100rel", "path"], Text.All(m.Values(HeaderId.Supported)));
        Assert.Equal(["bogus", "100rel"], Text.All(m.Values(HeaderId.Require)));
        Assert.Equal(["Q.850;cause=16;text=\"a, b\"", "SIP;cause=200"], Text.All(m.Values(HeaderId.Reason)));
        Assert.Equal((2, "timer", true, false), (m.Count(HeaderId.Supported), Text.Of(m[HeaderId.Supported]), m.ContainsToken(HeaderId.Supported, "PATH"u8), m.ContainsToken(HeaderId.Supported, "rel"u8)));
    }

    [Fact]
    public void Commas_of_quotes_brackets_dates_and_credentials_do_not_split()
    {
        var m = Text.Usable(Text.With("Contact", "Contact: \"Bell, \\\"A\\\", x\" <sip:a,b@h>;q=1, <sip:c@d>\r\nDate: Sat, 15 Oct 2005 04:44:56 GMT\r\nAuthorization: Digest realm=\"Acme, Inc\", uri=\"x\""));
        Assert.Equal(["\"Bell, \\\"A\\\", x\" <sip:a,b@h>;q=1", "<sip:c@d>"], Text.All(m.Values(HeaderId.Contact)));
        Assert.Equal(["Sat, 15 Oct 2005 04:44:56 GMT"], Text.All(m.Values(HeaderId.Date)));
        Assert.Equal(["Digest realm=\"Acme, Inc\", uri=\"x\""], Text.All(m.Values(HeaderId.Authorization)));
    }

    [Theory]
    [InlineData("CSeq:  0042 \t  INVITE  ", 42)]
    [InlineData("CSeq:\t1\tINVITE", 1)]
    [InlineData("CSEQ : 2147483647 INVITE", 2147483647)]
    public void CSeq_with_any_white_space_is_read(string row, uint number) => Assert.Equal(number, Text.Usable(Text.With("CSeq", row)).CSeqNumber);

    [Theory]
    [InlineData("CSeq", "CSeq: 2147483648 INVITE", "cseq")]
    [InlineData("CSeq", "CSeq: 1 invite", "cseq")]
    [InlineData("CSeq", "CSeq: -1 INVITE", "cseq")]
    [InlineData("CSeq", "CSeq: 1INVITE", "cseq")]
    [InlineData("CSeq", "X: y", "missing-header")]
    [InlineData("From", "X: y", "missing-header")]
    [InlineData("Call-ID", "Call-ID: ", "call-id")]
    [InlineData("To", "To: <sip:a@b>\r\nt: <sip:a@b>", "duplicate-header")]
    [InlineData("Call-ID", "Call-ID: 1\r\ni: 1", "duplicate-header")]
    [InlineData("Max-Forwards", "Max-Forwards: 1\r\nMax-Forwards: 1", "duplicate-header")]
    [InlineData("Content-Length", "Content-Length: 4\r\nl: 4", "duplicate-header")]
    [InlineData("Max-Forwards", "Max-Forwards: 256", "max-forwards")]
    [InlineData("Max-Forwards", "Max-Forwards: 7x", "max-forwards")]
    [InlineData("Content-Length", "Content-Length: +4", "content-length")]
    [InlineData("Content-Length", "Content-Length:", "content-length")]
    [InlineData("Content-Length", "Content-Length: 5", "short-body")]
    [InlineData("Content-Length", "Content-Length: 99999999999999999999", "short-body")]
    [InlineData("Expires", "Expires: 4294967296", "expires")]
    [InlineData("To", "To: <sip:>", "to")]
    [InlineData("To", "To: \"x\" sip:a@b", "to")]
    [InlineData("To", "To: <sip:a@b>;;x", "to")]
    [InlineData("From", "From: A, B <sip:a@b>;tag=1", "from")]
    [InlineData("From", "From: <sip:a@b", "from")]
    [InlineData("Contact", "Contact: <sip:a@2001:db8::1>", "contact")]
    [InlineData("Contact", "Contact: <sip:a@b>, x", "contact")]
    [InlineData("Contact", "Contact: *", "contact")]
    [InlineData("Via", "Via: SIP/2.0/UDP h:99999;branch=z9hG4bK1", "via")]
    [InlineData("Via", "Via: SIP/2.0/UDP h;branch=\"x", "via")]
    [InlineData("Subject", "Subject", "header-syntax")]
    [InlineData("Subject", ": x", "header-syntax")]
    [InlineData("Subject", "Sub ject: x", "header-syntax")]
    public void Broken_header_is_refused_with_400(string name, string row, string kind) =>
        Assert.Equal((ParseVerdict.Bad, 400, kind), Text.Judge(Text.With(name, row)));

    [Theory]
    [InlineData("INVITE sip:a@b SIP/2.1", 505)]
    [InlineData("INVITE sip:a@b SIP/7.0", 505)]
    [InlineData("INVITE sip:a@b", 400)]
    [InlineData("INVITE sip:a@b:0 SIP/2.0", 400)]
    [InlineData("INVITE sip:a@ SIP/2.0", 400)]
    [InlineData("INVITE sip:a%4@b SIP/2.0", 400)]
    [InlineData("INVITE sip:2001:db8::1 SIP/2.0", 400)]
    [InlineData("INVITE a@b SIP/2.0", 400)]
    [InlineData("INVITE  SIP/2.0", 400)]
    public void Broken_request_line_is_refused(string line, int status)
    {
        var (verdict, found, _) = Text.Judge(line + Text.Invite[Text.Invite.IndexOf('\r')..]);
        Assert.Equal((ParseVerdict.Bad, status), (verdict, found));
    }

    [Theory]
    [InlineData("sip:*67%2348221234567@pbx.test;user=phone")]
    [InlineData("sip:#31#600@pbx.test")]
    [InlineData("tel:+48-22-555-8000;phone-context=x")]
    [InlineData("urn:service:sos")]
    [InlineData("soap.beep://192.0.2.103:3002")]
    [InlineData("sips:[2001:db8:::192.0.2.1]:5061")]
    public void Usable_request_URIs(string uri) =>
        Assert.Equal(uri, Text.Of(Text.Usable(Text.Invite.Replace("sip:600@pbx.test SIP", uri + " SIP")).RequestUri));

    [Fact]
    public void Broken_ACK_and_broken_response_and_request_without_way_back_are_dropped()
    {
        Assert.Equal((ParseVerdict.Drop, 400, "cseq"), Text.Judge(Text.Invite.Replace("INVITE sip", "ACK sip")));
        Assert.Equal((ParseVerdict.Drop, 400, "missing-header"), Text.Judge("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h\r\n\r\n"));
        Assert.Equal((ParseVerdict.Drop, 400, "via"), Text.Judge(Text.With("Via", "Via: SIP/2.0/UDP ;branch=1")));
        Assert.Equal((ParseVerdict.Drop, 400, "missing-header"), Text.Judge(Text.With("Via", "X: y")));
        Assert.Equal((ParseVerdict.Drop, 400, "keepalive"), Text.Judge("\r\n\r\n"));
        Assert.Equal((ParseVerdict.Drop, 400, "keepalive"), Text.Judge(""));
        Assert.Equal(ParseVerdict.Drop, Text.Judge("\0\0\0\0").Verdict);
        Assert.Equal(ParseVerdict.Drop, Text.Judge("GET / HTTP/1.1\r\nHost: x\r\n\r\n").Verdict);
    }

    [Fact]
    public void Request_without_Call_ID_From_and_To_is_still_answered()
    {
        var bytes = Text.Bytes("INVITE sip:user@example.com SIP/2.0\r\nCSeq: 193942 INVITE\r\nVia: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf\r\nl: 0\r\n\r\n");
        Assert.Equal(ParseVerdict.Bad, MessageParser.Parse(bytes, datagram: true, out var message, out var error));
        Assert.Equal((400, "Call-ID is missing"), (error.Status, error.Reason));
        Assert.Equal((0, 0, 0), (message!.CallId.Length, message.From.Uri.Length, message.ToTag.Length));
    }

    [Fact]
    public void Request_of_an_RFC_2543_client_is_usable()
    {
        var m = Text.Usable("INVITE sip:UserB@example.com SIP/2.0\r\nVia: SIP/2.0/UDP iftgw.example.com\r\nFrom: <sip:+13035551111@ift.client.example.net;user=phone>\r\n"
            + "Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>\r\nTo: sip:+16505552222@ss1.example.net;user=phone\r\nCall-ID: inv2543\r\nCSeq: 56 INVITE\r\n\r\nv=0");
        Assert.Equal((0, 0, -1, 3), (m.TopVia.Branch.Length, m.FromTag.Length, m.MaxForwards, m.Body.Length));
        Assert.Equal("sip:+16505552222@ss1.example.net", Text.Of(m.To.Uri));
    }

    [Theory]
    [InlineData("To", "To: isbn:2983792873")]
    [InlineData("From", "From: <http://www.example.com>;tag=1")]
    [InlineData("Contact", "Contact: <name:John_Smith>")]
    [InlineData("Contact", "Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>")]
    [InlineData("Contact", "Contact: sip:+19725552222@gw1.example.net;unknownparam")]
    [InlineData("Via", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK")]
    [InlineData("Via", "Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111")]
    [InlineData("Via", "Via: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3-111")]
    [InlineData("Via", "Via: sip / 2.0 / udp first.example.com : 4000 ; ttl = 16 ; rport")]
    [InlineData("From", "From: Łucja Żółkiewska <sip:a@b>;tag=1")]
    [InlineData("Expires", "Expires: 4294967295")]
    [InlineData("Authorization", "Authorization: NoOneKnowsThisScheme opaque-data=here")]
    public void Unusual_but_valid_rows_are_usable(string name, string row) =>
        Assert.Equal(ParseVerdict.Usable, Text.Judge(Text.With(name, row)).Verdict);

    [Fact]
    public void Line_ends_before_the_message_are_passed_over() =>
        Assert.Equal(SipMethod.Invite, Text.Usable("\r\n\r\n" + Text.Invite).Method);

    [Fact]
    public void Folds_become_spaces_and_a_lone_CR_is_no_line_end()
    {
        var m = Text.Usable(Text.With("Subject", "Subject: one\r\n  two\n\tthree\rEvil: yes"));
        Assert.Equal("one    two \tthree Evil: yes", Text.Of(m[HeaderId.Subject]));
        Assert.Equal(HeaderId.Via, FirstAfter(m, HeaderId.Subject));
    }

    private static HeaderId FirstAfter(SipMessage m, HeaderId id)
    {
        var found = false;
        foreach (var row in m.AllRows)
        {
            if (found)
                return row.Id;
            found = row.Id == id;
        }
        return HeaderId.Unknown;
    }

    [Fact]
    public void Stream_message_needs_a_Content_Length_and_a_datagram_does_not()
    {
        var without = Text.With("Content-Length", "X: y");
        Assert.Equal("v=0\n", Text.Of(Text.Usable(without).Body));
        Assert.Equal((ParseVerdict.Bad, 400, "content-length"), Text.Judge(without, datagram: false));
    }

    [Fact]
    public void Limits_of_rows_and_lengths()
    {
        string Rows(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"X{i}: {i}\r\n"))[..^2];
        Assert.Equal(ParseVerdict.Usable, Text.Judge(Text.With("User-Agent", Rows(119))).Verdict);
        Assert.Equal((ParseVerdict.Bad, 513, "too-many-headers"), Text.Judge(Text.Invite.Replace("Content-Type:", Rows(120) + "\r\nContent-Type:")));
        Assert.Equal(ParseVerdict.Usable, Text.Judge(Text.With("User-Agent", "X: " + new string('x', 8189))).Verdict);
        Assert.Equal((ParseVerdict.Bad, 513, "header-too-long"), Text.Judge(Text.With("User-Agent", "X: " + new string('x', 8190))));
        Assert.Equal((ParseVerdict.Bad, 513, "message-too-long"), Text.Judge(Text.Invite + new string('x', 65536)));
    }

    [Fact]
    public void Compact_names_are_the_long_ones()
    {
        foreach (var (letter, id) in new[]
        {
            ("b", HeaderId.ReferredBy), ("c", HeaderId.ContentType), ("e", HeaderId.ContentEncoding), ("f", HeaderId.From), ("I", HeaderId.CallId),
            ("k", HeaderId.Supported), ("L", HeaderId.ContentLength), ("m", HeaderId.Contact), ("o", HeaderId.Event), ("r", HeaderId.ReferTo),
            ("s", HeaderId.Subject), ("t", HeaderId.To), ("u", HeaderId.AllowEvents), ("V", HeaderId.Via), ("x", HeaderId.SessionExpires),
        })
            Assert.Equal(id, HeaderNames.Find(Text.Bytes(letter)));
        foreach (var id in Enum.GetValues<HeaderId>())
            Assert.Equal(id, HeaderNames.Find(Text.Bytes(Text.Of(HeaderNames.Of(id)).ToUpperInvariant())));
    }

    [Fact]
    public void Parsing_and_reading_allocate_the_message_and_its_row_table_only()
    {
        const int rows = 9;
        var buffers = Enumerable.Range(0, 64).Select(_ => Text.Bytes(Text.Invite)).ToArray();
        long Measure(int from, int to)
        {
            var sum = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = from; i < to; i++)
            {
                MessageParser.Parse(buffers[i], datagram: true, out var m, out _);
                sum += m!.TopVia.Branch.Length + m.From.Tag.Length + m.CallId.Length;
                foreach (var value in m.Values(HeaderId.Contact))
                    sum += value.Length;
                foreach (var row in m.AllRows)
                    sum += row.Value.Length;
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.NotEqual(0, sum);
            return allocated / (to - from);
        }
        Measure(0, 32);
        const int table = 24 + 10 * rows + 6;   // array header, rows of ten octets, padding to a multiple of 8
        Assert.Equal(SipMessageSize + table, Measure(32, 64));
    }

    /// <summary>Object header, buffer and table references, shape.</summary>
    private const int SipMessageSize = 80;
}
