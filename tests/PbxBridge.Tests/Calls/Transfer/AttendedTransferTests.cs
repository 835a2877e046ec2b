using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;
using static PbxBridge.Tests.Calls.Transfer.TransferOffice;

namespace PbxBridge.Tests.Calls.Transfer;

/// <summary>REFER with Replaces: the two people with whom the transferrer talks are joined (RFC 3891, RFC 5359 §2.5, HIDE-1).</summary>
public sealed class AttendedTransferTests
{
    [Fact]
    public void Anna_asks_the_desk_and_puts_the_customer_through()
    {
        using var office = new TransferOffice();
        var (consult, desk) = Consult(office);
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(3);
        Assert.Equal(["100 active", "200 terminated"], office.Anna.Notified);
        Assert.True(office.Anna.WasHungUpByPeer);
        Assert.True(consult.WasHungUpByPeer);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, desk.State));
        Assert.Single(office.Office.Desk("8001").Calls);
        Assert.Equal(2, office.Office.Media.OpenPorts.Count());
        Assert.Equal(TestOffice.PbxHost, office.TalkersPort.Partner?.Remote?.Address.ToString());
        desk.HangUp();
        office.Run(1);
        Assert.True(office.Talker.WasHungUpByPeer);
        office.Office.Ladder.Is("transfer-attended.txt");
    }

    [Fact]
    public void Both_records_say_who_talked_with_whom()
    {
        using var office = new TransferOffice();
        var start = office.Office.Time.GetUtcNow() - TimeSpan.FromSeconds(3);
        var (consult, desk) = Consult(office);
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(5);
        desk.HangUp();
        office.Run(1);
        Assert.Equal(2, office.Office.Records.Count);
        var (first, second) = (office.Office.Records.Single(r => r.CallerNumber == Customer), office.Office.Records.Single(r => r.CallerNumber == AnnasNumber));
        Assert.Equal([$"{Customer}-{AnnasNumber} 1-8", $"{Customer}-{Desk} 8-13"], BlindTransferTests.Talks(first, start));
        Assert.Equal([$"{AnnasNumber}-{Desk} 5-8", $"{Customer}-{Desk} 8-13"], BlindTransferTests.Talks(second, start));
        Assert.Equal((null, null), (first.Parent, second.Parent));
        Assert.Equal([(ReleasedBy.Called, CallCause.Cleared), (ReleasedBy.Called, CallCause.Cleared)], new[] { first, second }.Select(r => (r.ReleasedBy, r.Outcome)));
        Assert.Contains(office.Office.Stored(second).Decisions, d => d.Sentence.English == $"Transferred: {Customer} talks with {Desk} (call {first.Id}); {AnnasNumber} is out.");
    }

    [Fact]
    public void The_REFER_may_come_in_the_other_call()
    {
        using var office = new TransferOffice();
        var (consult, desk) = Consult(office);
        consult.Refer(InPlaceOf(office.Anna, Customer));
        office.Run(3);
        Assert.Equal("200 terminated", consult.Notified.Last());
        Assert.Equal((true, true), (office.Anna.WasHungUpByPeer, consult.WasHungUpByPeer));
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, desk.State));
        office.Talker.HangUp();
        office.Run(1);
        Assert.True(desk.WasHungUpByPeer);
    }

    [Fact]
    public void Both_are_taken_off_hold_and_trusted_peers_learn_with_whom_they_talk()
    {
        using var office = new TransferOffice();
        var (consult, desk) = Consult(office);
        Assert.Contains("a=sendonly", desk.Requests.Last(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(3);
        var (toTalker, toDesk) = (office.Talker.Requests.Last(r => r.Method == "INVITE"), desk.Requests.Last(r => r.Method == "INVITE"));
        Assert.Equal((true, true), (toTalker.Body.Contains("a=sendrecv", StringComparison.Ordinal), toDesk.Body.Contains("a=sendrecv", StringComparison.Ordinal)));
        Assert.Contains(Desk, toTalker["P-Asserted-Identity"], StringComparison.Ordinal);
        Assert.Equal("", toDesk["P-Asserted-Identity"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_who_refuses_the_others_media_leaves_both_calls_as_they_were(bool target)
    {
        using var office = new TransferOffice();
        var (consult, desk) = Consult(office);
        var (annasPort, desksPartner) = (office.TalkersPort.Partner, DesksPort(office).Partner);
        var phone = target ? office.Office.Pbx : office.Office.MobileNetwork;
        phone.Intercept = message =>
        {
            if (message is not { IsRequest: true, Method: "INVITE", ToTag.Length: > 0 })
                return false;
            phone.Answer(message, phone.NewResponse(message, 488, "x"));
            return true;
        };
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(3);
        phone.Intercept = null;
        Assert.Equal("488 terminated", office.Anna.Notified.Last());
        Assert.All(new[] { office.Anna, consult, desk, office.Talker }, call => Assert.Equal(PhoneCallState.Answered, call.State));
        Assert.Equal((annasPort, desksPartner), (office.TalkersPort.Partner, DesksPort(office).Partner));
        Assert.Equal(target ? 1 : 3, desk.Requests.Count(r => r.Method == "INVITE"));
        consult.Reinvite(Offer.Resume(office.Phone.Phone, 7));
        office.Run(1);
        Assert.Equal(200, consult.Responses[^1].Status);
        Assert.DoesNotContain("a=sendonly", desk.Requests.Last(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Anna_hangs_up_at_once_and_the_two_are_joined_all_the_same(bool first, bool second)
    {
        using var office = new TransferOffice();
        var (consult, desk) = Consult(office);
        office.Office.Pbx.Intercept = message => message is { IsRequest: true, Method: "INVITE", ToTag.Length: > 0 };
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(0.1);
        if (first)
            office.Anna.HangUp();
        if (second)
            consult.HangUp();
        office.Run(0.1);
        office.Office.Pbx.Intercept = null;
        office.Run(3);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, desk.State));
        Assert.Equal((!first, !second), (office.Anna.WasHungUpByPeer, consult.WasHungUpByPeer));
        desk.HangUp();
        office.Run(1);
        Assert.True(office.Talker.WasHungUpByPeer);
        Assert.Equal(2, office.Office.Records.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_who_hangs_up_during_the_change_leaves_the_other_with_Anna(bool talker)
    {
        using var office = new TransferOffice();
        var (consult, desk) = Consult(office);
        var pending = talker ? office.Office.MobileNetwork : office.Office.Pbx;
        pending.Intercept = message => message is { IsRequest: true, Method: "INVITE", ToTag.Length: > 0 };
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(0.2);
        (talker ? office.Talker : desk).HangUp();
        office.Run(0.2);
        pending.Intercept = null;
        office.Run(3);
        Assert.Equal("487 terminated", office.Anna.Notified.Last());
        var (ended, stays, other) = talker ? (office.Anna, consult, desk) : (consult, office.Anna, office.Talker);
        Assert.True(ended.WasHungUpByPeer);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (stays.State, other.State));
        stays.Reinvite(Offer.Resume(office.Phone.Phone, 7));
        office.Run(1);
        Assert.Equal(200, stays.Responses[^1].Status);
    }

    [Fact]
    public void One_whom_Anna_still_rings_is_rung_for_the_customer()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").RingsOut();
        office.Anna.Reinvite(Offer.Hold(office.Phone.Phone));
        var consult = office.Phone.Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Ringing, consult.State);
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(2);
        Assert.Equal(["100 active", "180 active"], office.Anna.Notified);
        Assert.Equal(487, consult.FinalStatus);
        Assert.True(office.TalkersPort.IsPlaying);
        var desk = office.Office.Desk("8001").Call;
        Assert.Equal(0, desk.FinalStatus);
        desk.Answer();
        office.Run(3);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.True(office.Anna.WasHungUpByPeer);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, desk.State));
        office.Talker.HangUp();
        office.Run(1);
        var record = office.Office.Records.Single(r => r.CallerNumber == AnnasNumber);
        Assert.Equal([$"{Customer}-{Desk}"], record.Talks.Select(t => $"{t.One}-{t.Other}"));
        Assert.Equal((Desk, 200), (record.AnsweredBy, record.SipStatus));
    }

    [Fact]
    public void One_whom_Anna_rings_and_who_is_busy_then_gives_the_customer_back()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").RingsOut();
        var consult = office.Phone.Dials("8001");
        office.Run(2);
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(1);
        office.Office.Desk("8001").Call.Decline(486);
        office.Run(2);
        Assert.Equal("486 terminated", office.Anna.Notified.Last());
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, office.Anna.State));
        Assert.Equal((CallCause.Busy, 486), (office.Office.Record.Outcome, office.Office.Record.SipStatus));
    }

    [Fact]
    public void A_dialog_that_is_not_ours_is_passed_over_and_the_target_is_called()
    {
        using var office = new TransferOffice();
        office.Anna.Refer("<sip:8001@192.0.2.1?Replaces=abc%40pbx%3Bto-tag%3D1%3Bfrom-tag%3D2&Require=replaces>");
        office.Run(3);
        Assert.Equal(["100 active", "180 active", "200 terminated"], office.Anna.Notified);
        Assert.False(office.Office.Desk("8001").Call.Invite.Has("Replaces"));
        Assert.Equal(PhoneCallState.Answered, office.Talker.State);
    }

    [Fact]
    public void A_consultation_that_has_just_ended_is_603_and_nobody_is_called_again()
    {
        using var office = new TransferOffice();
        var (consult, desk) = Consult(office);
        desk.HangUp();
        office.Run(0.5);
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(1);
        Assert.Equal(["100 active", "603 terminated"], office.Anna.Notified);
        Assert.Single(office.Office.Desk("8001").Calls);
        Assert.Equal(PhoneCallState.Answered, office.Anna.State);
    }

    [Fact]
    public void Early_only_and_answered_is_486()
    {
        using var office = new TransferOffice();
        var (consult, _) = Consult(office);
        office.Anna.Refer(InPlaceOf(consult, "8001").Replace("&Require", "%3Bearly-only&Require", StringComparison.Ordinal));
        office.Run(1);
        Assert.Equal(["100 active", "486 terminated"], office.Anna.Notified);
    }

    [Fact]
    public void The_dialog_of_a_stranger_may_not_be_taken()
    {
        using var office = new TransferOffice();
        office.Office.Mobile("+48601234567").Answers();
        var other = office.Office.Desk("8002").Dials("0601234567");
        office.Run(3);
        var theirs = office.Office.Mobile("+48601234567").Call;
        office.Anna.Refer(InPlaceOf(theirs, "0601234567"));
        office.Run(1);
        Assert.Equal(["100 active", "403 terminated"], office.Anna.Notified);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (other.State, theirs.State));
    }

    [Fact]
    public void Neither_the_own_call_nor_the_customers_end_of_it_can_be_the_target()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(InPlaceOf(office.Anna, "8001"));
        office.Run(1);
        office.Anna.Refer(InPlaceOf(office.Talker, "8001"));
        office.Run(1);
        Assert.Equal(["100 active", "403 terminated", "100 active", "403 terminated"], office.Anna.Notified);
        Assert.Equal(PhoneCallState.Answered, office.Talker.State);
    }

    [Fact]
    public void A_mailbox_cannot_be_the_target()
    {
        using var office = new TransferOffice();
        var consult = office.Phone.Dials("500");
        office.Run(2);
        office.Anna.Refer(InPlaceOf(consult, "500"));
        office.Run(1);
        Assert.Equal("403 terminated", office.Anna.Notified.Last());
        Assert.Equal(PhoneCallState.Answered, consult.State);
    }

    [Fact]
    public void Who_was_put_through_may_consult_and_put_through_in_turn()
    {
        using var office = new TransferOffice();
        var (consult, desk) = Consult(office);
        office.Anna.Refer(InPlaceOf(consult, "8001"));
        office.Run(3);
        desk.Reinvite(Offer.Hold(office.Office.Pbx));
        office.Office.Mobile(Piotr).Answers();
        var second = office.Office.Desk("8001").Dials("202");
        office.Run(2);
        desk.Refer(InPlaceOf(second, "202"));
        office.Run(3);
        Assert.Equal("200 terminated", desk.Notified.Last());
        Assert.Equal((true, true), (desk.WasHungUpByPeer, second.WasHungUpByPeer));
        var piotr = office.Office.Mobile(Piotr).Call;
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, piotr.State));
        Assert.Equal(2, office.Office.Bridge.ActiveCalls);
        office.Talker.HangUp();
        office.Run(1);
        Assert.True(piotr.WasHungUpByPeer);
        Assert.Equal(3, office.Office.Records.Count);
    }

    private static FakePort DesksPort(TransferOffice office) => office.Office.Media.Ports.First(port => port.Remote?.Address.ToString() == TestOffice.PbxHost);

    private static (PhoneCall Consult, PhoneCall Desk) Consult(TransferOffice office)
    {
        office.Anna.Reinvite(Offer.Hold(office.Phone.Phone));
        office.Run(1);
        var consult = office.Phone.Dials("8001");
        office.Run(3);
        consult.Reinvite(Offer.Hold(office.Phone.Phone, 5));
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, consult.State);
        return (consult, office.Office.Desk("8001").Call);
    }
}
