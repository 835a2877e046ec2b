using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;
using static PbxBridge.Tests.Calls.Transfer.TransferOffice;

namespace PbxBridge.Tests.Calls.Transfer;

/// <summary>INVITE with Replaces (RFC 3891): somebody takes a place in a call, or a call that still rings.</summary>
public sealed class ReplacesTests
{
    [Fact]
    public void Piotr_takes_Annas_call()
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        var call = Replace(office.Office.Softphone("piotr"), office.Anna);
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.True(office.Anna.WasHungUpByPeer);
        Assert.Equal(PhoneCallState.Answered, office.Talker.State);
        Assert.Equal("10.20.30.12", office.TalkersPort.Partner?.Remote?.Address.ToString());
        Assert.Equal(2, office.Office.Media.OpenPorts.Count());
        Assert.Single(office.Talker.Requests, r => r.Method == "INVITE");
        call.Reinvite(Offer.Hold(office.Office.Softphone("piotr").Phone));
        office.Run(1);
        Assert.Contains("a=sendonly", office.Talker.Requests.Last(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        office.Talker.HangUp();
        office.Run(1);
        Assert.True(call.WasHungUpByPeer);
        var record = office.Office.Record;
        Assert.Equal([$"{Customer}-{AnnasNumber}", $"{Piotr}-{Customer}"], record.Talks.Select(t => $"{t.One}-{t.Other}"));
        Assert.Equal((AnnasNumber, ReleasedBy.Caller), (record.AnsweredBy, record.ReleasedBy));
        Assert.Contains(office.Office.Stored(record).Flow, f => f.Leg == "C1" && f.FirstLine.StartsWith("INVITE", StringComparison.Ordinal));
        Assert.Contains(office.Office.Stored(record).Decisions, d => d.Sentence.English == $"{Piotr} takes the place of {AnnasNumber}.");
        office.Office.Ladder.Is("replaces.txt");
    }

    [Fact]
    public void Without_an_offer_the_answer_comes_with_the_ACK()
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        var call = Replace(office.Office.Softphone("piotr"), office.Anna, new() { Sdp = "" });
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (call.State, office.Talker.State));
        Assert.True(office.Anna.WasHungUpByPeer);
        Assert.Equal("10.20.30.12", office.TalkersPort.Partner?.Remote?.Address.ToString());
        call.HangUp();
        office.Run(1);
        Assert.True(office.Talker.WasHungUpByPeer);
        Assert.Equal(ReleasedBy.Called, office.Office.Record.ReleasedBy);
    }

    [Fact]
    public void Who_took_a_place_may_transfer()
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        var call = Replace(office.Office.Softphone("piotr"), office.Anna);
        office.Run(2);
        call.Refer(To("8001"));
        office.Run(4);
        Assert.Equal("200 terminated", call.Notified.Last());
        Assert.Contains("Piotr", office.Office.Desk("8001").Call.Invite["Referred-By"], StringComparison.Ordinal);
        Assert.Equal((PhoneCallState.Answered, true), (office.Talker.State, call.WasHungUpByPeer));
    }

    [Fact]
    public void The_callers_place_can_be_taken_and_channels_and_numbers_are_counted()
    {
        using var office = TestOffice.Demo();
        var maria = office.Softphone("maria");
        office.Mobile(Piotr).Answers();
        var desk = office.Desk("8001").Dials("202");
        office.Run(3);
        var call = Replace(maria, desk);
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, true), (call.State, desk.WasHungUpByPeer));
        Assert.Equal(0, office.Bridge.Trunks.Single(t => t.Id == "przyklad-pbx").Channels);
        office.Mobile(Piotr).Call.HangUp();
        office.Run(1);
        Assert.True(call.WasHungUpByPeer);
        Assert.Equal(ReleasedBy.Called, office.Record.ReleasedBy);
    }

    [Fact]
    public void The_phones_of_one_PBX_may_take_each_others_place()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        var desk = office.Desk("8001").Dials("202");
        office.Run(3);
        var call = Replace(office.Desk("8002"), desk);
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, true), (call.State, desk.WasHungUpByPeer));
        Assert.Equal(1, office.Bridge.Trunks.Single(t => t.Id == "przyklad-pbx").Channels);
    }

    [Fact]
    public void In_the_mobile_network_only_whom_the_replaced_one_has_sent()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).Answers();
        office.Desk("8001").Dials("202");
        office.Run(3);
        var piotr = office.Mobile(Piotr).Call;
        var stranger = Replace(office.Mobile(Customer), piotr);
        office.Run(1);
        Assert.Equal(403, stranger.FinalStatus);
        var sent = Replace(office.Mobile(Customer), piotr, new() { Headers = [("Referred-By", $"<sip:{Piotr}@ims.example>")] });
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, true), (sent.State, piotr.WasHungUpByPeer));
    }

    [Fact]
    public void Checks_in_the_order_of_the_RFC()
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        var piotr = office.Office.Softphone("piotr");
        office.Office.Desk("8001").RingsOut();
        var early = office.Phone.Dials("8001");
        office.Run(0.1);
        var ended = office.Office.Softphone("maria").Dials("8002");
        office.Run(3);
        ended.HangUp();
        office.Run(1);
        var unknown = piotr.Dials("201", new() { Headers = [("Replaces", "no@where;to-tag=0123456789abcdef0;from-tag=2")] });
        var earlyOfPeer = Replace(piotr, early);
        var gone = Replace(piotr, ended);
        var confirmed = piotr.Dials("201", new() { Headers = [("Replaces", office.Anna.DialogId + ";early-only")] });
        office.Run(2);
        Assert.Equal([481, 481, 603, 486], new[] { unknown, earlyOfPeer, gone, confirmed }.Select(c => c.FinalStatus));
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
        early.Cancel();
    }

    [Fact]
    public void Neither_a_stranger_nor_the_customer_may_take_a_place()
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        var stranger = office.Office.Peer("stranger", "10.66.66.66", 5060).Dial($"sip:201@{TestOffice.BridgeHost}", new() { Headers = [("Replaces", office.Anna.DialogId)] });
        var other = Replace(office.Office.Mobile("+48601234567"), office.Anna);
        office.Run(3);
        Assert.NotEqual(PhoneCallState.Answered, stranger.State);
        Assert.Equal(403, other.FinalStatus);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
    }

    [Fact]
    public void The_place_of_somebody_from_outside_is_not_given_away()
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        var call = Replace(office.Office.Softphone("piotr"), office.Talker);
        office.Run(1);
        Assert.Equal(403, call.FinalStatus);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_customer_who_refuses_the_new_media_stays_with_Anna(bool late)
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        office.Office.MobileNetwork.Intercept = message =>
        {
            if (message is not { IsRequest: true, Method: "INVITE", ToTag.Length: > 0 })
                return false;
            office.Office.MobileNetwork.Answer(message, office.Office.MobileNetwork.NewResponse(message, 488, "x"));
            return true;
        };
        var call = Replace(office.Office.Softphone("piotr"), office.Anna, late ? new() { Sdp = "" } : null);
        office.Run(2);
        Assert.True(late ? call.WasHungUpByPeer : call.FinalStatus == 488);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
        office.Office.MobileNetwork.Intercept = null;
        office.Anna.Reinvite(Offer.Hold(office.Phone.Phone));
        office.Run(1);
        Assert.Equal(200, office.Anna.Responses[^1].Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void One_of_the_three_gives_up_during_the_change(int who)
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        office.Office.MobileNetwork.Intercept = message => message is { IsRequest: true, Method: "INVITE", ToTag.Length: > 0 };
        var call = Replace(office.Office.Softphone("piotr"), office.Anna);
        office.Run(0.3);
        if (who == 0)
            call.Cancel();
        else
            (who == 1 ? office.Anna : office.Talker).HangUp();
        office.Run(0.3);
        office.Office.MobileNetwork.Intercept = null;
        office.Run(4);
        Assert.Equal(who switch { 0 => 487, 1 => 603, _ => 480 }, call.FinalStatus);
        if (who == 0)
        {
            Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
            office.Anna.Reinvite(Offer.Hold(office.Phone.Phone));
            office.Run(1);
            Assert.Equal(200, office.Anna.Responses[^1].Status);
            return;
        }
        Assert.True(who == 1 ? office.Talker.WasHungUpByPeer : office.Anna.WasHungUpByPeer);
    }

    [Fact]
    public void While_a_transfer_is_under_way_the_place_is_not_given()
    {
        using var office = new TransferOffice(others: ["piotr", "maria"]);
        office.Office.Desk("8001").RingsOut();
        office.Anna.Refer(To("8001"));
        office.Run(1);
        var call = Replace(office.Office.Softphone("piotr"), office.Anna);
        office.Run(1);
        Assert.Equal(491, call.FinalStatus);
    }

    [Fact]
    public void Maria_takes_a_call_that_rings_at_Piotrs()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).RingsOut();
        var maria = office.Softphone("maria");
        var caller = office.Caller(Customer).Dials(Piotr);
        office.Run(2);
        var piotr = office.Mobile(Piotr).Call;
        var call = Replace(maria, piotr);
        office.Run(2);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (call.State, caller.State));
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", piotr.Requests.Single(r => r.Method == "CANCEL")["Reason"]);
        Assert.Same(office.Media.OpenPorts.First(), office.Media.OpenPorts.Last().Partner);
        Assert.Equal(1, office.Bridge.Trunks.Single(t => t.Id == "mobile").Channels);
        caller.Reinvite(Offer.Hold(office.MobileNetwork));
        office.Run(1);
        Assert.Contains("a=sendonly", call.Requests.Single(r => r.Method == "INVITE").Body, StringComparison.Ordinal);
        call.HangUp();
        office.Run(1);
        Assert.True(caller.WasHungUpByPeer);
        Assert.Equal(("+48601000200", ReleasedBy.Called, 200), (office.Record.AnsweredBy, office.Record.ReleasedBy, office.Record.SipStatus));
    }

    [Fact]
    public void Both_sides_of_a_picked_up_call_get_the_codecs_that_they_have_in_common()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).RingsOut();
        var maria = office.Softphone("maria");
        var caller = office.Caller(Customer).Dials(Piotr, new() { Sdp = Sdp("96 8 0 101", "a=rtpmap:96 AMR/8000\r\na=rtpmap:101 telephone-event/8000\r\n") });
        office.Run(2);
        var call = Replace(maria, office.Mobile(Piotr).Call, new() { Sdp = Sdp("0 8 101", "a=rtpmap:101 telephone-event/8000\r\n") });
        office.Run(2);
        Assert.Contains("RTP/AVP 8 0 101", caller.Responses.Last(r => r.Status == 200).Body, StringComparison.Ordinal);
        Assert.Contains("RTP/AVP 8 0 101", call.Responses.Last(r => r.Status == 200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_common_codec_or_an_offer_the_phone_rings_on()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).RingsOut();
        var maria = office.Softphone("maria");
        var caller = office.Caller(Customer).Dials(Piotr);
        office.Run(2);
        var piotr = office.Mobile(Piotr).Call;
        var foreign = Replace(maria, piotr, new() { Sdp = Sdp("96 101", "a=rtpmap:96 AMR/8000\r\na=rtpmap:101 telephone-event/8000\r\n") });
        office.Run(1);
        var empty = Replace(maria, piotr, new() { Sdp = "" });
        office.Run(1);
        Assert.Equal((488, 488, 0), (foreign.FinalStatus, empty.FinalStatus, piotr.FinalStatus));
        piotr.Answer();
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        var late = Replace(maria, piotr);
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, late.State);
    }

    private static string Sdp(string formats, string maps) =>
        $"v=0\r\no=x 1 1 IN IP4 10.9.9.9\r\ns=-\r\nc=IN IP4 10.9.9.9\r\nt=0 0\r\nm=audio 4000 RTP/AVP {formats}\r\n{maps}";

    private static PhoneCall Replace(Party who, PhoneCall whose, DialOptions? options = null)
    {
        var given = options ?? new DialOptions();
        return who.Dials("201", given with { Headers = [.. given.Headers, ("Replaces", whose.DialogId), ("Require", "replaces")] });
    }
}
