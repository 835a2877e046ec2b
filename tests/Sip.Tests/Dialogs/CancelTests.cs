using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

public sealed class CancelTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void CANCEL_waits_for_the_first_provisional_response()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Tries = false, RingsAfter = TimeSpan.FromSeconds(3), AnswersAfter = null };
        var uac = _stack.Call(phone);
        _stack.Run(1);
        _stack.OnLoop(() => uac.Cancel("SIP;cause=200"u8));
        _stack.Run(1.9);
        Assert.Empty(phone.Requests("CANCEL"));
        _stack.Run(0.2);
        var cancel = phone.Requests("CANCEL").Single();
        Assert.Equal("SIP;cause=200", cancel["Reason"]);
        Assert.Equal([phone.Call.Invite["Via"]], cancel.All("Via"));
        Assert.Equal((phone.Call.Invite.RequestUri, phone.Call.Invite["To"], "1 CANCEL"), (cancel.RequestUri, cancel["To"], cancel["CSeq"]));
        Assert.Equal(["failed 487"], _stack.User.Events);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_cancelled_call_that_never_answers_at_all_ends_with_its_time_out()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { IsDead = true };
        var uac = _stack.Call(phone);
        _stack.OnLoop(() => uac.Cancel());
        _stack.Run(32);
        Assert.Empty(phone.Requests("CANCEL"));
        Assert.Equal(["failed 408 alone"], _stack.User.Events);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_cancelled_INVITE_without_a_final_response_is_given_up_after_32_seconds()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { AnswersAfter = null };
        var uac = _stack.Call(phone);
        phone.Intercept = message =>
        {
            if (message.Method == "CANCEL")
                phone.Answer(message, phone.NewResponse(message, 200, "x"));
            return true;
        };
        _stack.OnLoop(() => uac.Cancel());
        _stack.Run(31.9);
        Assert.Equal(["provisional 180"], _stack.User.Events);
        _stack.Run(0.2);
        Assert.Equal(["provisional 180", "failed 487 alone"], _stack.User.Events);
        _stack.Run(10);
        _stack.AssertEmpty();
    }

    [Fact]
    public void Late_200_is_acknowledged_and_hung_up()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { AnswersAfter = null, AnswersInSpiteOfCancel = true };
        _stack.User.OnAnswered = (session, _) =>
        {
            session.Acknowledge();
            session.HangUp();
        };
        var uac = _stack.Call(phone);
        _stack.OnLoop(() => uac.Cancel());
        _stack.Run(1);
        Assert.Equal(["provisional 180", "answered", "ended HungUp"], _stack.User.Events);
        Assert.Equal(["CANCEL", "ACK", "BYE"], phone.Call.Requests.Select(request => request.Method));
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_session_hung_up_before_it_was_acknowledged_is_acknowledged_first()
    {
        var phone = _stack.NewPhone();
        _stack.User.OnAnswered = (session, _) => session.HangUp();
        _stack.Call(phone);
        _stack.Run(2);
        Assert.Equal(["ACK", "BYE"], phone.Call.Requests.Select(request => request.Method));
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_CANCEL_to_us_gets_200_and_the_INVITE_487()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(1);
        call.Cancel();
        _stack.Run(1);
        Assert.Equal((200, 487), (call.CancelStatus, call.FinalStatus));
        Assert.Equal(["invite", "cancelled"], _stack.User.Events);
        Assert.Equal(phone.Responses(487).Single().ToTag, phone.Responses(200).Single().ToTag);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_CANCEL_that_crosses_our_200_gets_200_and_changes_nothing()
    {
        _stack.Network.Faults = new() { Delay = TimeSpan.FromMilliseconds(50) };
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(1);
        call.Cancel();
        _stack.User.Accept();
        _stack.Run(1);
        Assert.Equal((200, 200), (call.CancelStatus, call.FinalStatus));
        Assert.Equal(["invite", "ack"], _stack.User.Events);
        call.HangUp();
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_CANCEL_for_nothing_gets_481()
    {
        var phone = _stack.NewPhone();
        phone.Send(phone.NewRequest("CANCEL", "sip:600@192.0.2.1", "<sip:a@b>;tag=1", "<sip:600@192.0.2.1>", "unknown", 1));
        _stack.Run(0);
        Assert.NotEmpty(phone.Responses(481).Single().ToTag);
        Assert.Empty(_stack.User.Events);
    }

    [Fact]
    public void A_CANCEL_with_a_branch_of_its_own_is_matched_by_the_call()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(1);
        var cancel = phone.NewRequest("CANCEL", call.Invite.RequestUri, call.Invite["From"], call.Invite["To"], call.CallId, call.Invite.CSeq);
        phone.Send(cancel);
        _stack.Run(1);
        Assert.Equal(487, call.FinalStatus);
        Assert.Equal(["invite", "cancelled"], _stack.User.Events);
    }

    [Fact]
    public void The_same_CANCEL_from_another_address_cancels_nothing()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        var stranger = _stack.NewPhone("stranger", address: "192.0.2.66:5060");
        _stack.Run(1);
        stranger.Send(stranger.NewRequest("CANCEL", call.Invite.RequestUri, call.Invite["From"], call.Invite["To"], call.CallId, call.Invite.CSeq));
        _stack.Run(1);
        Assert.Equal(["invite"], _stack.User.Events);
        Assert.Single(stranger.Responses(481));
    }

    [Fact]
    public void An_INVITE_whose_Expires_is_over_ends_with_487()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = [("Expires", "20")] });
        _stack.Run(19.9);
        Assert.Equal(0, call.FinalStatus);
        _stack.Run(0.2);
        Assert.Equal(487, call.FinalStatus);
        Assert.Equal(["invite", "cancelled"], _stack.User.Events);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void An_answered_INVITE_does_not_expire()
    {
        var phone = _stack.NewPhone();
        phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = [("Expires", "20")] });
        _stack.Run(10);
        _stack.User.Accept();
        _stack.Run(30);
        Assert.Equal(["invite", "ack"], _stack.User.Events);
    }
}
