using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

public sealed class AcceptTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Theory]
    [InlineData(Sip.Transport.TransportKind.Udp)]
    [InlineData(Sip.Transport.TransportKind.Tcp)]
    public void Our_200_is_repeated_until_32_seconds_passed_without_an_ACK_and_then_hung_up(Sip.Transport.TransportKind transport)
    {
        var phone = _stack.NewPhone(transport: transport);
        phone.Script = new() { Acknowledges = false };
        phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(31.99);
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5], phone.Times(200, "INVITE"));
        Assert.Empty(phone.Requests("BYE"));
        _stack.Run(0.01);
        Assert.Equal("Q.850;cause=102;text=\"No ACK\"", phone.Requests("BYE").Single()["Reason"]);
        Assert.Equal(["invite", "ended NoAck"], _stack.User.Events);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void The_ACK_ends_the_repetitions()
    {
        _stack.Network.Faults = new() { Delay = TimeSpan.FromMilliseconds(400) };
        var phone = _stack.NewPhone();
        phone.Dial("sip:600@192.0.2.1");
        _stack.Run(1);
        _stack.User.Accept();
        _stack.Run(30);
        Assert.Equal([1.4, 1.9], phone.Times(200, "INVITE"));
        Assert.Equal(["invite", "ack"], _stack.User.Events);
    }

    [Fact]
    public void A_hang_up_of_ours_before_the_ACK_waits_for_it()
    {
        _stack.Network.Faults = new() { Delay = TimeSpan.FromMilliseconds(100) };
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(1);
        _stack.User.Accept();
        _stack.OnLoop(() => _stack.User.Session.HangUp("Q.850;cause=16"u8));
        Assert.Equal(["invite", "ended HungUp"], _stack.User.Events);
        _stack.Run(0.15);
        Assert.Empty(phone.Requests("BYE"));
        _stack.Run(0.2);
        Assert.Equal([1.3], phone.Times("BYE"));
        Assert.True(call.WasHungUpByPeer);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_hang_up_of_ours_whose_ACK_never_comes_sends_its_BYE_after_32_seconds()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Acknowledges = false };
        phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(40);
        Assert.Equal([32], phone.Times("BYE"));
        Assert.Equal(["invite", "ended HungUp"], _stack.User.Events);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_BYE_of_the_caller_before_its_ACK_ends_the_session()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Acknowledges = false };
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(1);
        call.HangUp();
        _stack.Run(1);
        Assert.Equal(["invite", "ended PeerHungUp"], _stack.User.Events);
        Assert.Single(phone.Responses(200), response => response.Method == "BYE");
        _stack.Run(60);
        Assert.Equal([0, 0.5], phone.Times(200, "INVITE"));
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_BYE_in_the_early_dialog_ends_the_INVITE_with_487()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(1);
        call.Send(call.NewRequest("BYE"));
        _stack.Run(1);
        Assert.Equal(487, call.FinalStatus);
        Assert.Equal(["invite", "cancelled"], _stack.User.Events);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_hang_up_of_an_early_session_refuses_the_INVITE()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(1);
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        Assert.Equal(480, call.FinalStatus);
        Assert.Equal(["invite", "ended HungUp"], _stack.User.Events);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_late_offer_in_our_200_is_answered_in_the_ACK()
    {
        var phone = _stack.NewPhone();
        phone.Dial("sip:600@192.0.2.1", new DialOptions { Sdp = "" });
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(1);
        Assert.Equal(["invite", "ack"], _stack.User.Events);
        Assert.Equal(phone.Sdp, System.Text.Encoding.UTF8.GetString(_stack.User.LastMessage!.Body));
    }

    [Fact]
    public void A_late_offer_in_the_200_to_us_is_answered_in_our_ACK_however_late()
    {
        var phone = _stack.NewPhone();
        _stack.User.OnAnswered = (_, _) => { };
        _stack.Call(phone, _stack.Invite(phone) with { Sdp = default });
        _stack.Run(3);
        Assert.DoesNotContain("100rel", phone.Call.Invite["Supported"]);
        _stack.OnLoop(() => _stack.User.Session.Acknowledge(TestUser.Sdp));
        _stack.Run(5);
        var ack = Assert.Single(phone.Requests("ACK"));
        Assert.Equal(System.Text.Encoding.UTF8.GetString(TestUser.Sdp), ack.Body);
        Assert.Equal(["INVITE", "ACK"], phone.Received.Where(r => r.Message.IsRequest).Select(r => r.Message.Method));
    }

    [Fact]
    public void A_digest_challenge_is_answered_once()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Challenges = new PhoneDigest("trunk", "secret") };
        _stack.Call(phone, _stack.Invite(phone) with { Credentials = new("trunk", "secret") });
        _stack.Run(2);
        Assert.Equal(["provisional 180", "answered"], _stack.User.Events);
        var invites = phone.Requests("INVITE").ToArray();
        Assert.Equal([1u, 2u], invites.Select(invite => invite.CSeq));
        Assert.Equal(invites[0].CallId, invites[1].CallId);
        Assert.Equal(invites[0].FromTag, invites[1].FromTag);
        Assert.NotEqual(invites[0].Branch, invites[1].Branch);
    }

    [Fact]
    public void The_ACK_of_an_answer_has_the_credentials_of_its_INVITE()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Challenges = new PhoneDigest("trunk", "secret") };
        _stack.Call(phone, _stack.Invite(phone) with { Credentials = new("trunk", "secret") });
        _stack.Run(2);
        Assert.Equal(["", phone.Requests("INVITE").Last()["Authorization"]], phone.Requests("ACK").Select(ack => ack["Authorization"]));
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        _stack.Run(1);
        Assert.Equal(phone.Requests("INVITE").Last()["Authorization"], phone.Requests("ACK").Last()["Authorization"]);
    }

    [Fact]
    public void A_proxy_and_the_server_may_both_challenge()
    {
        var digest = new PhoneDigest("trunk", "secret");
        var phone = _stack.NewPhone();
        phone.Intercept = message =>
        {
            if (!message.IsRequest || message.Method is not ("INVITE" or "BYE") || (message.Has("Proxy-Authorization") && message.Has("Authorization")))
                return false;
            var (status, header, nonce) = message.Has("Proxy-Authorization") ? (401, "WWW-Authenticate", "of-server") : (407, "Proxy-Authenticate", "of-proxy");
            phone.Answer(message, phone.NewResponse(message, status, "x").With(header, $"Digest realm=\"r\", nonce=\"{nonce}\", qop=\"auth\", algorithm=MD5"));
            return true;
        };
        _stack.Call(phone, _stack.Invite(phone) with { Credentials = new("trunk", "secret") });
        _stack.Run(2);
        Assert.Equal(["provisional 180", "answered"], _stack.User.Events);
        var invite = phone.Requests("INVITE").Last();
        Assert.True(digest.Accepts(invite["Proxy-Authorization"], "INVITE", "of-proxy"));
        Assert.True(digest.Accepts(invite["Authorization"], "INVITE", "of-server"));
        Assert.Equal(3, phone.Requests("INVITE").Count());
        var ack = phone.Requests("ACK").Last();
        Assert.Equal((invite["Proxy-Authorization"], invite["Authorization"]), (ack["Proxy-Authorization"], ack["Authorization"]));
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        Assert.True(phone.Call.WasHungUpByPeer);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_wrong_password_fails_the_call_with_401()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Challenges = new PhoneDigest("trunk", "secret") };
        _stack.Call(phone, _stack.Invite(phone) with { Credentials = new("trunk", "wrong") });
        _stack.Run(2);
        Assert.Equal(["failed 401"], _stack.User.Events);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_challenged_BYE_is_repeated_with_credentials()
    {
        var phone = _stack.NewPhone();
        _stack.Call(phone, _stack.Invite(phone) with { Credentials = new("trunk", "secret") });
        _stack.Run(2);
        phone.Intercept = message =>
        {
            if (message.Method != "BYE" || message.Has("Authorization"))
                return false;
            phone.Answer(message, phone.NewResponse(message, 401, "x").With("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=MD5"));
            return true;
        };
        _stack.OnLoop(() => _stack.User.Session.HangUp("Q.850;cause=16"u8));
        _stack.Run(1);
        Assert.True(phone.Call.WasHungUpByPeer);
        var bye = phone.Requests("BYE").Last();
        Assert.True(new PhoneDigest("trunk", "secret").Accepts(bye["Authorization"], "BYE", "n"));
        Assert.Equal("Q.850;cause=16", bye["Reason"]);
        Assert.Equal([2u, 3u], phone.Requests("BYE").Select(request => request.CSeq));
    }
}
