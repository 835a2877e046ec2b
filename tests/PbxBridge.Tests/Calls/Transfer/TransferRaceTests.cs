using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;
using static PbxBridge.Tests.Calls.Transfer.TransferOffice;

namespace PbxBridge.Tests.Calls.Transfer;

/// <summary>Somebody hangs up, refuses or offers something at each moment of a blind transfer.</summary>
public sealed class TransferRaceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3.5)]
    public void Anna_hangs_up_before_the_answer_and_the_transfer_goes_on(double after)
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").Answers(4);
        office.Anna.Refer(To("8001"));
        office.Run(after);
        office.Anna.HangUp();
        office.Run(7);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, office.Office.Desk("8001").Call.State));
        Assert.True(office.TalkersPort.Played.Count > 0);
        Assert.Equal(TestOffice.PbxHost, office.TalkersPort.Partner?.Remote?.Address.ToString());
        Assert.False(office.Anna.WasHungUpByPeer);
        office.Talker.HangUp();
        office.Run(1);
        Assert.Equal(2, office.Office.Records.Count);
    }

    [Fact]
    public void Anna_has_hung_up_and_the_target_is_busy_so_the_customer_is_hung_up_with_the_reason()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").Declines(3, 486);
        office.Anna.Refer(To("8001"));
        office.Run(1);
        office.Anna.HangUp();
        office.Run(4);
        Assert.Equal("486 terminated", office.Anna.Notified.Last());
        Assert.True(office.Talker.WasHungUpByPeer);
        Assert.Equal("Q.850;cause=17;text=\"User busy\"", office.Talker.Requests.Single(r => r.Method == "BYE")["Reason"]);
        var record = office.Office.Records.Single(r => r.Parent is null);
        Assert.Equal((CallCause.Cleared, 17, ReleasedBy.Bridge), (record.Outcome, record.Q850, record.ReleasedBy));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void The_customer_hangs_up_while_it_rings(double after, bool annaIsGone)
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").RingsOut();
        office.Anna.Refer(To("8001"));
        office.Run(after);
        if (annaIsGone)
            office.Anna.HangUp();
        office.Run(0.5);
        office.Talker.HangUp();
        office.Run(2);
        Assert.Equal("487 terminated", office.Anna.Notified.Last());
        Assert.Equal(!annaIsGone, office.Anna.WasHungUpByPeer);
        var desk = office.Office.Desk("8001").Call;
        Assert.Equal((487, PhoneCallState.Ended), (desk.FinalStatus, desk.State));
        Assert.Equal((CallCause.CallerGone, 487), (office.Office.Records.Single(r => r.Parent is not null).Outcome, office.Office.Records.Single(r => r.Parent is not null).SipStatus));
        Assert.Equal(CallCause.Cleared, office.Office.Records.Single(r => r.Parent is null).Outcome);
    }

    [Fact]
    public void The_target_answers_in_spite_of_the_CANCEL_and_is_hung_up()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").Does(new() { AnswersAfter = null, AnswersInSpiteOfCancel = true });
        office.Anna.Refer(To("8001"));
        office.Run(2);
        office.Talker.HangUp();
        office.Run(2);
        Assert.True(office.Office.Desk("8001").Call.WasHungUpByPeer);
    }

    [Fact]
    public void The_target_hangs_up_before_the_customer_has_taken_its_media_and_the_call_is_given_back()
    {
        using var office = new TransferOffice();
        var annasPort = office.TalkersPort.Partner;
        Ignore(office.Office.MobileNetwork, "INVITE");
        office.Anna.Refer(To("8001"));
        office.Run(1.2);
        office.Office.Desk("8001").Call.HangUp();
        office.Run(0.5);
        Assert.Equal("487 terminated", office.Anna.Notified.Last());
        Assert.Same(annasPort, office.TalkersPort.Partner);
        office.Office.MobileNetwork.Intercept = null;
        office.Run(3);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
        office.Anna.Reinvite();
        office.Run(1);
        Assert.Equal(200, office.Anna.Responses[^1].Status);
    }

    [Fact]
    public void The_customer_hangs_up_after_the_answer_before_he_has_taken_the_new_media()
    {
        using var office = new TransferOffice();
        Ignore(office.Office.MobileNetwork, "INVITE");
        office.Anna.Refer(To("8001"));
        office.Run(1.2);
        Assert.Equal(PhoneCallState.Answered, office.Office.Desk("8001").Call.State);
        office.Talker.HangUp();
        office.Run(1);
        Assert.True(office.Office.Desk("8001").Call.WasHungUpByPeer);
        Assert.True(office.Anna.WasHungUpByPeer);
        Assert.Equal("487 terminated", office.Anna.Notified.Last());
        Assert.Equal((CallCause.Cleared, ReleasedBy.Caller), (office.Office.Records.Single(r => r.Parent is not null).Outcome, office.Office.Records.Single(r => r.Parent is not null).ReleasedBy));
    }

    [Fact]
    public void A_customer_who_refuses_the_new_media_stays_with_Anna()
    {
        using var office = new TransferOffice();
        var annasPort = office.TalkersPort.Partner;
        Refuse(office.Office.MobileNetwork, 488);
        office.Anna.Refer(To("8001"));
        office.Run(3);
        Assert.Equal("488 terminated", office.Anna.Notified.Last());
        Assert.True(office.Office.Desk("8001").Call.WasHungUpByPeer);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
        Assert.Same(annasPort, office.TalkersPort.Partner);
        Assert.Equal((CallCause.Media, 488), (office.Office.Record.Outcome, office.Office.Record.SipStatus));
        office.Office.MobileNetwork.Intercept = null;
    }

    [Fact]
    public void A_re_INVITE_that_meets_the_customers_own_is_tried_again()
    {
        using var office = new TransferOffice();
        var refused = 0;
        office.Office.MobileNetwork.Intercept = message =>
        {
            if (message is not { IsRequest: true, Method: "INVITE", ToTag.Length: > 0 } || refused++ > 1)
                return false;
            office.Office.MobileNetwork.Answer(message, office.Office.MobileNetwork.NewResponse(message, 491, "x"));
            return true;
        };
        office.Anna.Refer(To("8001"));
        office.Run(1.3);
        Assert.Equal("180 active", office.Anna.Notified.Last());
        office.Run(6);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.Equal(3, office.Talker.Requests.Count(r => r.Method == "INVITE") + 2);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, office.Office.Desk("8001").Call.State));
    }

    [Fact]
    public void A_customer_who_is_busy_with_an_offer_of_his_own_is_asked_afterwards()
    {
        using var office = new TransferOffice();
        Ignore(office.Phone.Phone, "UPDATE", "INVITE");
        office.Talker.Reinvite(Offer.Hold(office.Office.MobileNetwork));
        office.Run(0.2);
        office.Anna.Refer(To("8001"));
        office.Run(2);
        Assert.Equal("180 active", office.Anna.Notified.Last());
        Assert.DoesNotContain(office.Talker.Requests, r => r.Method == "INVITE");
        office.Phone.Phone.Intercept = null;
        office.Run(6);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Talker.State, office.Office.Desk("8001").Call.State));
    }

    [Fact]
    public void Offers_during_the_change_are_refused_with_491()
    {
        using var office = new TransferOffice();
        Ignore(office.Office.MobileNetwork, "INVITE");
        office.Anna.Refer(To("8001"));
        office.Run(1.2);
        var desk = office.Office.Desk("8001").Call;
        desk.Reinvite(Offer.Hold(office.Office.Pbx));
        office.Anna.Reinvite(Offer.Hold(office.Phone.Phone));
        office.Talker.Reinvite(Offer.Hold(office.Office.MobileNetwork));
        office.Run(0.2);
        Assert.Equal([491, 491, 491], new[] { desk, office.Anna, office.Talker }.Select(c => c.Responses.Last(r => r.Method == "INVITE").Status));
        office.Office.MobileNetwork.Intercept = null;
        office.Run(3);
        desk.Reinvite(Offer.Hold(office.Office.Pbx, 4));
        office.Run(1);
        Assert.Equal(200, desk.Responses[^1].Status);
    }

    [Fact]
    public void A_hold_and_a_REFER_at_the_same_moment_are_both_done()
    {
        using var office = new TransferOffice();
        office.Anna.Reinvite(Offer.Hold(office.Phone.Phone));
        office.Anna.Refer(To("8001"));
        office.Run(4);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
        Assert.Equal(PhoneCallState.Answered, office.Talker.State);
        Assert.Contains("a=sendrecv", office.Talker.Requests.Last(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_REFER_gets_491_while_the_first_is_under_way()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").RingsOut();
        office.Anna.Refer(To("8001"));
        office.Run(1);
        office.Anna.Refer(To("8002"));
        office.Run(0.2);
        Assert.Equal(491, office.Anna.Responses[^1].Status);
        Assert.Empty(office.Office.Desk("8002").Calls);
        office.Office.Desk("8001").Call.Answer();
        office.Run(2);
        Assert.Equal("200 terminated", office.Anna.Notified.Last());
    }

    [Fact]
    public void Who_does_not_hang_up_after_the_success_is_hung_up_and_his_offers_are_refused_until_then()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To("8001"));
        office.Run(1.3);
        office.Anna.Reinvite();
        office.Run(0.2);
        Assert.Equal(481, office.Anna.Responses[^1].Status);
        Assert.False(office.Anna.WasHungUpByPeer);
        office.Run(1);
        Assert.True(office.Anna.WasHungUpByPeer);
    }

    [Fact]
    public void A_lost_target_ends_the_customers_call_too()
    {
        using var office = new TransferOffice();
        office.Anna.Refer(To("8001"));
        office.Run(4);
        office.Office.Pbx.Intercept = message =>
        {
            if (message is not { Method: "OPTIONS", IsRequest: true, ToTag.Length: > 0 })
                return false;
            office.Office.Pbx.Answer(message, office.Office.Pbx.NewResponse(message, 481, "x"));
            return true;
        };
        office.Office.OnLoop(() => office.TalkersPort.Partner?.Silent?.Invoke());
        office.Run(1);
        Assert.True(office.Talker.WasHungUpByPeer);
        Assert.Equal([(ReleasedBy.Bridge, 102), (ReleasedBy.Bridge, 102)], office.Office.Records.Select(r => (r.ReleasedBy, r.Q850 ?? 0)));
    }

    [Fact]
    public void Ending_all_calls_during_a_transfer_leaves_nothing()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").RingsOut();
        office.Anna.Refer(To("8001"));
        office.Run(2);
        office.Office.OnLoop(office.Office.Bridge.EndCalls);
        office.Run(2);
        Assert.Equal(0, office.Office.Bridge.ActiveCalls);
        Assert.Equal(487, office.Office.Desk("8001").Call.FinalStatus);
        Assert.True(office.Talker.WasHungUpByPeer);
    }

    private static void Ignore(SipPhone phone, params string[] methods) =>
        phone.Intercept = message => message is { IsRequest: true, ToTag.Length: > 0 } && methods.Contains(message.Method);

    private static void Refuse(SipPhone phone, int status) => phone.Intercept = message =>
    {
        if (message is not { IsRequest: true, Method: "INVITE", ToTag.Length: > 0 })
            return false;
        phone.Answer(message, phone.NewResponse(message, status, "x"));
        return true;
    };
}
