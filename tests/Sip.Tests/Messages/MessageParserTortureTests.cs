using PbxBridge.Sip.Messages;

namespace PbxBridge.Sip.Tests.Messages;

public sealed class MessageParserTortureTests
{
    public static TheoryData<string, string, int, string> Verdicts
    {
        get
        {
            var data = new TheoryData<string, string, int, string>();
            foreach (var row in Torture.Expected)
                data.Add(row[0], row[1], int.Parse(row[2]), row[3]);
            return data;
        }
    }

    private static SipMessage Usable(string name)
    {
        Assert.Equal(ParseVerdict.Usable, MessageParser.Parse(Torture.Bytes(name), datagram: true, out var message, out _));
        return message!;
    }

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Torture_message_gets_its_verdict(string name, string verdict, int status, string kind)
    {
        var found = MessageParser.Parse(Torture.Bytes(name), datagram: true, out var message, out var error);
        Assert.Equal((verdict, status, kind), (found.ToString(), error.Status, error.Kind ?? "-"));
        Assert.Equal(verdict != "Drop", message is not null);
    }

    [Fact]
    public void Bad_torture_requests_keep_what_their_answer_needs()
    {
        foreach (var row in Torture.Expected.Where(row => row[1] == "Bad"))
        {
            MessageParser.Parse(Torture.Bytes(row[0]), datagram: true, out var message, out _);
            Assert.True(message!.IsRequest);
            Assert.False(message.TopVia.Host.IsEmpty);
            foreach (var id in new[] { HeaderId.Via, HeaderId.From, HeaderId.To, HeaderId.CallId, HeaderId.CSeq })
                Assert.False(message[id].IsEmpty, $"{row[0]} {id}");
        }
    }

    [Fact]
    public void Spaces_and_folds_everywhere_do_not_change_wsinv()
    {
        var m = Usable("rfc4475/wsinv");
        Assert.Equal((SipMethod.Invite, 9u, 68), (m.Method, m.CSeqNumber, m.MaxForwards));
        Assert.Equal("1918181833n", Text.Of(m.ToTag));
        Assert.Equal("98asjd8", Text.Of(m.FromTag));
        Assert.Equal("J Rosenberg \\\"", m.From.GetDisplayName());
        Assert.Equal("sip:vivekg@chair-dnrc.example.com", Text.Of(m.To.Uri));
        Assert.Equal(("UDP", "192.0.2.2", 0, "390skdjuw"), (Text.Of(m.TopVia.Transport), Text.Of(m.TopVia.Host), m.TopVia.Port, Text.Of(m.TopVia.Branch)));
        var vias = Text.All(m.Values(HeaderId.Via));
        Assert.Equal(3, vias.Count);
        Assert.True(ViaView.TryParse(Text.Bytes(vias[1]), out var second));
        Assert.Equal(("TCP", "spindle.example.com", "z9hG4bK9ikj8"), (Text.Of(second.Transport), Text.Of(second.Host), Text.Of(second.Branch)));
        Assert.Equal("<sip:services.example.com;lr;unknownwith=value;unknown-no-value>", Text.Of(m[HeaderId.Route]));
        Assert.Equal("", Text.Of(m[HeaderId.Subject]));
        Assert.True(NameAddrView.TryParse(m[HeaderId.Contact], out var contact));
        Assert.Equal("Quoted string \"\"", contact.GetDisplayName());
        Assert.True(contact.TryGetParameter("q"u8, out var q));
        Assert.Equal("0.33", Text.Of(q));
        Assert.Equal(150, m.Body.Length);
    }

    [Fact]
    public void Every_token_character_is_allowed_in_a_method()
    {
        var m = Usable("rfc4475/intmeth");
        Assert.Equal((SipMethod.Unknown, "!interesting-Method0123456789_*+`.%indeed'~"), (m.Method, Text.Of(m.MethodToken)));
        Assert.Equal("_token~1'+`*%!-.", Text.Of(m.FromTag));
        Assert.Equal("BEL:\a NUL:\0 DEL:\u007f", m.To.GetDisplayName());
        Assert.True(SipUriView.TryParse(m.RequestUri, out var uri));
        Assert.Equal("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", Text.Of(uri.User));
        Assert.Equal("example.com", Text.Of(uri.Host));
        Assert.Equal(255, m.MaxForwards);
    }

    [Fact]
    public void Escapes_are_decoded_in_users_but_not_in_methods_or_header_names()
    {
        Assert.True(SipUriView.TryParse(Usable("rfc4475/esc01").To.Uri, out var to));
        Assert.Equal("user", SipUriView.Unescape(to.User));

        var m = Usable("rfc4475/esc02");
        Assert.Equal((SipMethod.Unknown, "RE%47IST%45R"), (m.Method, Text.Of(m.MethodToken)));
        Assert.Equal(["<sip:alias1@host1.example.com>", "<sip:alias3@host3.example.com>"], Text.All(m.Values(HeaderId.Contact)));
        Assert.Equal("%Z%45", m.From.GetDisplayName());
    }

    [Fact]
    public void Escaped_NUL_does_not_cut_a_user()
    {
        Assert.True(SipUriView.TryParse(Usable("rfc4475/escnull").To.Uri, out var to));
        Assert.Equal("null-\0-null", SipUriView.Unescape(to.User));
    }

    [Fact]
    public void What_follows_the_body_of_a_datagram_is_cut_off()
    {
        var m = Usable("rfc4475/dblreq");
        Assert.Equal((SipMethod.Register, 0, 1), (m.Method, m.Body.Length, m.Count(HeaderId.Via)));
    }

    [Fact]
    public void Binary_bodies_are_whole()
    {
        var m = Usable("rfc4475/mpart01");
        Assert.Equal((553, true), (m.Body.Length, m.Body.Contains((byte)0)));
        Assert.Equal((5070, true, 0), (m.TopVia.Port, m.TopVia.HasRport, m.TopVia.Rport));
    }

    [Fact]
    public void Semicolons_of_a_user_part_are_not_parameters()
    {
        Assert.True(SipUriView.TryParse(Usable("rfc4475/semiuri").RequestUri, out var uri));
        Assert.Equal(("user;par=u@example.net", "example.com", ""), (SipUriView.Unescape(uri.User), Text.Of(uri.Host), Text.Of(uri.Parameters)));
    }

    [Fact]
    public void Thirty_four_vias_keep_their_order()
    {
        var vias = Text.All(Usable("rfc4475/longreq").Values(HeaderId.Via));
        Assert.Equal(34, vias.Count);
        for (var i = 0; i < 33; i++)
            Assert.Equal($"SIP/2.0/TCP sip{33 - i}.example.com", vias[i].Split(';')[0]);
    }

    [Fact]
    public void IPv6_port_is_outside_the_brackets()
    {
        Assert.True(SipUriView.TryParse(Usable("rfc5118/port-ambiguous").RequestUri, out var ambiguous));
        Assert.Equal(("[2001:db8::10:5070]", 0), (Text.Of(ambiguous.Host), ambiguous.Port));
        Assert.True(SipUriView.TryParse(Usable("rfc5118/port-unambiguous").RequestUri, out var clear));
        Assert.Equal(("[2001:db8::10]", 5070, true), (Text.Of(clear.Host), clear.Port, clear.HostIsIPv6));
    }
}
