using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class SoftphoneTests
{
    private const string Piotr = "+48601000202";

    [Fact]
    public void Softphone_and_mobile_ring_together_and_the_loser_is_told_that_the_call_was_taken_elsewhere()
    {
        using var office = TestOffice.Demo();
        var soft = office.Softphone("piotr").RingsOut();
        office.Mobile(Piotr).Answers(after: 4);
        var call = office.Desk("8001").Dials("202");
        office.Run(5);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", soft.Call.Requests.Single(r => r.Method == "CANCEL")["Reason"]);
        call.HangUp();
        office.Run(1);
        office.Ladder.Is("softphone-and-mobile.txt");
    }

    [Fact]
    public void All_contacts_of_a_user_ring_and_the_first_to_answer_has_the_call()
    {
        using var office = TestOffice.Demo();
        var first = office.Softphone("piotr", "10.20.30.11").RingsOut();
        var second = office.Softphone("piotr", "10.20.30.12").Answers(after: 4);
        var mobile = office.Mobile(Piotr).RingsOut();
        office.Desk("8001").Dials("202");
        office.Run(5);
        Assert.Equal(PhoneCallState.Answered, second.Call.State);
        foreach (var loser in (Party[])[first, mobile])
            Assert.Equal("SIP;cause=200;text=\"Call completed elsewhere\"", loser.Call.Requests.Single(r => r.Method == "CANCEL")["Reason"]);
    }

    [Fact]
    public void A_refusal_on_one_device_ends_the_ringing_of_the_others()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        var soft = office.Softphone("piotr").Declines(after: 3);
        office.Mobile(Piotr).RingsOut();
        var call = office.Desk("8001").Dials("202");
        office.Run(4);
        Assert.Equal("SIP;cause=603;text=\"Declined\"", office.Mobile(Piotr).Call.Requests.Single(r => r.Method == "CANCEL")["Reason"]);
        Assert.Equal(PhoneCallState.Ended, call.State);
        Assert.Equal(PhoneCallState.Ended, soft.Call.State);
        office.Run(1);
        Assert.Equal(2, office.Record.Attempts.Length);
    }

    [Fact]
    public void Busy_on_the_softphone_leaves_the_mobile_ringing()
    {
        using var office = TestOffice.Demo();
        office.Softphone("piotr").IsBusy();
        office.Mobile(Piotr).Answers(after: 6);
        var call = office.Desk("8001").Dials("202");
        office.Run(7);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void Softphone_calls_with_its_password_and_shows_its_extension()
    {
        using var office = TestOffice.Demo();
        office.Desk("8001").Answers();
        var call = office.Softphone("anna").Dials("8001");
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal([401, 100, 180, 200], call.Responses.Select(r => r.Status));
        Assert.StartsWith("\"Anna Kowalska\" <sip:201;phone-context=przyklad.pnp.pbxbridge.example@192.0.2.1;user=phone>", office.Desk("8001").Call.Invite["From"], StringComparison.Ordinal);
        office.Run(1);
        call.HangUp();
        office.Run(1);
        Assert.Equal("+48601000201", office.Record.CallerNumber);
    }

    [Fact]
    public void Softphone_over_TCP_is_rung_on_its_connection()
    {
        using var office = TestOffice.Demo();
        office.Mobile("+48601000200").RingsOut();
        var soft = office.Softphone("maria", transport: Sip.Transport.TransportKind.Tcp).Answers(after: 2);
        var call = office.Desk("8001").Dials("200");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal(PhoneCallState.Answered, soft.Call.State);
    }
}
