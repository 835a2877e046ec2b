using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;
using static PbxBridge.Tests.Calls.Transfer.TransferOffice;

namespace PbxBridge.Tests.Calls.Transfer;

/// <summary>Who may not transfer, and what not.</summary>
public sealed class TransferRefusalTests
{
    [Fact]
    public void A_customer_from_outside_may_not_transfer()
    {
        using var office = new TransferOffice();
        office.Talker.Refer(To("0601234567"));
        office.Run(1);
        Assert.Equal(403, office.Talker.Responses[^1].Status);
        Assert.Empty(office.Talker.Notified);
        Assert.Equal((PhoneCallState.Answered, 1), (office.Anna.State, office.Office.Bridge.ActiveCalls));
    }

    [Fact]
    public void A_REFER_from_another_address_than_the_call_is_refused()
    {
        using var office = new TransferOffice();
        var thief = office.Office.Peer("thief", "10.66.66.66", 5060);
        thief.Send(office.Anna.NewRequest("REFER").Set("Via", $"SIP/2.0/UDP {thief.Address};branch=z9hG4bKthief1").With("Refer-To", To("0601234567")));
        office.Run(1);
        Assert.Single(thief.Responses(403));
        Assert.Equal(1, office.Office.Bridge.ActiveCalls);
    }

    [Fact]
    public void An_emergency_call_is_not_transferred()
    {
        using var office = TestOffice.Demo();
        office.Mobile("112").Answers();
        var desk = office.Desk("8001").Dials("112");
        office.Run(3);
        desk.Refer(To("8002"));
        office.Run(1);
        Assert.Equal(403, desk.Responses[^1].Status);
    }

    [Fact]
    public void Nobody_is_there_to_be_transferred_from_a_mailbox()
    {
        using var office = TestOffice.Demo();
        var call = office.Softphone("anna").Dials("500");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.Refer(To("8001"));
        office.Run(1);
        Assert.Equal(403, call.Responses[^1].Status);
    }

    [Fact]
    public void Before_the_answer_there_is_no_transfer()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).RingsOut();
        var desk = office.Desk("8001").Dials("202");
        office.Run(2);
        desk.Refer(To("8002"));
        office.Run(1);
        Assert.Equal(403, desk.Responses[^1].Status);
    }

    [Fact]
    public void Every_transfer_takes_a_hop_and_without_hops_there_is_none()
    {
        using var office = new TransferOffice(customer: new() { Headers = [("Max-Forwards", "4")] });
        office.Anna.Refer(To("8001"));
        office.Run(4);
        var desk = office.Office.Desk("8001").Call;
        Assert.Equal("2", desk.Invite["Max-Forwards"]);
        desk.Refer(To("8002"));
        office.Run(4);
        var next = office.Office.Desk("8002").Call;
        Assert.Equal("1", next.Invite["Max-Forwards"]);
        next.Refer(To("8003"));
        office.Run(1);
        Assert.Equal(483, next.Responses[^1].Status);
        Assert.Equal(PhoneCallState.Answered, next.State);
    }

    [Fact]
    public void While_draining_nobody_new_is_called()
    {
        using var office = new TransferOffice();
        office.Office.OnLoop(office.Office.Bridge.BeginDrain);
        office.Anna.Refer(To("8001"));
        office.Run(1);
        Assert.Equal(503, office.Anna.Responses[^1].Status);
        Assert.Equal(PhoneCallState.Answered, office.Anna.State);
    }

    [Theory]
    [InlineData("<sip:8001@192.0.2.1;method=BYE>", 403)]
    [InlineData("<sip:8001@192.0.2.1>, <sip:8002@192.0.2.1>", 400)]
    [InlineData("<mailto:anna@example.com>", 416)]
    public void Other_methods_several_targets_and_other_schemes(string target, int status)
    {
        using var office = new TransferOffice();
        office.Anna.Refer(target);
        office.Run(1);
        Assert.Equal(status, office.Anna.Responses[^1].Status);
    }

    [Fact]
    public void A_transfer_counts_as_a_new_call_of_the_transferrer_for_loops()
    {
        using var office = new TransferOffice();
        office.Office.Desk("8001").IsBusy();
        office.Anna.Refer(To("8001"));
        office.Run(2);
        Assert.Equal((CallCause.Busy, AnnasNumber), (office.Office.Record.Outcome, office.Office.Record.CallerNumber));
        Assert.Equal(0, office.Office.Bridge.Trunks.Single(t => t.Id == "przyklad-pbx").Channels);
    }
}
