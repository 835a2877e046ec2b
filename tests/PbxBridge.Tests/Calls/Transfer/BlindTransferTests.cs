using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;
using static PbxBridge.Tests.Calls.Transfer.TransferOffice;

namespace PbxBridge.Tests.Calls.Transfer;

/// <summary>REFER to somebody who is called for it (RFC 3515, RFC 5359 §2.4, TRF-1).</summary>
public sealed class BlindTransferTests
{
    [Fact]
    public void The_customer_talks_with_the_desk_and_Anna_is_out()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").Answers(3);
        office.Anna.Refer(To("8001"));
        office.Run(2);
        Assert.Equal(202, office.Anna.Responses[^1].Status);
        Assert.Equal(["100 active", "180 active"], office.Anna.Notified);
        office.Run(3);
        Assert.Equal(["100 active", "180 active", "200 terminated"], office.Anna.Notified);
        Assert.True(office.Anna.WasHungUpByPeer);
        var desk = office.Office.Desk("8001").Call;
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, desk.State));
        office.Run(5);
        office.Talker.HangUp();
        office.Run(1);
        Assert.True(desk.WasHungUpByPeer);
        office.Office.Ladder.Is("transfer-blind.txt");
    }

    [Fact]
    public void Each_call_has_one_record_that_says_who_talked_with_whom()
    {
        using var office = new TransferOffice();
        var start = office.Office.Time.GetUtcNow() - TimeSpan.FromSeconds(3);
        office.Office.Desk("8001").Answers(3);
        office.Anna.Refer(To("8001"));
        office.Run(10);
        office.Office.Desk("8001").Call.HangUp();
        office.Run(1);
        var (first, second) = (office.Office.Records.Single(r => r.Parent is null), office.Office.Records.Single(r => r.Parent is not null));
        Assert.Equal(first.Id, second.Parent);
        Assert.Equal((Customer, AnnasNumber, CallService.PersonalLine), (first.CallerNumber, first.AnsweredBy, first.Service));
        Assert.Equal((AnnasNumber, Desk, Desk, CallService.Transfer), (second.CallerNumber, second.Called?.Value, second.AnsweredBy, second.Service));
        Assert.Equal((CallDirection.Internal, null, "przyklad-pbx", Customer), (second.Direction, second.InTrunk, second.OutTrunk, second.CallerShown));
        Assert.Equal([$"{Customer}-{AnnasNumber} 1-6", $"{Customer}-{Desk} 6-13"], Talks(first, start));
        Assert.Equal([$"{Customer}-{Desk} 6-13"], Talks(second, start));
        Assert.Equal((CallCause.Cleared, ReleasedBy.Called), (second.Outcome, second.ReleasedBy));
        Assert.Equal((CallCause.Cleared, ReleasedBy.Called), (first.Outcome, first.ReleasedBy));
        Assert.Contains(office.Office.Stored(first).Decisions, d => d is { Step: "transferred", Rule: "TRF-1" } && d.Sentence.English == $"{AnnasNumber} transfers {Customer} to {Desk}: call {second.Id}.");
        var stored = office.Office.Stored(second);
        Assert.Contains(stored.Decisions, d => d is { Step: "transfer", Rule: "TRF-1" });
        Assert.Equal((first.Id, 1), (stored.Parent, stored.Talks.Length));
        Assert.StartsWith("REFER", stored.Flow[0].FirstLine, StringComparison.Ordinal);
        Assert.Equal(["A", "B1"], stored.Flow.Select(f => f.Leg).Distinct());
    }

    [Fact]
    public void The_target_sees_the_customer_and_who_sent_him()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To("8001"));
        office.Run(1);
        var invite = office.Office.Desk("8001").Call.Invite;
        Assert.StartsWith($"<sip:{Customer}@{TestOffice.BridgeHost};user=phone>;tag=", invite["From"], StringComparison.Ordinal);
        Assert.Equal($"\"Anna Kowalska\" <sip:201;phone-context=przyklad.pnp.pbxbridge.example@{TestOffice.BridgeHost};user=phone>", invite["Referred-By"]);
        Assert.False(invite.Has("Replaces"));
        Assert.Equal("68", invite["Max-Forwards"]);
        Assert.Contains("m=audio 20", invite.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_the_customers_number_is_asserted_and_Annas_full_number_named()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To("0601234567"));
        office.Run(1);
        var invite = office.Office.Mobile("+48601234567").Call.Invite;
        Assert.Equal($"<sip:{Customer}@{TestOffice.BridgeHost};user=phone>", invite["P-Asserted-Identity"]);
        Assert.Equal($"\"Anna Kowalska\" <sip:{AnnasNumber}@{TestOffice.BridgeHost};user=phone>", invite["Referred-By"]);
        Assert.Contains("icid-value=", invite["P-Charging-Vector"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_customer_on_hold_hears_ringback_and_then_the_desk()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").Answers(4);
        office.Anna.Reinvite(Offer.Hold(office.Phone.Phone));
        office.Run(1);
        var annasPort = office.TalkersPort.Partner;
        office.Anna.Refer(To("8001"));
        office.Run(1);
        Assert.True(office.TalkersPort.IsPlaying);
        Assert.Same(annasPort, office.TalkersPort.Partner);
        Assert.DoesNotContain("a=sendonly", office.Office.Desk("8001").Call.Invite.Body, StringComparison.Ordinal);
        Assert.Contains("a=sendrecv", office.Office.Desk("8001").Call.Invite.Body, StringComparison.Ordinal);
        office.Run(5);
        Assert.False(office.TalkersPort.IsPlaying);
        Assert.Equal(TestOffice.PbxHost, office.TalkersPort.Partner?.Remote?.Address.ToString());
        Assert.True(annasPort?.IsDisposed);
        var offer = office.Talker.Requests.Last(r => r.Method == "INVITE");
        Assert.Contains("a=sendrecv", offer.Body, StringComparison.Ordinal);
        Assert.Contains("o=- ", offer.Body, StringComparison.Ordinal);
        // PRES-5: the trusted network learns with whom its customer talks now.
        Assert.Equal($"<sip:{Desk}@{TestOffice.BridgeHost};user=phone>", offer["P-Asserted-Identity"]);
    }

    [Fact]
    public void A_busy_target_gives_the_call_back()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").IsBusy();
        office.Anna.Reinvite(Offer.Hold(office.Phone.Phone));
        office.Run(1);
        office.Anna.Refer(To("8001"));
        office.Run(2);
        Assert.Equal(["100 active", "486 terminated"], office.Anna.Notified);
        Assert.Contains("Reason: Q.850;cause=17", office.Anna.Requests[^1].Body, StringComparison.Ordinal);
        Assert.False(office.TalkersPort.IsPlaying);
        office.Anna.Reinvite(Offer.Resume(office.Phone.Phone));
        office.Run(1);
        Assert.Equal(200, office.Anna.Responses[^1].Status);
        Assert.Equal("10.20.30.11", office.TalkersPort.Partner?.Remote?.Address.ToString());
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
        Assert.Equal((CallCause.Busy, 486, CallService.Transfer), (office.Office.Record.Outcome, office.Office.Record.SipStatus, office.Office.Record.Service));
        office.Anna.Refer(To("8002"));
        office.Run(4);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.StartsWith("refer;id=", office.Anna.Requests.Last(r => r.Method == "NOTIFY")["Event"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_refuses_after_ringing_gives_the_call_back_with_its_sound()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").Declines(5);
        var annasPort = office.TalkersPort.Partner;
        office.Anna.Refer(To("8001"));
        office.Run(3);
        Assert.True(office.TalkersPort.IsPlaying);
        office.Run(4);
        Assert.Equal("603 terminated", office.Anna.Notified.Last());
        Assert.False(office.TalkersPort.IsPlaying);
        Assert.Same(annasPort, office.TalkersPort.Partner);
        Assert.Equal(["ACK"], office.Talker.Requests.Select(r => r.Method).Distinct().DefaultIfEmpty("ACK"));
    }

    [Theory]
    [InlineData("299", 484)]
    [InlineData("0601234567*", 403)]
    [InlineData("*21", 404)]
    public void What_Anna_may_not_call_she_may_not_transfer_to(string target, int status)
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To(target));
        office.Run(2);
        Assert.Equal(["100 active", $"{status} terminated"], office.Anna.Notified);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
        Assert.Empty(office.Office.Pbx.Requests("INVITE"));
        Assert.Empty(office.TalkersPort.Played);
    }

    [Fact]
    public void Refer_Sub_false_gets_200_and_no_NOTIFY_and_the_BYE_tells_of_the_success()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To("8001"), ("Refer-Sub", "false"), ("Supported", "norefersub"));
        office.Run(3);
        Assert.Equal((200, "false"), (office.Anna.Responses[^1].Status, office.Anna.Responses[^1]["Refer-Sub"]));
        Assert.Empty(office.Anna.Notified);
        Assert.True(office.Anna.WasHungUpByPeer);
        Assert.Equal(PhoneCallState.Answered, office.Talker.State);
    }

    [Theory]
    [InlineData(481)]
    [InlineData(0)]
    public void A_NOTIFY_that_is_refused_or_lost_ends_the_subscription_only(int status)
    {
        using var office = new TransferOffice();
        office.Phone.Phone.Intercept = message =>
        {
            if (message is not { IsRequest: true, Method: "NOTIFY" })
                return false;
            if (status != 0)
                office.Phone.Phone.Answer(message, office.Phone.Phone.NewResponse(message, status, "x"));
            return true;
        };
        office.Anna.Refer(To("8001"));
        office.Run(40);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, office.Office.Desk("8001").Call.State));
        Assert.True(office.Anna.WasHungUpByPeer);
    }

    [Fact]
    public void A_company_line_hunts_for_the_transferee()
    {
        using var office = new TransferOffice(new OfficeOptions().WithLine("602", line => line with { RingFor = TimeSpan.FromSeconds(5) }));
        office.Office.Mobile("+48601000401").RingsOut();
        office.Office.Mobile("+48601000402").Answers(1);
        office.Anna.Refer(To("602"));
        office.Run(10);
        Assert.Equal(["100 active", "180 active", "200 terminated"], office.Anna.Notified);
        var invite = office.Office.Mobile("+48601000402").Call.Invite;
        Assert.Contains(Customer, invite["From"], StringComparison.Ordinal);
        Assert.Contains("+48600000003", invite["Diversion"], StringComparison.Ordinal);
        Assert.Contains("201;phone-context", invite["Referred-By"], StringComparison.Ordinal);
        Assert.Equal(PhoneCallState.Answered, office.Talker.State);
    }

    [Fact]
    public void Voicemail_takes_the_customers_message_and_knows_that_it_is_his()
    {
        using var office = new TransferOffice();
        office.Office.Mobile(Piotr).IsBusy();
        office.Anna.Refer(To("202"));
        office.Run(3);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.True(office.Anna.WasHungUpByPeer);
        var offer = office.Talker.Requests.Single(r => r.Method == "INVITE");
        Assert.Contains("m=audio", offer.Body, StringComparison.Ordinal);
        Assert.NotEmpty(office.TalkersPort.Played);
        office.RunUntil(() => office.TalkersPort.IsRecording);
        office.Run(5);
        office.Talker.HangUp();
        office.Run(2);
        var message = Assert.Single(office.Office.Store.Voicemail.List(MailboxId.OfEmployee("przyklad", "piotr")));
        Assert.Equal(Customer, message.Caller);
        Assert.Equal([$"{Customer}-voicemail"], office.Office.Records.Single(r => r.Parent is not null).Talks.Select(t => $"{t.One}-{t.Other}"));
    }

    [Fact]
    public void The_voicemail_menu_ends_the_customers_call_when_it_is_through()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To("500"));
        office.Run(3);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        office.RunUntil(() => office.Talker.WasHungUpByPeer, 240);
        office.Run(2);
        Assert.Equal(0, office.Office.Bridge.ActiveCalls);
    }

    [Fact]
    public void The_desk_transfers_the_mobile_that_it_called()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var desk = office.Desk("8001").Dials("202");
        office.Run(3);
        desk.Refer(To("8002"));
        office.Run(3);
        Assert.Equal("200 terminated", desk.Notified.Last());
        Assert.True(desk.WasHungUpByPeer);
        var invite = office.Desk("8002").Call.Invite;
        Assert.Contains("<sip:202;phone-context", invite["From"], StringComparison.Ordinal);
        Assert.Contains("8001;phone-context", invite["Referred-By"], StringComparison.Ordinal);
        Assert.Equal((1, 1), (office.Bridge.Trunks.Single(t => t.Id == "przyklad-pbx").Channels, office.Bridge.Trunks.Single(t => t.Id == "mobile").Channels));
        office.Mobile(Piotr).Call.HangUp();
        office.Run(1);
        Assert.True(office.Desk("8002").Call.WasHungUpByPeer);
        var first = office.Records.Single(r => r.Parent is null);
        Assert.Equal((ReleasedBy.Called, ReleasedBy.Caller), (first.ReleasedBy, office.Records.Single(r => r.Parent is not null).ReleasedBy));
    }

    [Fact]
    public void An_employees_mobile_may_transfer_and_the_number_is_free_afterwards()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Mobile(Piotr).Answers();
        office.Caller(Customer).Dials(Piotr);
        office.Run(3);
        office.Mobile(Piotr).Call.Refer(To("8001"));
        office.Run(3);
        Assert.Equal("200 terminated", office.Mobile(Piotr).Call.Notified.Last());
        office.Mobile(AnnasNumber).RingsOut();
        office.Mobile("+48601000203").RingsOut();
        office.Mobile(Piotr).RingsOut();
        var line = office.Desk("8003").Dials("600");
        office.Run(60);
        Assert.Contains(office.Mobile(Piotr).Calls.Skip(1), call => call.Invite["From"].Contains("8003", StringComparison.Ordinal));
        line.Cancel();
    }

    [Fact]
    public void Both_legs_go_on_with_their_session_timers_and_hold_passes()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To("8001"));
        office.Run(5);
        var desk = office.Office.Desk("8001").Call;
        office.Run(2000);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, desk.State));
        Assert.Contains(desk.Requests, r => r is { Method: "UPDATE", Body: "" });
        desk.Reinvite(Offer.Hold(office.Office.Pbx));
        office.Run(1);
        Assert.Contains("a=sendonly", office.Talker.Requests.Last(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        desk.Reinvite(Offer.Resume(office.Office.Pbx));
        office.Run(1);
        Assert.Equal(200, desk.Responses[^1].Status);
        office.Office.OnLoop(() => office.TalkersPort.Silent?.Invoke());
        office.Run(1);
        Assert.Equal((1, 1), (office.Talker.Requests.Count(r => r.Method == "OPTIONS"), desk.Requests.Count(r => r.Method == "OPTIONS")));
    }

    [Fact]
    public void A_customer_who_came_without_an_offer_can_be_transferred()
    {
        using var office = new TransferOffice(customer: new() { Sdp = "" });
        office.Anna.Refer(To("8001"));
        office.Run(3);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.Contains("m=audio 2", office.Office.Desk("8001").Call.Invite.Body, StringComparison.Ordinal);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, office.Office.Desk("8001").Call.State));
    }

    [Fact]
    public void The_one_who_got_the_call_may_transfer_it_again_and_so_may_the_customer()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To("8001"));
        office.Run(4);
        office.Office.Desk("8001").Call.Refer(To("8002"));
        office.Run(4);
        var second = office.Office.Desk("8002").Call;
        Assert.Equal("200 terminated", office.Office.Desk("8001").Call.Notified.Last());
        Assert.True(office.Office.Desk("8001").Call.WasHungUpByPeer);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, second.State));
        Assert.Contains(Customer, second.Invite["From"], StringComparison.Ordinal);
        Assert.Equal(2, office.Office.Bridge.ActiveCalls);
        second.HangUp();
        office.Run(1);
        Assert.True(office.Talker.WasHungUpByPeer);
        Assert.Equal(3, office.Office.Records.Count);
        Assert.Equal(
            [(AnnasNumber, Desk), (Desk, "+48225558002")],
            office.Office.Records.Where(r => r.Parent is not null).OrderBy(r => r.StartedAt).Select(r => (r.CallerNumber, r.AnsweredBy ?? "")));
    }

    internal static IEnumerable<string> Talks(CallRecord record, DateTimeOffset start) =>
        record.Talks.Select(t => $"{t.One}-{t.Other} {(t.From - start).TotalSeconds:0}-{(t.Until - start).TotalSeconds:0}");
}
