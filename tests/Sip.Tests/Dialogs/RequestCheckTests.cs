using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

public sealed class RequestCheckTests : IDisposable
{
    private const string Allow = "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, REFER, SUBSCRIBE, REGISTER";

    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Theory]
    [InlineData("FROBNICATE", 501)]
    [InlineData("NOTIFY", 405)]
    [InlineData("MESSAGE", 405)]
    [InlineData("PUBLISH", 405)]
    public void A_method_that_is_not_offered_is_refused_with_the_list_of_those_that_are(string method, int status)
    {
        var phone = _stack.NewPhone();
        phone.Request(method, "sip:192.0.2.1");
        _stack.Run(0);
        var refusal = phone.Responses(status).Single();
        Assert.Equal(Allow, refusal["Allow"]);
        Assert.Equal($"1 {method}", refusal["CSeq"]);
        Assert.NotEmpty(refusal.ToTag);
    }

    [Theory]
    [InlineData("BYE")]
    [InlineData("PRACK")]
    [InlineData("UPDATE")]
    [InlineData("INFO")]
    public void A_dialogs_method_outside_of_a_dialog_gets_481(string method)
    {
        var phone = _stack.NewPhone();
        phone.Request(method, "sip:192.0.2.1");
        _stack.Run(0);
        Assert.NotEmpty(phone.Responses(481).Single().ToTag);
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("BYE")]
    [InlineData("OPTIONS")]
    public void A_request_for_an_unknown_dialog_gets_481(string method)
    {
        var phone = _stack.NewPhone();
        phone.Request(method, "sip:192.0.2.1", null, ("To", "<sip:192.0.2.1>;tag=0123456789abcdef0"));
        _stack.Run(0);
        Assert.Single(phone.Responses(481));
    }

    [Fact]
    public void A_request_of_a_stranger_who_guessed_our_tag_gets_481()
    {
        var phone = _stack.NewPhone();
        phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        var stranger = _stack.NewPhone("stranger", address: "192.0.2.66:5060");
        stranger.Request("BYE", "sip:192.0.2.1", null, ("To", phone.Responses(200).Single()["To"]));
        _stack.Run(0);
        Assert.Single(stranger.Responses(481));
        Assert.Equal(["invite", "ack"], _stack.User.Events);
    }

    [Fact]
    public void Unknown_options_of_Require_are_all_named_over_all_rows()
    {
        var phone = _stack.NewPhone();
        var invite = phone.NewRequest("INVITE", "sip:600@192.0.2.1", "<sip:a@b>;tag=1", "<sip:600@192.0.2.1>", "r", 1).With("Contact", phone.Contact)
            .With("Require", "100rel, bogus").With("Require", "timer").With("Require", "precondition, Other");
        phone.Send(invite);
        _stack.Run(0);
        Assert.Equal("bogus, precondition, Other", phone.Responses(420).Single()["Unsupported"]);
        Assert.Empty(_stack.User.Events);
    }

    [Fact]
    public void Known_options_in_repeated_rows_are_accepted()
    {
        var phone = _stack.NewPhone();
        phone.Send(phone.NewRequest("INVITE", "sip:600@192.0.2.1", "<sip:a@b>;tag=1", "<sip:600@192.0.2.1>", "r", 1).With("Contact", phone.Contact)
            .With("Require", "timer").With("Require", "100rel"));
        _stack.Run(0);
        Assert.Equal("100rel", phone.Responses(180).Single()["Require"]);
    }

    [Fact]
    public void A_lower_CSeq_within_a_dialog_gets_500()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        call.Send(call.NewRequest("INFO", 10));
        _stack.Run(0);
        _stack.OnLoop(() => _stack.User.Session.AnswerInfo(200));
        call.Send(call.NewRequest("INFO", 9));
        _stack.Run(0);
        Assert.Equal([(10u, 200), (9u, 500)], call.Responses.Where(r => r.Method == "INFO").Select(r => (r.CSeq, r.Status)));
        call.Send(call.NewRequest("BYE", 4_000));
        _stack.Run(0);
        Assert.Equal("ended PeerHungUp", _stack.User.Events[^1]);
    }

    [Theory]
    [InlineData("application/xml", "<x/>", 415)]
    [InlineData("application/sdp; charset=utf-8", "v=0\r\n", 0)]
    public void A_body_that_is_no_description_gets_415(string type, string body, int status)
    {
        var phone = _stack.NewPhone();
        phone.Send(phone.NewRequest("INVITE", "sip:600@192.0.2.1", "<sip:a@b>;tag=1", "<sip:600@192.0.2.1>", "r", 1).With("Contact", phone.Contact).WithBody(type, body));
        _stack.Run(0);
        Assert.Equal(status == 0 ? ["invite"] : [], _stack.User.Events);
        if (status != 0)
            Assert.Equal("application/sdp, multipart/mixed", phone.Responses(status).Single()["Accept"]);
    }

    [Theory]
    [InlineData("application/pidf+xml", "<presence/>", "render;handling=optional", null, false)]
    [InlineData("application/pidf+xml", "<presence/>", "render ; Handling = OPTIONAL", null, false)]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n\r\nhello\r\n--b--\r\n", "render;handling=optional", null, false)]
    [InlineData("application/pidf+xml", "<presence/>", "render;handling=required", null, true)]
    [InlineData("application/pidf+xml", "<presence/>", "optional", null, true)]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n\r\nhello\r\n--b--\r\n", null, null, true)]
    [InlineData("multipart/mixed", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--\r\n", null, null, true)]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--\r\n", null, null, false)]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--\r\n", null, "identity", false)]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--\r\n", null, "gzip", true)]
    [InlineData("application/pidf+xml", "<presence/>", "render;handling=optional", "gzip", true)]
    public void A_body_is_taken_when_it_holds_a_description_or_may_be_passed_over(string type, string body, string? disposition, string? encoding, bool refused)
    {
        var phone = _stack.NewPhone();
        var invite = phone.NewRequest("INVITE", "sip:600@192.0.2.1", "<sip:a@b>;tag=1", "<sip:600@192.0.2.1>", "r", 1).With("Contact", phone.Contact)
            .Set("Content-Disposition", disposition).Set("Content-Encoding", encoding).WithBody(type, body);
        phone.Send(invite);
        _stack.Run(0);
        Assert.Equal(refused ? [] : ["invite"], _stack.User.Events);
        Assert.Equal(refused ? 1 : 0, phone.Responses(415).Count());
    }

    [Fact]
    public void An_UPDATE_with_a_body_that_may_be_passed_over_is_one_without_an_offer()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        call.Send(call.NewRequest("UPDATE").With("Content-Disposition", "render;handling=optional").WithBody("application/pidf+xml", "<presence/>"));
        call.Send(call.NewRequest("UPDATE").WithBody("application/pidf+xml", "<presence/>"));
        _stack.Run(0);
        Assert.Equal([200, 415], call.Responses.Where(r => r.Method == "UPDATE").Select(r => r.Status));
    }

    [Fact]
    public void An_INVITE_that_has_no_hop_left_gets_483_and_one_without_Contact_400()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = [("Max-Forwards", "0")] });
        phone.Send(phone.NewRequest("INVITE", "sip:600@192.0.2.1", "<sip:a@b>;tag=1", "<sip:600@192.0.2.1>", "r", 1));
        _stack.Run(0);
        Assert.Equal(483, call.FinalStatus);
        Assert.Equal("SIP/2.0 400 Contact is missing", phone.Responses(400).Single().StartLine);
    }

    [Fact]
    public void An_unknown_URI_scheme_gets_416()
    {
        var phone = _stack.NewPhone();
        phone.Send(phone.NewRequest("INVITE", "mailto:600@192.0.2.1", "<sip:a@b>;tag=1", "<sip:600@192.0.2.1>", "r", 1).With("Contact", phone.Contact));
        _stack.Run(0);
        Assert.Single(phone.Responses(416));
    }

    [Theory]
    [InlineData("dialog")]
    [InlineData("message-summary")]
    public void A_SUBSCRIBE_within_a_call_for_an_event_that_is_not_served_there_gets_489(string name)
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        call.Send(call.NewRequest("SUBSCRIBE").With("Event", name));
        _stack.Run(0);
        Assert.Equal((489, "message-summary"), (call.Responses[^1].Status, call.Responses[^1]["Allow-Events"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_INFO_of_a_package_gets_469_before_and_after_the_answer(bool isAnswered)
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        if (isAnswered)
            _stack.User.Accept();
        else
            _stack.OnLoop(() => _stack.User.Uas.Ring(180));
        _stack.Run(0);
        call.Send(call.NewRequest("INFO").With("Info-Package", "g.3gpp.mid-call").WithBody("application/x", "1"));
        _stack.Run(0);
        var refusal = call.Responses[^1];
        Assert.Equal((469, "INFO"), (refusal.Status, refusal.Method));
        Assert.Equal([""], refusal.All("Recv-Info"));
        Assert.DoesNotContain("info", _stack.User.Events);
    }

    [Fact]
    public void An_unknown_method_within_a_dialog_gets_501_and_OPTIONS_a_list_of_what_we_can()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        call.Send(call.NewRequest("FROBNICATE"));
        call.Send(call.NewRequest("OPTIONS"));
        _stack.Run(0);
        Assert.Equal([501, 200], call.Responses.TakeLast(2).Select(response => response.Status));
        Assert.All(call.Responses.TakeLast(2), response => Assert.Equal(Allow, response["Allow"]));
    }
}
