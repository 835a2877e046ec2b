using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>What of a refusal or an end on one leg reaches the other.</summary>
public sealed class PassedOnTests
{
    private const string Piotr = "+48601000202";
    private const string Terminated = "Q.850;cause=16;text=\"Terminated\"";

    [Fact]
    public void BYE_goes_on_with_the_Reasons_of_all_protocols()
    {
        using var office = TestOffice.Demo();
        var (caller, callee) = Talk(office);
        caller.Send(caller.NewRequest("BYE").With("Reason", "SIP;cause=200;text=\"a, b\"").With("Reason", Terminated));
        office.Run(1);
        Assert.Equal("SIP;cause=200;text=\"a, b\", " + Terminated, callee.Requests.Single(r => r.Method == "BYE")["Reason"]);
        Assert.Equal(16, office.Record.Q850);
    }

    [Fact]
    public void CANCEL_goes_on_with_the_Reasons_of_all_protocols()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Piotr).RingsOut();
        var call = office.Desk("8001").Dials("202");
        office.Run(1);
        office.Pbx.Send(new WireMessage($"CANCEL {call.Invite.RequestUri} SIP/2.0").With("Via", call.Invite["Via"]).With("Max-Forwards", "70")
            .With("From", call.Invite["From"]).With("To", call.Invite["To"]).With("Call-ID", call.CallId).With("CSeq", $"{call.Invite.CSeq} CANCEL")
            .With("Reason", "SIP;cause=487").With("Reason", Terminated));
        office.Run(1);
        Assert.Equal("SIP;cause=487, " + Terminated, office.Mobile(Piotr).Call.Requests.Single(r => r.Method == "CANCEL")["Reason"]);
    }

    [Theory]
    [InlineData("INVITE", 401, 403)]
    [InlineData("INVITE", 407, 403)]
    [InlineData("INVITE", 302, 488)]
    [InlineData("INVITE", 415, 488)]
    [InlineData("INVITE", 420, 488)]
    [InlineData("INVITE", 422, 488)]
    [InlineData("INVITE", 488, 488)]
    [InlineData("INVITE", 491, 491)]
    [InlineData("INVITE", 603, 603)]
    [InlineData("INFO", 401, 403)]
    [InlineData("INFO", 407, 403)]
    [InlineData("INFO", 420, 415)]
    [InlineData("INFO", 415, 415)]
    [InlineData("INFO", 500, 500)]
    [InlineData("INFO", 503, 500)]
    public void A_refusal_whose_meaning_stands_in_headers_does_not_go_on_without_them(string method, int status, int passed)
    {
        using var office = TestOffice.Demo();
        var (caller, _) = Talk(office);
        office.MobileNetwork.Intercept = message => office.MobileNetwork.AnswerWith(message, method, status, withinDialog: true);
        if (method == "INVITE")
            caller.Reinvite(Offer.Hold(office.Pbx));
        else
            caller.Send(caller.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=5"));
        office.Run(1);
        Assert.Equal((passed, method), (caller.Responses[^1].Status, caller.Responses[^1].Method));
        office.MobileNetwork.Intercept = null;
    }

    [Fact]
    public void A_peer_that_does_not_know_the_call_any_more_when_a_key_is_pressed_ends_it()
    {
        using var office = TestOffice.Demo();
        var (caller, _) = Talk(office);
        office.MobileNetwork.Intercept = message => office.MobileNetwork.AnswerWith(message, "INFO", 481, withinDialog: true);
        caller.Send(caller.NewRequest("INFO").WithBody("application/dtmf-relay", "Signal=5"));
        office.Run(1);
        office.MobileNetwork.Intercept = null;
        Assert.True(caller.WasHungUpByPeer);
        Assert.Equal(487, caller.Responses[^1].Status);
        Assert.Equal(102, office.Record.Q850);
    }

    private static (PhoneCall Caller, PhoneCall Callee) Talk(TestOffice office)
    {
        office.Mobile(Piotr).Answers();
        var caller = office.Desk("8001").Dials("202");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, caller.State);
        return (caller, office.Mobile(Piotr).Call);
    }
}
