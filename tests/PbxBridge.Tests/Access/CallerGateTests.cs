using PbxBridge.Access;
using PbxBridge.Routing.Companies;
using PbxBridge.Sip.Transport;
using PbxBridge.Testing;
using PbxBridge.Tests.Registrar;

namespace PbxBridge.Tests.Access;

public sealed class CallerGateTests : IDisposable
{
    private readonly RegistrarStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void An_unknown_user_gets_the_answer_of_a_wrong_password()
    {
        var known = Refusal("anna", "198.51.100.7:5060");
        var unknown = Refusal("zoja", "198.51.100.7:5061");
        Assert.Contains("401", known, StringComparison.Ordinal);
        Assert.Equal(known, unknown);
    }

    [Fact]
    public void A_blocked_user_gets_the_answer_of_a_wrong_password_whatever_it_is()
    {
        var expected = Refusal("anna", "198.51.100.7:5060");
        var phone = _stack.Phone("anna", "198.51.100.7:5070");
        for (var i = 0; i < 4; i++)
            _stack.Prove(phone, _stack.NewRegister(phone), "wrong");
        var right = _stack.Prove(phone, _stack.NewRegister(phone, callId: "x-reg"))!;
        Assert.Equal(expected, Comparable(right, "anna"));
        Assert.Equal(0, _stack.Registrar.Count);
    }

    [Fact]
    public void A_stale_nonce_is_named_only_to_one_with_the_right_password_and_no_block()
    {
        var phone = _stack.Phone();
        var challenge = _stack.Send(phone, _stack.NewRegister(phone))!;
        _stack.Run(301);
        var right = _stack.Send(phone, _stack.Proved(phone, _stack.NewRegister(phone), challenge, new PhoneDigest("anna", "anna-word")))!;
        Assert.Contains("stale=true", right["WWW-Authenticate"], StringComparison.Ordinal);
        for (var i = 0; i < 5; i++)
        {
            var wrong = _stack.Send(phone, _stack.Proved(phone, _stack.NewRegister(phone), challenge, new PhoneDigest("anna", "wrong")))!;
            Assert.DoesNotContain("stale", wrong["WWW-Authenticate"], StringComparison.Ordinal);
        }
        var blocked = _stack.Send(phone, _stack.Proved(phone, _stack.NewRegister(phone), challenge, new PhoneDigest("anna", "anna-word")))!;
        Assert.Equal(401, blocked.Status);
        Assert.DoesNotContain("stale", blocked["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_count_once()
    {
        var phone = _stack.Phone();
        var challenge = _stack.Send(phone, _stack.NewRegister(phone))!;
        var good = _stack.Proved(phone, _stack.NewRegister(phone), challenge, new PhoneDigest("anna", "anna-word"));
        Assert.Equal(200, _stack.Send(phone, good)?.Status);
        var replay = _stack.NewRegister(phone, "<sip:thief@203.0.113.9>").With("Authorization", good["Authorization"]);
        var answer = _stack.Send(phone, replay)!;
        Assert.Equal(401, answer.Status);
        Assert.Contains("stale=true", answer["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.Equal(1, _stack.Registrar.Count);
    }

    [Fact]
    public void Credentials_for_another_URI_are_refused()
    {
        var phone = _stack.Phone();
        var challenge = _stack.Send(phone, _stack.NewRegister(phone))!;
        var request = _stack.Proved(phone, _stack.NewRegister(phone), challenge, new PhoneDigest("anna", "anna-word"));
        request.StartLine = "REGISTER sip:192.0.2.99 SIP/2.0";
        Assert.Equal(400, _stack.Send(phone, request)?.Status);
    }

    [Fact]
    public void An_INVITE_from_a_stranger_over_UDP_gets_no_answer()
    {
        var phone = _stack.Phone();
        Assert.Null(_stack.Send(phone, _stack.NewInvite(phone)));
        Assert.Equal(GateOutcome.Silent, _stack.Calls[^1].Outcome);
        _stack.Run(40);
        Assert.Empty(phone.Received);
    }

    [Fact]
    public void A_stranger_with_a_wrong_password_gets_no_answer_to_its_INVITE()
    {
        var phone = _stack.Phone();
        var challenge = _stack.Send(phone, _stack.NewRegister(phone))!;
        Assert.Null(_stack.Send(phone, _stack.Proved(phone, _stack.NewInvite(phone), challenge, new PhoneDigest("anna", "wrong"))));
        Assert.Equal(486, _stack.Send(phone, _stack.Proved(phone, _stack.NewInvite(phone), challenge, new PhoneDigest("anna", "anna-word")))?.Status);
    }

    [Fact]
    public void An_INVITE_over_TCP_or_from_where_somebody_is_registered_is_challenged()
    {
        var tcp = _stack.Phone(transport: TransportKind.Tcp);
        Assert.Equal(401, _stack.Send(tcp, _stack.NewInvite(tcp))?.Status);
        var phone = _stack.Phone();
        _stack.Register(phone);
        Assert.Equal(401, _stack.Send(phone, _stack.NewInvite(phone))?.Status);
        Assert.All(_stack.Calls, call => Assert.Equal(GateOutcome.Challenged, call.Outcome));
    }

    [Fact]
    public void A_proved_INVITE_is_of_its_user_and_company()
    {
        var phone = _stack.Phone();
        _stack.Register(phone);
        Assert.Equal(486, _stack.Prove(phone, _stack.NewInvite(phone))?.Status);
        Assert.Equal(("przyklad", "anna"), (_stack.Calls[^1].Company?.Id, _stack.Calls[^1].Softphone?.Softphone.User));
    }

    [Theory]
    [InlineData("<sip:+48601000201@192.0.2.1>", 486)]
    [InlineData("<sip:601-000-201@192.0.2.1;user=phone>", 486)]
    [InlineData("<tel:0048601000201>", 486)]
    [InlineData("<sip:201@192.0.2.1>", 486)]
    [InlineData("\"Anonymous\" <sip:anonymous@anonymous.invalid>", 486)]
    [InlineData("<sip:piotr@192.0.2.1>", 403)]
    [InlineData("<sip:+48601000202@192.0.2.1>", 403)]
    [InlineData("<sip:ANNA@192.0.2.1>", 403)]
    public void From_must_be_the_user_or_a_number_of_his(string from, int status)
    {
        var phone = _stack.Phone();
        _stack.Register(phone);
        Assert.Equal(status, _stack.Prove(phone, _stack.NewInvite(phone, from + ";tag=q"))?.Status);
    }

    [Fact]
    public void A_trunk_with_credentials_is_challenged_in_its_realm()
    {
        _stack.Trunk = new TrunkCredentials("pbx1", RegistrarStack.Secret("pbx1", "trunks.example", "pbx-word"));
        var pbx = _stack.Phone("pbx", "198.51.100.80:5060");
        var invite = _stack.NewInvite(pbx);
        Assert.Contains("realm=\"trunks.example\"", _stack.Send(pbx, invite)!["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.Equal(401, _stack.Prove(pbx, _stack.NewInvite(pbx), "wrong", "pbx1")?.Status);
        Assert.Equal(401, _stack.Prove(pbx, _stack.NewInvite(pbx), "anna-word", "anna")?.Status);
        Assert.Equal(486, _stack.Prove(pbx, _stack.NewInvite(pbx), "pbx-word", "pbx1")?.Status);
        Assert.Null(_stack.Calls[^1].Softphone);
    }

    // The refusal of a wrong password, without what must differ: names, tags, branch and nonce.
    private string Refusal(string user, string address)
    {
        var phone = _stack.Phone(user, address);
        return Comparable(_stack.Prove(phone, _stack.NewRegister(phone, callId: "x-reg"), "wrong")!, user);
    }

    private static string Comparable(WireMessage response, string user)
    {
        response.Set("Via", "").Set("CSeq", "");
        var text = System.Text.Encoding.UTF8.GetString(response.ToBytes()).Replace(response.ToTag, "TAG", StringComparison.Ordinal);
        foreach (var row in response.All("WWW-Authenticate"))
            text = text.Replace(row.Split("nonce=\"")[1].Split('"')[0], "NONCE", StringComparison.Ordinal);
        return text.Replace(user, "USER", StringComparison.Ordinal);
    }
}
