using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

/// <summary>INFO within an established dialog, in both directions.</summary>
public sealed class InfoTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void An_INFO_is_passed_up_and_answered_in_order()
    {
        var (_, call) = _stack.Established();
        call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=1"));
        call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=2"));
        _stack.Run(0.1);
        _stack.OnLoop(() => _stack.User.Session.AnswerInfo(200));
        _stack.OnLoop(() => _stack.User.Session.AnswerInfo(415));
        _stack.Run(0.1);
        Assert.Equal([(2u, 200), (3u, 415)], call.Responses.Where(r => r.Method == "INFO").Select(r => (r.CSeq, r.Status)));
        Assert.Equal(["invite", "ack", "info", "info"], _stack.User.Events);
    }

    [Fact]
    public void An_INFO_that_waits_for_its_answer_gets_100_after_three_and_a_half_seconds_and_its_repetitions_then_do()
    {
        var (phone, call) = _stack.Established();
        call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=1"));
        _stack.Run(10);
        var asked = _stack.Network.Log.First(sent => sent.Message.Method == "INFO").At.TotalSeconds;
        Assert.Equal([3.5, 7.5], phone.Times(100, "INFO").Select(at => at - asked));
        _stack.OnLoop(() => _stack.User.Session.AnswerInfo(200));
        _stack.Run(40);
        Assert.Equal(200, call.Responses[^1].Status);
        Assert.Equal(2, phone.Times(100, "INFO").Count());
    }

    [Theory]
    [InlineData(481, 0)]
    [InlineData(408, 1)]
    public void A_peer_that_answers_our_INFO_so_does_not_have_the_session_any_more(int status, int byes)
    {
        var (phone, call) = _stack.Established();
        phone.Intercept = message => phone.AnswerWith(message, "INFO", status);
        call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=1"));
        _stack.Run(0);
        _stack.OnLoop(() => _stack.User.Session.Info(_stack.User.LastInfo!));
        _stack.Run(1);
        Assert.Equal("ended PeerLost", _stack.User.Events[^1]);
        Assert.Equal(byes, phone.Requests("BYE").Count());
    }

    [Fact]
    public void An_INFO_of_ours_has_the_body_of_the_original()
    {
        var (phone, call) = _stack.Established();
        call.Send(call.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=1"));
        _stack.Run(0);
        _stack.OnLoop(() => _stack.User.Session.Info(_stack.User.LastInfo!));
        _stack.Run(0.1);
        var info = phone.Requests("INFO").Single();
        Assert.Equal(("application/dtmf-relay", "Signal=1"), (info["Content-Type"], info.Body));
        Assert.Equal("info answered 200", _stack.User.Events[^1]);
    }
}
