using PbxBridge.Sip.Dialogs;
using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

/// <summary>re-INVITE and UPDATE in both directions, and their collisions.</summary>
public sealed class OfferTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void A_re_INVITE_is_answered_and_its_200_repeated_until_the_ACK()
    {
        var (phone, call) = _stack.Established();
        phone.Script = new() { Acknowledges = false };
        call.Reinvite();
        _stack.Run(2);
        var oks = phone.Responses(200).Where(response => response.CSeq == 2).ToArray();
        Assert.Equal(3, oks.Length);
        Assert.NotEmpty(oks[0].Body);
        phone.Script = new();
        _stack.Run(4);
        Assert.Equal(["invite", "ack", "re-invite", "ack"], _stack.User.Events);
        Assert.False(_stack.User.Session.IsNegotiating);
    }

    [Fact]
    public void The_ACK_of_an_older_INVITE_does_not_stop_the_200_of_a_newer_one()
    {
        var (phone, call) = _stack.Established();
        var old = _stack.Network.Log.Single(sent => sent.Message.Method == "ACK");
        phone.Script = new() { Acknowledges = false };
        call.Reinvite();
        phone.SendBytes(old.Bytes, phone.Server);
        _stack.Run(1);
        Assert.Equal(2, phone.Responses(200).Count(response => response.CSeq == 2));
        Assert.Equal(["invite", "ack", "re-invite"], _stack.User.Events);
    }

    [Fact]
    public void A_re_INVITE_of_ours_is_answered_and_acknowledged()
    {
        var (phone, _) = _stack.Established();
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        _stack.Run(1);
        Assert.Equal(["invite", "ack", "offer answered"], _stack.User.Events);
        Assert.Equal(1u, phone.Requests("ACK").Single().CSeq);
        Assert.False(_stack.User.Session.IsNegotiating);
    }

    [Fact]
    public void A_re_INVITE_of_ours_without_an_offer_is_answered_in_its_ACK()
    {
        var (phone, _) = _stack.Established();
        _stack.User.OnOfferAnswered = session => session.Acknowledge(TestUser.Sdp);
        _stack.OnLoop(() => _stack.User.Session.Reinvite(default));
        _stack.Run(1);
        Assert.Empty(phone.Requests("INVITE").Single().Body);
        Assert.NotEmpty(phone.Requests("ACK").Single().Body);
    }

    [Fact]
    public void A_re_INVITE_that_meets_ours_gets_491()
    {
        var (phone, call) = _stack.Established();
        phone.Intercept = message => message.Method == "INVITE" && message.IsRequest;
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        call.Reinvite();
        _stack.Run(1);
        Assert.Equal(491, call.Responses[^1].Status);
        Assert.Equal(["invite", "ack"], _stack.User.Events);
    }

    [Fact]
    public void Ours_that_meets_the_peers_is_refused_with_491_and_the_session_goes_on()
    {
        var (phone, _) = _stack.Established();
        phone.Intercept = message =>
        {
            if (message.Method != "INVITE" || !message.IsRequest)
                return false;
            phone.Answer(message, phone.NewResponse(message, 491, "x"));
            return true;
        };
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        _stack.Run(1);
        Assert.Equal(["invite", "ack", "offer refused 491"], _stack.User.Events);
        Assert.False(_stack.User.Session.IsOver);
        Assert.Single(phone.Requests("ACK"));
    }

    [Fact]
    public void An_offer_while_another_is_under_way_is_refused_with_491_in_a_later_turn()
    {
        _stack.Established();
        _stack.OnLoop(() =>
        {
            _stack.User.Session.Reinvite(TestUser.Sdp);
            _stack.User.Session.Reinvite(TestUser.Sdp);
            Assert.Equal(["invite", "ack"], _stack.User.Events);
        });
        _stack.Run(1);
        Assert.Equal(["invite", "ack", "offer refused 491", "offer answered"], _stack.User.Events);
    }

    [Fact]
    public void A_second_re_INVITE_while_one_waits_gets_500_and_Retry_After()
    {
        var (_, call) = _stack.Established();
        _stack.User.OnReinvite = _ => { };
        call.Reinvite();
        _stack.Run(0.1);
        call.Reinvite();
        _stack.Run(0.1);
        var refusal = call.Responses[^1];
        Assert.Equal((500, 3u), (refusal.Status, refusal.CSeq));
        Assert.InRange(int.Parse(refusal["Retry-After"]), 0, 10);
        _stack.OnLoop(() => _stack.User.Session.AnswerReinvite(TestUser.Sdp));
        _stack.Run(0.1);
        Assert.Equal((200, 2u), (call.Responses[^1].Status, call.Responses[^1].CSeq));
    }

    [Fact]
    public void A_cancelled_re_INVITE_gets_487_and_the_session_goes_on()
    {
        var (phone, call) = _stack.Established();
        _stack.User.OnReinvite = _ => { };
        var reinvite = call.NewRequest("INVITE").WithBody("application/sdp", phone.Sdp);
        call.Send(reinvite, response => { });
        _stack.Run(0.1);
        var cancel = new WireMessage($"CANCEL {reinvite.RequestUri} SIP/2.0").With("Via", reinvite["Via"]).With("From", reinvite["From"])
            .With("To", reinvite["To"]).With("Call-ID", reinvite.CallId).With("CSeq", $"{reinvite.CSeq} CANCEL");
        phone.Send(cancel);
        _stack.Run(0.1);
        Assert.Equal([100, 487], call.Responses.Where(response => response.CSeq == 2).Select(response => response.Status));
        _stack.OnLoop(() => _stack.User.Session.AnswerReinvite(TestUser.Sdp));
        _stack.Run(0.1);
        Assert.False(_stack.User.Session.IsOver);
        Assert.DoesNotContain(phone.Responses(200), response => response is { CSeq: 2, Method: "INVITE" });
    }

    [Fact]
    public void A_fast_re_INVITE_that_overtakes_the_ACK_is_answered()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Acknowledges = false };
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(0.1);
        phone.Script = new();
        call.Reinvite();
        _stack.Run(40);
        Assert.Equal(["invite", "re-invite", "ack"], _stack.User.Events);
        Assert.Single(phone.Responses(200), response => response.CSeq == 1);
        Assert.False(_stack.User.Session.IsOver);
    }

    [Fact]
    public void A_hang_up_is_not_lost_when_a_re_INVITE_overtakes_the_ACK()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Acknowledges = false };
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        call.Reinvite();
        _stack.Run(0.1);
        Assert.Equal(481, call.Responses[^1].Status);
        _stack.Run(60);
        Assert.Single(phone.Requests("BYE"));
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_re_INVITE_while_our_offer_waits_for_its_answer_in_the_ACK_gets_500()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Acknowledges = false };
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Sdp = "" });
        _stack.Run(0);
        _stack.User.Accept();
        call.Reinvite();
        _stack.Run(0.1);
        Assert.Equal(500, call.Responses[^1].Status);
    }

    [Fact]
    public void An_UPDATE_with_an_offer_is_answered()
    {
        var (phone, call) = _stack.Established();
        call.Update(phone.Sdp);
        _stack.Run(0.1);
        Assert.Equal(["invite", "ack", "update"], _stack.User.Events);
        Assert.Equal(200, call.Responses[^1].Status);
        Assert.NotEmpty(call.Responses[^1].Body);
    }

    [Fact]
    public void An_UPDATE_without_an_offer_is_answered_without_the_program()
    {
        var (_, call) = _stack.Established();
        call.Update();
        _stack.Run(0.1);
        Assert.Equal(["invite", "ack"], _stack.User.Events);
        Assert.Equal(200, call.Responses[^1].Status);
        Assert.Empty(call.Responses[^1].Body);
    }

    [Fact]
    public void An_UPDATE_of_ours_is_answered()
    {
        _stack.Established();
        _stack.OnLoop(() => _stack.User.Session.Update(TestUser.Sdp));
        _stack.Run(0.1);
        Assert.Equal(["invite", "ack", "offer answered"], _stack.User.Events);
        Assert.False(_stack.User.Session.IsNegotiating);
    }

    [Fact]
    public void An_UPDATE_that_meets_ours_gets_491_and_one_that_meets_its_own_gets_500()
    {
        var (phone, call) = _stack.Established();
        phone.Intercept = message => message.Method == "UPDATE" && message.IsRequest;
        _stack.OnLoop(() => _stack.User.Session.Update(TestUser.Sdp));
        call.Update(phone.Sdp);
        _stack.Run(0.1);
        Assert.Equal(491, call.Responses[^1].Status);

        using var other = new TestStack();
        other.User.OnUpdate = _ => { };
        var second = other.NewPhone();
        var twice = second.Dial("sip:600@192.0.2.1");
        other.Run(0);
        other.User.Accept();
        twice.Update(second.Sdp);
        other.Run(0.1);
        twice.Update(second.Sdp);
        other.Run(0.1);
        Assert.Equal(500, twice.Responses[^1].Status);
        Assert.True(twice.Responses[^1].Has("Retry-After"));
    }

    [Theory]
    [InlineData(405)]
    [InlineData(501)]
    public void An_offer_whose_UPDATE_is_not_taken_comes_as_INVITE(int status)
    {
        var (phone, _) = _stack.Established();
        phone.Intercept = message => phone.AnswerWith(message, "UPDATE", status);
        _stack.OnLoop(() => _stack.User.Session.Update(TestUser.Sdp));
        _stack.Run(1);
        Assert.Equal(["invite", "ack", "offer answered"], _stack.User.Events);
        var offer = phone.Requests("INVITE").Single();
        Assert.Equal(System.Text.Encoding.UTF8.GetString(TestUser.Sdp), offer.Body);
        Assert.Equal(offer.CSeq, phone.Requests("ACK").Last().CSeq);
        Assert.False(_stack.User.Session.IsNegotiating);
    }

    [Fact]
    public void A_481_to_our_offer_ends_the_session_without_a_BYE()
    {
        var (phone, _) = _stack.Established();
        phone.Intercept = message => phone.AnswerWith(message, "INVITE", 481);
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        _stack.Run(1);
        Assert.Equal(["invite", "ack", "ended PeerLost"], _stack.User.Events);
        Assert.Empty(phone.Requests("BYE"));
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_re_INVITE_of_ours_without_any_answer_ends_the_session_with_a_BYE()
    {
        var (phone, _) = _stack.Established();
        phone.Intercept = message => message.Method == "INVITE";
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        _stack.Run(33);
        Assert.Equal(["invite", "ack", "ended PeerLost"], _stack.User.Events);
        Assert.Single(phone.Requests("BYE"));
    }

    [Fact]
    public void A_200_to_our_re_INVITE_after_the_end_is_still_acknowledged()
    {
        var (phone, call) = _stack.Established();
        WireMessage? waiting = null;
        phone.Intercept = message =>
        {
            if (message.Method != "INVITE" || !message.IsRequest)
                return false;
            waiting = message;
            return true;
        };
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        call.HangUp();
        _stack.Run(0.1);
        phone.Send(phone.NewResponse(waiting!, 200, "x").With("Contact", phone.Contact));
        _stack.Run(0.1);
        Assert.Single(phone.Requests("ACK"));
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Theory]
    [InlineData(481, "ended PeerLost")]
    [InlineData(405, "ack")]
    public void A_probe_ends_the_session_when_the_peer_does_not_know_it(int status, string lastEvent)
    {
        var (phone, _) = _stack.Established();
        phone.Intercept = message => phone.AnswerWith(message, "OPTIONS", status);
        _stack.OnLoop(() => _stack.User.Session.Probe());
        _stack.Run(1);
        Assert.Equal(lastEvent, _stack.User.Events[^1]);
    }
}
