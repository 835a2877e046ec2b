using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

public sealed class ForkTests : IDisposable
{
    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void Every_forked_200_is_acknowledged_and_the_losers_are_hung_up()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Forks = 3 };
        _stack.Call(phone);
        _stack.Run(2);
        var tags = phone.Responses200Sent(_stack.Network);
        Assert.Equal(3, tags.Length);
        Assert.Equal(tags, phone.Requests("ACK").Select(ack => ack.ToTag).Order());
        var byes = phone.Requests("BYE").Select(bye => bye.ToTag).ToArray();
        Assert.Equal(2, byes.Length);
        Assert.Equal(["provisional 180", "answered"], _stack.User.Events);
        Assert.DoesNotContain(System.Text.Encoding.UTF8.GetString(_stack.User.Session.Dialog.RemoteTag), byes);
        Assert.Equal(PhoneCallState.Answered, phone.Call.State);
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_repeated_200_gets_the_same_ACK_again()
    {
        var phone = _stack.NewPhone();
        _stack.Call(phone);
        _stack.Run(2);
        var ok = _stack.Network.Log.Last(sent => sent.Message.Status == 200 && sent.Message.Method == "INVITE");
        phone.SendBytes(ok.Bytes, phone.Server);
        _stack.Run(1);
        var acks = _stack.Network.Log.Where(sent => sent.Message.Method == "ACK").ToArray();
        Assert.Equal(2, acks.Length);
        Assert.Equal(acks[0].Bytes, acks[1].Bytes);
    }

    [Fact]
    public void A_repeated_200_of_a_loser_gets_its_own_ACK_again_and_no_second_BYE()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Forks = 2 };
        _stack.Call(phone);
        _stack.Run(2);
        var loser = phone.Requests("BYE").Single().ToTag;
        var ok = _stack.Network.Log.Last(sent => sent.Message.Status == 200 && sent.Message.Method == "INVITE" && sent.Message.ToTag == loser);
        phone.SendBytes(ok.Bytes, phone.Server);
        _stack.Run(1);
        Assert.Equal(2, phone.Requests("ACK").Count(ack => ack.ToTag == loser));
        Assert.Single(phone.Requests("BYE"));
    }

    [Fact]
    public void The_ACK_for_the_first_INVITE_is_repeated_also_after_a_re_INVITE()
    {
        var phone = _stack.NewPhone();
        _stack.Call(phone);
        _stack.Run(2);
        var ok = _stack.Network.Log.Last(sent => sent.Message.Status == 200 && sent.Message.Method == "INVITE");
        _stack.OnLoop(() => _stack.User.Session.Reinvite(TestUser.Sdp));
        phone.SendBytes(ok.Bytes, phone.Server);
        _stack.Run(1);
        Assert.Equal([1u, 2u, 1u], phone.Requests("ACK").Select(ack => ack.CSeq));
    }

    [Fact]
    public void A_hang_up_of_the_peer_before_our_ACK_is_still_acknowledged()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { HangsUpAfter = TimeSpan.FromSeconds(1) };
        _stack.User.OnAnswered = (_, _) => { };
        _stack.Call(phone);
        _stack.Run(3);
        Assert.Equal(["provisional 180", "answered", "ended PeerHungUp"], _stack.User.Events);
        Assert.Single(phone.Requests("ACK"));
        _stack.Run(40);
        _stack.AssertEmpty();
    }
}

file static class Sent
{
    public static string[] Responses200Sent(this SipPhone phone, InMemoryNetwork network) =>
        [.. network.Log.Where(sent => sent.From == phone.Address && sent.Message.Status == 200 && sent.Message.Method == "INVITE")
            .Select(sent => sent.Message.ToTag).Distinct().Order()];
}
