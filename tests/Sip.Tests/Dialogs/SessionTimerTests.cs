using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

/// <summary>RFC 4028 on both sides.</summary>
public sealed class SessionTimerTests : IDisposable
{
    private const string NoTimer = "100rel";
    private const string NoUpdate = "INVITE, ACK, CANCEL, BYE, OPTIONS";

    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void Our_INVITE_asks_for_1800_seconds_and_at_least_90()
    {
        var phone = _stack.NewPhone();
        _stack.Call(phone);
        Assert.Equal(("1800", "90"), (phone.Call.Invite["Session-Expires"], phone.Call.Invite["Min-SE"]));
    }

    [Theory]
    [InlineData("1800", "timer", "1800;refresher=uac", "timer")]
    [InlineData("120;refresher=uas", "timer", "120;refresher=uas", "")]
    [InlineData("120;refresher=uac", "timer", "120;refresher=uac", "timer")]
    [InlineData("7200", "timer", "1800;refresher=uac", "timer")]
    [InlineData("4294967295", "timer", "1800;refresher=uac", "timer")]
    [InlineData(null, "timer", "1800;refresher=uac", "timer")]
    [InlineData(null, "", "1800;refresher=uas", "")]
    [InlineData("600;refresher=UAS", "timer", "600;refresher=uas", "")]
    public void Our_200_names_the_interval_and_who_refreshes(string? asked, string supported, string agreed, string require)
    {
        var phone = _stack.NewPhone();
        phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = Rows(("Session-Expires", asked), ("Supported", supported)) });
        _stack.Run(0);
        _stack.User.Accept();
        var ok = phone.Responses(200).Single();
        Assert.Equal((agreed, require), (ok["Session-Expires"], ok["Require"]));
    }

    [Fact]
    public void An_INVITE_below_our_minimum_gets_422()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = Rows(("Session-Expires", "60"), ("Supported", "timer")) });
        _stack.Run(0);
        Assert.Equal(422, call.FinalStatus);
        Assert.Equal("90", phone.Responses(422).Single()["Min-SE"]);
        Assert.Empty(_stack.User.Events);
    }

    [Fact]
    public void A_422_to_our_INVITE_is_met_with_the_larger_interval()
    {
        var phone = _stack.NewPhone();
        phone.Intercept = message =>
        {
            if (message.Method != "INVITE" || !message.IsRequest || message["Session-Expires"].StartsWith("3600", StringComparison.Ordinal))
                return false;
            phone.Answer(message, phone.NewResponse(message, 422, "x").With("Min-SE", "3600"));
            return true;
        };
        _stack.Call(phone);
        _stack.Run(2);
        Assert.Equal(["provisional 180", "answered"], _stack.User.Events);
        Assert.Equal(("3600", "3600"), (phone.Call.Invite["Session-Expires"], phone.Call.Invite["Min-SE"]));
    }

    [Fact]
    public void A_422_that_asks_for_nothing_more_fails_the_call()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { DeclinesWith = 422 };
        _stack.Call(phone);
        _stack.Run(1);
        Assert.Equal(["provisional 180", "failed 422"], _stack.User.Events);
    }

    [Fact]
    public void We_refresh_by_UPDATE_at_half_the_interval_again_and_again()
    {
        var phone = _stack.NewPhone();
        _stack.Call(phone);
        _stack.Run(3000);
        Assert.Equal([901, 1801, 2701], phone.Times("UPDATE"));
        Assert.Equal("1800;refresher=uac", phone.Requests("UPDATE").First()["Session-Expires"]);
        Assert.Empty(phone.Requests("UPDATE").First().Body);
        Assert.Equal(["provisional 180", "answered"], _stack.User.Events);
    }

    [Fact]
    public void A_peer_without_UPDATE_is_refreshed_by_re_INVITE_with_the_same_description()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Allow = NoUpdate };
        _stack.Call(phone);
        _stack.Run(2000);
        Assert.Equal([0, 901, 1801], phone.Times("INVITE"));
        Assert.Equal(phone.Call.Invite.Body, phone.Requests("INVITE").Last().Body);
        Assert.Equal([1u, 2u, 3u], phone.Requests("ACK").Select(ack => ack.CSeq));
        Assert.Equal(["provisional 180", "answered"], _stack.User.Events);
    }

    [Fact]
    public void A_peer_that_knows_no_timers_is_refreshed_by_us()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Supported = NoTimer };
        _stack.Call(phone);
        _stack.Run(2000);
        Assert.Equal([901, 1801], phone.Times("UPDATE"));

        var caller = _stack.NewPhone("piotr", address: "192.0.2.20:5060");
        caller.Script = new() { Supported = NoTimer };
        caller.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(1000);
        Assert.Single(caller.Requests("UPDATE"));
    }

    [Fact]
    public void A_peer_that_is_to_refresh_and_does_not_is_hung_up_32_seconds_before_the_end()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = Rows(("Session-Expires", "600;refresher=uac"), ("Supported", "timer")) });
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(567.9);
        Assert.Equal(PhoneCallState.Answered, call.State);
        _stack.Run(0.1);
        Assert.Equal(["invite", "ack", "ended PeerLost"], _stack.User.Events);
        Assert.Equal("Q.850;cause=102;text=\"Session expired\"", phone.Requests("BYE").Single()["Reason"]);
    }

    [Fact]
    public void The_shortest_session_is_given_two_thirds_of_its_time()
    {
        var phone = _stack.NewPhone();
        phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = Rows(("Session-Expires", "90;refresher=uac"), ("Supported", "timer")) });
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(100);
        Assert.Equal([60], phone.Times("BYE"));
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void A_refresh_of_the_peer_starts_the_time_anew(string method)
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = Rows(("Session-Expires", "600;refresher=uac"), ("Supported", "timer")) });
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(300);
        if (method == "INVITE")
            call.Reinvite(null, ("Session-Expires", "600;refresher=uac"));
        else
            call.Update("", ("Session-Expires", "600;refresher=uac"));
        _stack.Run(567);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal("600;refresher=uac", call.Responses[^1]["Session-Expires"]);
        _stack.Run(2);
        Assert.True(call.WasHungUpByPeer);
    }

    [Fact]
    public void A_refresh_below_our_minimum_gets_422()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1");
        _stack.Run(0);
        _stack.User.Accept();
        _stack.Run(1);
        call.Update("", ("Session-Expires", "30"));
        _stack.Run(0.1);
        Assert.Equal((422, "90"), (call.Responses[^1].Status, call.Responses[^1]["Min-SE"]));
    }

    [Fact]
    public void A_422_to_our_refresh_is_met_at_once()
    {
        var phone = _stack.NewPhone();
        phone.Intercept = message =>
        {
            if (message.Method != "UPDATE" || !message.IsRequest || message["Min-SE"] == "4000")
                return false;
            phone.Answer(message, phone.NewResponse(message, 422, "x").With("Min-SE", "4000"));
            return true;
        };
        _stack.Call(phone);
        _stack.Run(902);
        Assert.Equal(["1800;refresher=uac", "4000;refresher=uac"], phone.Requests("UPDATE").Select(update => update["Session-Expires"]));
    }

    [Fact]
    public void A_refresh_that_nobody_answers_ends_the_session()
    {
        var phone = _stack.NewPhone();
        _stack.Call(phone);
        _stack.Run(2);
        phone.Script = new() { IsDead = true };
        _stack.Run(1000);
        Assert.Equal("ended PeerLost", _stack.User.Events[^1]);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_refresh_that_meets_an_offer_of_the_peer_is_tried_again()
    {
        var phone = _stack.NewPhone();
        phone.Intercept = message =>
        {
            if (message.Method != "UPDATE" || !message.IsRequest || phone.Times("UPDATE").Length > 1)
                return false;
            phone.Answer(message, phone.NewResponse(message, 491, "x"));
            return true;
        };
        _stack.Call(phone);
        _stack.Run(1000);
        var times = phone.Times("UPDATE");
        Assert.Equal(2, times.Length);
        Assert.InRange(times[1] - times[0], 2.1, 4.0);
    }

    [Theory]
    [InlineData(405)]
    [InlineData(501)]
    public void A_peer_that_takes_no_UPDATE_after_all_is_refreshed_by_INVITE(int status)
    {
        var phone = _stack.NewPhone();
        phone.Intercept = message => phone.AnswerWith(message, "UPDATE", status);
        _stack.Call(phone);
        _stack.Run(2800);
        Assert.False(_stack.User.Session.IsOver);
        Assert.Equal([901], phone.Times("UPDATE").Select(Math.Floor));
        var refreshes = phone.Requests("INVITE").Where(invite => invite.ToTag.Length > 0).ToArray();
        Assert.Equal(3, refreshes.Length);
        Assert.All(refreshes, invite => Assert.Equal(phone.Call.Invite.Body, invite.Body));
    }

    [Fact]
    public void An_UPDATE_without_an_interval_refreshes_too()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1", new DialOptions { Headers = Rows(("Session-Expires", "120;refresher=uac"), ("Supported", "timer")) });
        _stack.Run(0);
        _stack.User.Accept();
        for (var i = 0; i < 5; i++)
        {
            _stack.Run(60);
            call.Update("");
        }
        _stack.Run(60);
        Assert.False(_stack.User.Session.IsOver);
        _stack.Run(60);
        Assert.Equal("ended PeerLost", _stack.User.Events[^1]);
    }

    [Fact]
    public void A_session_whose_refreshes_are_refused_ends_when_its_time_is_over()
    {
        var phone = _stack.NewPhone();
        phone.Intercept = message =>
        {
            if (message.Method != "UPDATE" || !message.IsRequest)
                return false;
            phone.Answer(message, phone.NewResponse(message, 503, "x"));
            return true;
        };
        _stack.Call(phone);
        _stack.Run(1800.9);
        Assert.False(_stack.User.Session.IsOver);
        _stack.Run(0.2);
        Assert.Equal("ended PeerLost", _stack.User.Events[^1]);
        Assert.Equal([1801], phone.Times("BYE"));
    }

    private static (string, string)[] Rows(params (string Name, string? Value)[] rows) =>
        [.. rows.Where(row => row.Value is not null).Select(row => (row.Name, row.Value ?? ""))];
}
