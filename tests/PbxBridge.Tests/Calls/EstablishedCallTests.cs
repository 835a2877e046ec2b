using PbxBridge.Media.Sdp;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class EstablishedCallTests
{
    private const string Piotr = "+48601000202";
    private const string Reason = "Q.850;cause=16;text=\"Terminated\"";

    private static (TestOffice Office, PhoneCall Caller, PhoneCall Callee) Talk(PhoneScript? script = null, DialOptions? options = null)
    {
        var office = TestOffice.Demo();
        office.Mobile(Piotr).Does(script ?? new());
        var caller = office.Desk("8001").Dials("202", options);
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        return (office, caller, office.Mobile(Piotr).Call);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BYE_goes_on_with_its_Reason(bool byCaller)
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        var (one, other) = byCaller ? (caller, callee) : (callee, caller);
        one.Send(one.NewRequest("BYE").With("Reason", Reason));
        office.Run(1);
        Assert.Equal(Reason, other.Requests.Single(r => r.Method == "BYE")["Reason"]);
        Assert.Equal((byCaller ? ReleasedBy.Caller : ReleasedBy.Called, 16, CallCause.Cleared), (office.Record.ReleasedBy, office.Record.Q850, office.Record.Outcome));
    }

    [Fact]
    public void Who_hangs_up_while_our_BYE_comes_to_him_is_answered()
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        office.Network.Faults = new() { Delay = TimeSpan.FromMilliseconds(50) };
        caller.HangUp();
        office.Run(0.07);
        callee.HangUp();
        office.Run(1);
        Assert.True(callee.WasHungUpByPeer);
        Assert.Equal((200, 200), (caller.Responses[^1].Status, callee.Responses[^1].Status));
        Assert.Equal(ReleasedBy.Caller, office.Record.ReleasedBy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Hold_and_resume_pass_to_the_other_side(bool byCaller)
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        var (one, other, phone) = byCaller ? (caller, callee, office.Pbx) : (callee, caller, office.MobileNetwork);
        one.Reinvite(Offer.Hold(phone));
        office.Run(1);
        Assert.Contains("a=sendonly", other.Requests.Single(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        Assert.Equal(200, one.Responses[^1].Status);
        Assert.Equal(MediaDirection.SendOnly, office.Media.OpenPorts.ElementAt(byCaller ? 0 : 1).Direction);
        one.Reinvite(Offer.Resume(phone));
        office.Run(1);
        Assert.DoesNotContain("a=sendonly", other.Requests.Last(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        Assert.Equal(2, other.Requests.Count(r => r.Method == "INVITE"));
        Assert.Equal(MediaDirection.SendRecv, office.Media.OpenPorts.ElementAt(byCaller ? 0 : 1).Direction);
        if (byCaller)
            office.Ladder.Is("hold-and-resume.txt");
    }

    [Fact]
    public void Offers_that_cross_are_both_refused_with_491()
    {
        var office = TestOffice.Demo(new() { Faults = new() { Delay = TimeSpan.FromMilliseconds(50) } });
        using var _ = office;
        office.Mobile(Piotr).Answers();
        var caller = office.Desk("8001").Dials("202");
        office.Run(3);
        var callee = office.Mobile(Piotr).Call;
        office.MobileNetwork.Intercept = message => RefuseOffer(office.MobileNetwork, message);
        caller.Reinvite(Offer.Hold(office.Pbx));
        callee.Reinvite(Offer.Hold(office.MobileNetwork));
        office.Run(2);
        Assert.Equal([491, 491], new[] { caller, callee }.Select(c => c.Responses[^1].Status));
        office.MobileNetwork.Intercept = null;
        caller.Reinvite(Offer.Hold(office.Pbx, 4));
        office.Run(1);
        Assert.Equal(200, caller.Responses[^1].Status);
    }

    [Fact]
    public void INVITE_without_an_offer_gets_the_callees_offer_and_its_ACK_brings_the_answer()
    {
        // The callee makes the offer in its 200, the caller answers in the ACK.
        var (office, caller, callee) = Talk(options: new() { Sdp = "" });
        using var _ = office;
        Assert.Equal("", callee.Invite.Body);
        Assert.StartsWith("v=0", caller.Responses.Single(r => r.Status == 200).Body, StringComparison.Ordinal);
        Assert.StartsWith("v=0", callee.Requests.Single(r => r.Method == "ACK").Body, StringComparison.Ordinal);
        Assert.Equal([TestOffice.PbxHost, TestOffice.MobileHost], office.Media.OpenPorts.Select(p => p.Remote?.Address.ToString()));
        Assert.Same(office.Media.Ports[0], office.Media.Ports[1].Partner);
        office.Ladder.Is("late-offer.txt");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReINVITE_without_an_offer_asks_the_other_side_for_one(bool byCaller)
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        var (one, other) = byCaller ? (caller, callee) : (callee, caller);
        one.Reinvite("");
        office.Run(1);
        Assert.Equal("", other.Requests.Single(r => r.Method == "INVITE").Body);
        Assert.StartsWith("v=0", one.Responses[^1].Body, StringComparison.Ordinal);
        Assert.StartsWith("v=0", other.Requests.Last(r => r.Method == "ACK").Body, StringComparison.Ordinal);
    }

    [Fact]
    public void UPDATE_becomes_a_reINVITE_for_a_peer_that_does_not_allow_UPDATE()
    {
        var (office, caller, callee) = Talk(new() { Allow = "INVITE, ACK, CANCEL, BYE, OPTIONS", Supported = "" });
        using var _ = office;
        caller.Update(Offer.Hold(office.Pbx));
        office.Run(1);
        Assert.Equal(["ACK", "INVITE", "ACK"], callee.Requests.Select(r => r.Method));
        Assert.Equal((200, "UPDATE"), (caller.Responses[^1].Status, caller.Responses[^1].Method));
        Assert.StartsWith("v=0", caller.Responses[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void UPDATE_stays_an_UPDATE_for_a_peer_that_allows_it()
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        caller.Update(Offer.Hold(office.Pbx));
        office.Run(1);
        Assert.Equal(["ACK", "UPDATE"], callee.Requests.Select(r => r.Method));
        Assert.Contains("a=sendonly", callee.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_refresh_is_answered_here()
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        caller.Update();
        office.Run(1);
        caller.Reinvite(office.Pbx.Sdp);
        office.Run(1);
        Assert.Equal([200, 200], caller.Responses.Where(r => r.Status >= 200 && r.CSeq > 1).Select(r => r.Status));
        Assert.Equal(["ACK"], callee.Requests.Select(r => r.Method));
    }

    [Fact]
    public void The_bridge_refreshes_both_legs_at_half_the_interval()
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        office.Run(1000);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        Assert.Equal(["ACK", "UPDATE"], callee.Requests.Select(r => r.Method));
    }

    [Fact]
    public void A_peer_that_promised_refreshes_and_sends_none_is_hung_up()
    {
        var (office, caller, callee) = Talk(options: new() { Headers = [("Session-Expires", "300;refresher=uac")] });
        using var _ = office;
        office.Run(300);
        Assert.Equal("Q.850;cause=102;text=\"Session expired\"", caller.Requests.Single(r => r.Method == "BYE")["Reason"]);
        Assert.True(callee.WasHungUpByPeer);
        Assert.Equal((ReleasedBy.Bridge, 102), (office.Record.ReleasedBy, office.Record.Q850));
    }

    [Fact]
    public void INFO_passes_with_its_body_and_its_answer_comes_back()
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        caller.Send(caller.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n"));
        office.Run(1);
        var info = callee.Requests.Single(r => r.Method == "INFO");
        Assert.Equal(("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n"), (info["Content-Type"], info.Body));
        Assert.Equal((200, "INFO"), (caller.Responses[^1].Status, caller.Responses[^1].Method));
    }

    [Fact]
    public void A_caller_who_never_acknowledges_is_hung_up_after_32_seconds()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        office.Pbx.Script = new() { Acknowledges = false };
        office.Desk("8001").Dials("202");
        office.Run(36);
        Assert.True(office.Mobile(Piotr).Call.WasHungUpByPeer);
        Assert.True(office.Pbx.Call.WasHungUpByPeer);
        Assert.Equal((ReleasedBy.Bridge, 102), (office.Record.ReleasedBy, office.Record.Q850));
    }

    [Fact]
    public void After_24_hours_a_call_is_ended()
    {
        using var office = TestOffice.Demo(new OfficeOptions { Records = false });
        office.Desk("8001").Answers();
        office.Pbx.Script = office.Pbx.Script with { Supported = "100rel" };
        var call = office.Caller("+48226000000").Dials("+48225558001", new() { Headers = [("Supported", "100rel")] });
        office.Run(86_400);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (call.State, office.Desk("8001").Call.State));
        office.Run(2);
        Assert.Equal((PhoneCallState.Ended, PhoneCallState.Ended), (call.State, office.Desk("8001").Call.State));
        Assert.StartsWith("Q.850;cause=16", call.Requests.Single(r => r.Method == "BYE")["Reason"], StringComparison.Ordinal);
        Assert.Equal((ReleasedBy.Bridge, CallCause.Cleared), (office.Record.ReleasedBy, office.Record.Outcome));
    }

    [Fact]
    public void Silence_of_a_peer_who_no_longer_knows_the_call_ends_it()
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        office.MobileNetwork.Intercept = message =>
        {
            if (message is not { Method: "OPTIONS", IsRequest: true, ToTag.Length: > 0 })
                return false;
            office.MobileNetwork.Answer(message, office.MobileNetwork.NewResponse(message, 481, "x"));
            return true;
        };
        office.OnLoop(() => office.Media.Ports[1].Silent?.Invoke());
        office.Run(1);
        Assert.True(caller.WasHungUpByPeer);
        Assert.DoesNotContain(callee.Requests, r => r.Method == "BYE");
        Assert.Equal("Q.850;cause=102;text=\"Recovery on timer expiry\"", caller.Requests.Single(r => r.Method == "BYE")["Reason"]);
        Assert.Equal((ReleasedBy.Bridge, 102), (office.Record.ReleasedBy, office.Record.Q850));
        office.Ladder.Is("media-watchdog.txt");
    }

    [Fact]
    public void Silence_of_peers_who_know_the_call_leaves_it_alone()
    {
        var (office, caller, callee) = Talk();
        using var _ = office;
        office.OnLoop(() => office.Media.Ports[1].Silent?.Invoke());
        office.Run(40);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (caller.State, callee.State));
        Assert.Equal(["ACK", "OPTIONS"], callee.Requests.Select(r => r.Method));
    }

    [Fact]
    public void A_peer_that_vanished_is_noticed_and_the_other_side_hung_up()
    {
        var (office, caller, _) = Talk();
        using var keep = office;
        office.MobileNetwork.Script = new() { IsDead = true };
        office.OnLoop(() => office.Media.Ports[1].Silent?.Invoke());
        office.Run(34);
        Assert.True(caller.WasHungUpByPeer);
        office.MobileNetwork.Script = PhoneScript.Answers;
    }

    [Fact]
    public void A_reliable_ringing_of_the_callee_is_acknowledged()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Does(new() { IsReliable = true });
        var caller = office.Desk("8001").Dials("202");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        Assert.Equal(["PRACK", "ACK"], office.Mobile(Piotr).Call.Requests.Select(r => r.Method));
    }

    [Fact]
    public void The_callees_early_media_reaches_the_caller_of_one_single_phone()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Mobile(Piotr).Waits();
        var caller = office.Desk("8001").Dials("202");
        office.Run(1);
        office.Mobile(Piotr).Call.Ring(183, office.MobileNetwork.Sdp);
        office.Run(1);
        Assert.Equal([100, 183], caller.Responses.Select(r => r.Status));
        Assert.Same(office.Media.Ports[0], office.Media.Ports[1].Partner);
        office.Mobile(Piotr).Call.Answer();
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, caller.State);
    }

    private static bool RefuseOffer(SipPhone phone, WireMessage message)
    {
        if (message is not { IsRequest: true, Method: "INVITE", ToTag.Length: > 0 })
            return false;
        phone.Answer(message, phone.NewResponse(message, 491, "x"));
        return true;
    }
}
