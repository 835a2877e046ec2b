using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

/// <summary>RFC 3261 §15: both hang up at once.</summary>
public sealed class CrossingByeTests : IDisposable
{
    private static readonly Faults s_slow = new() { Delay = TimeSpan.FromMilliseconds(50) };

    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    private PhoneCall Established()
    {
        var (_, call) = _stack.Established();
        _stack.Network.Faults = s_slow;
        return call;
    }

    [Fact]
    public void A_BYE_that_crosses_ours_gets_200()
    {
        var call = Established();
        call.HangUp();
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        Assert.Equal(200, call.Responses[^1].Status);
        Assert.Equal(["BYE"], call.Requests.Select(request => request.Method));
        Assert.Equal("ended HungUp", _stack.User.Events[^1]);
        _stack.Run(33);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_dialog_whose_BYE_was_answered_is_gone()
    {
        var call = Established();
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        call.Send(call.NewRequest("BYE"));
        _stack.Run(1);
        Assert.Equal(481, call.Responses[^1].Status);
    }

    [Fact]
    public void Any_other_request_that_crosses_our_BYE_gets_481()
    {
        var call = Established();
        call.Reinvite();
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        Assert.Equal(481, call.Responses[^1].Status);
    }

    [Fact]
    public void A_call_of_ours_is_the_same()
    {
        var phone = _stack.NewPhone();
        _stack.Call(phone);
        _stack.Run(3);
        _stack.Network.Faults = s_slow;
        phone.Call.HangUp();
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        Assert.Equal(200, phone.Call.Responses[^1].Status);
        _stack.Run(33);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_peer_that_never_answers_our_BYE_leaves_nothing()
    {
        var (phone, _) = _stack.Established();
        phone.Script = new() { IsDead = true };
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(70);
        _stack.AssertEmpty();
    }
}
