using PbxBridge.Testing;

namespace PbxBridge.Sip.Tests.Dialogs;

public sealed class PrackTests : IDisposable
{
    private static readonly DialOptions Reliable = new() { Headers = [("Require", "100rel")] };

    private readonly TestStack _stack = new();

    public void Dispose() => _stack.Dispose();

    [Fact]
    public void Our_180_is_repeated_until_its_PRACK_when_the_caller_requires_100rel()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Pracks = false };
        var call = phone.Dial("sip:600@192.0.2.1", Reliable);
        _stack.Run(4);
        Assert.Equal([0, 0.5, 1.5, 3.5], phone.Times(180, "INVITE"));
        var ringing = phone.Responses(180).First();
        Assert.Equal("100rel", ringing["Require"]);
        call.Send(call.NewRequest("PRACK").With("RAck", $"{ringing["RSeq"]} {ringing["CSeq"]}"));
        _stack.Run(20);
        Assert.Equal(200, call.Responses.Single(response => response.Method == "PRACK").Status);
        Assert.Equal(4, phone.Times(180, "INVITE").Length);
    }

    [Fact]
    public void A_180_that_is_never_acknowledged_fails_the_INVITE_with_500_after_32_seconds()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Pracks = false };
        var call = phone.Dial("sip:600@192.0.2.1", Reliable);
        _stack.Run(31.99);
        Assert.Equal([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5], phone.Times(180, "INVITE"));
        Assert.Equal(0, call.FinalStatus);
        _stack.Run(0.01);
        Assert.Equal(500, call.FinalStatus);
        Assert.Equal(["invite", "provisional lost"], _stack.User.Events);
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void The_200_waits_for_the_PRACK()
    {
        _stack.Network.Faults = new() { Delay = TimeSpan.FromMilliseconds(100) };
        var phone = _stack.NewPhone();
        _stack.User.OnInvite = uas =>
        {
            uas.Open(_stack.User, symmetric: false);
            uas.Ring(183, TestUser.Sdp);
            uas.Accept(TestUser.Sdp);
        };
        var call = phone.Dial("sip:600@192.0.2.1", Reliable);
        _stack.Run(2);
        Assert.Equal([(0.2, 183), (0.4, 200), (0.4, 200)], phone.Received.Select(r => (Math.Round(r.At.TotalSeconds, 3), r.Message.Status)).OrderBy(r => r));
        Assert.Equal(200, call.FinalStatus);
    }

    [Fact]
    public void A_second_provisional_response_waits_for_the_PRACK_of_the_first_and_has_the_next_RSeq()
    {
        var phone = _stack.NewPhone();
        _stack.User.OnInvite = uas =>
        {
            uas.Open(_stack.User, symmetric: false);
            uas.Ring(180);
            uas.Ring(183, TestUser.Sdp);
        };
        phone.Dial("sip:600@192.0.2.1", Reliable);
        _stack.Run(2);
        var (first, second) = (phone.Responses(180).Single(), phone.Responses(183).Single());
        Assert.Equal(uint.Parse(first["RSeq"]) + 1, uint.Parse(second["RSeq"]));
        Assert.NotEmpty(second.Body);
    }

    [Theory]
    [InlineData(1, 0, "INVITE")]
    [InlineData(0, 1, "INVITE")]
    [InlineData(0, 0, "UPDATE")]
    public void A_PRACK_for_another_response_gets_481_and_stops_nothing(uint rseqMore, uint cseqMore, string method)
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Pracks = false };
        var call = phone.Dial("sip:600@192.0.2.1", Reliable);
        _stack.Run(0.1);
        var rseq = uint.Parse(phone.Responses(180).Single()["RSeq"]);
        call.Send(call.NewRequest("PRACK").With("RAck", $"{rseq + rseqMore} {1 + cseqMore} {method}"));
        _stack.Run(1);
        Assert.Equal(481, call.Responses.Single(response => response.Method == "PRACK").Status);
        Assert.Equal(2, phone.Responses(180).Count());
    }

    [Fact]
    public void A_second_PRACK_for_the_same_response_gets_481()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1", Reliable);
        _stack.Run(0.1);
        var ringing = phone.Responses(180).Single();
        call.Send(call.NewRequest("PRACK").With("RAck", $"{ringing["RSeq"]} {ringing["CSeq"]}"));
        _stack.Run(0.1);
        Assert.Equal([200, 481], call.Responses.Where(response => response.Method == "PRACK").Select(response => response.Status));
    }

    [Fact]
    public void A_reliable_180_to_us_is_acknowledged_once_and_passed_up_once()
    {
        _stack.Network.SetFaults(TestStack.BridgeAddress, TestStack.PhoneAddress, new() { Delay = TimeSpan.FromMilliseconds(700) });
        var phone = _stack.NewPhone();
        phone.Script = new() { IsReliable = true, AnswersAfter = null };
        _stack.Call(phone);
        _stack.Run(5);
        Assert.Equal(3, _stack.Network.Log.Count(sent => sent.Message.Status == 180));
        var prack = Assert.Single(phone.Requests("PRACK").DistinctBy(request => request.Branch));
        Assert.Equal("100 1 INVITE", prack["RAck"]);
        Assert.Equal(2u, prack.CSeq);
        Assert.Equal(["provisional 180"], _stack.User.Events);
    }

    [Fact]
    public void A_reliable_response_out_of_order_is_passed_over()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { RingsAfter = null, AnswersAfter = null };
        _stack.Call(phone);
        _stack.Run(0.1);
        foreach (var rseq in new[] { 10, 12, 11 })
        {
            phone.Send(phone.NewResponse(phone.Call.Invite, 183, "t").With("Contact", phone.Contact).With("Require", "100rel").With("RSeq", $"{rseq}"));
            _stack.Run(0.1);
        }
        Assert.Equal(["10 1 INVITE", "11 1 INVITE"], phone.Requests("PRACK").Select(prack => prack["RAck"]));
        Assert.Equal(["provisional 183", "provisional 183"], _stack.User.Events);
    }

    [Fact]
    public void Requests_after_the_PRACK_have_higher_CSeq_numbers()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { IsReliable = true };
        _stack.Call(phone);
        _stack.Run(2);
        _stack.OnLoop(() => _stack.User.Session.HangUp());
        _stack.Run(1);
        Assert.Equal([("INVITE", 1u), ("PRACK", 2u), ("ACK", 1u), ("BYE", 3u)],
            phone.Received.Select(r => r.Message).Where(m => m.IsRequest).Select(m => (m.Method, m.CSeq)));
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void A_reliable_180_is_acknowledged_also_after_our_CANCEL()
    {
        _stack.Network.Faults = new() { Delay = TimeSpan.FromMilliseconds(100) };
        var phone = _stack.NewPhone();
        phone.Script = new() { IsReliable = true, AnswersInSpiteOfCancel = true };
        var uac = _stack.Call(phone);
        _stack.OnLoop(() => uac.Cancel());
        _stack.Run(2);
        Assert.Equal(["INVITE", "CANCEL", "PRACK", "ACK"], phone.Received.Select(r => r.Message).Where(m => m.IsRequest).Select(m => m.Method));
        Assert.Equal(["answered"], _stack.User.Events);
    }

    [Fact]
    public void A_PRACK_that_crosses_our_refusal_is_answered_with_200()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Pracks = false };
        var call = phone.Dial("sip:600@192.0.2.1", Reliable);
        _stack.Run(0.1);
        _stack.OnLoop(() => _stack.User.Uas.Reject(486));
        _stack.Run(0.1);
        var ringing = phone.Responses(180).Single();
        call.Send(call.NewRequest("PRACK").With("RAck", $"{ringing["RSeq"]} {ringing["CSeq"]}"));
        call.Send(call.NewRequest("PRACK").With("RAck", $"{ringing["RSeq"]} {ringing["CSeq"]}"));
        _stack.Run(0.1);
        Assert.Equal([200, 481], call.Responses.Where(response => response.Method == "PRACK").Select(response => response.Status));
        _stack.Run(40);
        _stack.AssertEmpty();
    }

    [Fact]
    public void What_waits_for_a_PRACK_keeps_its_description_when_another_status_follows()
    {
        var phone = _stack.NewPhone();
        phone.Script = new() { Pracks = false };
        var call = phone.Dial("sip:600@192.0.2.1", Reliable);
        _stack.Run(0.1);
        _stack.OnLoop(() =>
        {
            _stack.User.Uas.Ring(183, TestUser.Sdp);
            _stack.User.Uas.Ring(180);
        });
        var first = phone.Responses(180).Single();
        call.Send(call.NewRequest("PRACK").With("RAck", $"{first["RSeq"]} {first["CSeq"]}"));
        _stack.Run(0.1);
        Assert.Equal([(180, false), (180, true)], phone.Responses(180).Select(response => (response.Status, response.Body.Length > 0)));
        Assert.Empty(phone.Responses(183));
    }

    [Fact]
    public void An_announcement_has_a_dialog_of_its_own_and_may_be_followed_by_an_answer()
    {
        var phone = _stack.NewPhone();
        var call = phone.Dial("sip:600@192.0.2.1", new() { Headers = [("Supported", "199")] });
        _stack.Run(0.1);
        _stack.OnLoop(() => _stack.User.Uas.Announce(_stack.User, TestUser.Sdp));
        _stack.Run(0.1);
        _stack.OnLoop(() => _stack.User.Uas.EndAnnouncement(480));
        _stack.OnLoop(() => _stack.User.Uas.EndAnnouncement(480));
        _stack.User.Accept();
        _stack.Run(1);
        var responses = call.Responses.Where(response => response.Status > 100).ToArray();
        var tags = responses.Select(response => response.ToTag).ToArray();
        Assert.Equal([180, 183, 199, 200], responses.Select(response => response.Status));
        Assert.Equal((tags[0], tags[1]), (tags[3], tags[2]));
        Assert.NotEqual(tags[0], tags[1]);
        Assert.Equal("SIP;cause=480;text=\"Temporarily Unavailable\"", responses[2]["Reason"]);
        call.HangUp();
        _stack.Run(40);
        _stack.AssertEmpty();
    }
}
