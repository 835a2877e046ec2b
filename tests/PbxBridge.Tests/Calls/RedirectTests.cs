using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>FWD-2, FWD-3: a PBX or phone answers 302.</summary>
public sealed class RedirectTests
{
    private const string Customer = "+48226000000";
    private const string Desk = "+48225558001";
    private const string Jan = "+48601000401";
    private const string History = "<sip:+48225558001@192.0.2.1;user=phone>;index=1, <sip:+48601000401@192.0.2.1;user=phone;cause=302>;index=1.1;mp=1";

    [Theory]
    [InlineData("<sip:401@203.0.113.80>")]
    [InlineData("<sip:+48601000401@203.0.113.80;user=phone>")]
    [InlineData("<tel:+48601000401>;q=0.5, <sip:0700123456@203.0.113.80>;q=0.1")]
    public void A_colleague_to_whom_the_PBX_sends_the_call_on_is_rung(string contact)
    {
        using var office = TestOffice.Demo();
        Redirects(office, contact);
        office.Mobile(Jan).Answers();
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(2);
        Assert.Equal([100, 181, 180, 200], call.Responses.Select(r => r.Status));
        Assert.Equal(History, call.Responses[1]["History-Info"]);
        var invite = office.Mobile(Jan).Call.Invite;
        Assert.Equal((History, "<sip:+48225558001@192.0.2.1;user=phone>;reason=unconditional;counter=1;privacy=off;screen=yes"), (invite["History-Info"], invite["Diversion"]));
        Assert.Equal("<sip:+48226000000@192.0.2.1;user=phone>", invite["P-Asserted-Identity"]);
        Assert.False(invite.Has("Referred-By"));
        call.HangUp();
        office.Run(1);
        Assert.Equal((Jan, CallCause.Cleared), (office.Record.AnsweredBy, office.Record.Outcome));
        Assert.Equal([(302, CallCause.Diverted), (200, CallCause.Cleared)], office.Record.Attempts.Select(a => (a.Status, a.Outcome)));
        Assert.Equal("+48225558001 przekierowuje: połączenie idzie do Jan Nowak.", office.Record.Decisions.Single(d => d.Rule == "FWD-2").Sentence.Polish);
        office.Ladder.Is("redirect.txt");
    }

    [Theory]
    [InlineData("<sip:0226000001@203.0.113.80>")]
    [InlineData("<sip:anna@example.org>")]
    [InlineData("<sip:112@203.0.113.80>")]
    [InlineData("<sip:0700123456@203.0.113.80>")]
    [InlineData("<sip:8001@203.0.113.80>")]
    public void Elsewhere_it_is_not_followed(string contact)
    {
        using var office = TestOffice.Demo();
        Redirects(office, contact);
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(2);
        Assert.Equal(480, call.FinalStatus);
        Assert.DoesNotContain(office.MobileNetwork.Calls, c => !c.IsOutgoing);
        Assert.Equal((302, CallCause.Diverted), (Assert.Single(office.Record.Attempts).Status, office.Record.Attempts[0].Outcome));
    }

    [Fact]
    public void Outside_the_network_the_company_must_allow_it()
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(c => c with { RedirectOutside = true }));
        Redirects(office, "<sip:0226000001@203.0.113.80>");
        office.Mobile("+48226000001").Answers();
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(2);
        Assert.Equal(PhoneCallState.Answered, call.State);
    }

    [Fact]
    public void A_softphone_sends_the_call_on_for_all_devices_of_its_user()
    {
        using var office = TestOffice.Demo();
        var soft = office.Softphone("piotr").Does(new() { AnswersAfter = null, DeclinesWith = 302, DeclinesAfter = TimeSpan.FromSeconds(3), Headers = [("Contact", "<sip:401@192.0.2.1>")] });
        office.Mobile("+48601000202").RingsOut();
        office.Mobile(Jan).Answers(after: 2);
        var call = office.Desk("8001").Dials("202");
        office.Run(6);
        Assert.Equal([100, 180, 181, 200], call.Responses.Select(r => r.Status));
        Assert.Equal("SIP;cause=603;text=\"Declined\"", office.Mobile("+48601000202").Call.Requests.Single(r => r.Method == "CANCEL")["Reason"]);
        Assert.Equal("<sip:+48601000202@192.0.2.1;user=phone>;reason=deflection;counter=1;privacy=off;screen=yes", office.Mobile(Jan).Call.Invite["Diversion"]);
        Assert.Equal(302, soft.Call.FinalStatus);
    }

    [Fact]
    public void When_the_new_one_does_not_answer_the_first_ones_mailbox_does()
    {
        using var office = TestOffice.Demo();
        office.Softphone("piotr").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", "<sip:401@192.0.2.1>")] });
        office.Mobile("+48601000202").RingsOut();
        office.Mobile(Jan).IsBusy();
        var call = office.Desk("8001").Dials("202");
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.HangUp();
        office.Run(1);
        Assert.Equal((CallService.VoicemailDeposit, "voicemail"), (office.Record.Service, office.Record.AnsweredBy));
    }

    [Fact]
    public void The_new_one_sends_it_no_further()
    {
        using var office = TestOffice.Demo();
        Redirects(office, "<sip:8002@203.0.113.80>");
        office.Desk("8002").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", "<sip:401@203.0.113.80>")] });
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(2);
        Assert.Equal(480, call.FinalStatus);
        Assert.Empty(office.Mobile(Jan).Calls);
    }

    [Fact]
    public void A_network_decides_nothing_of_the_kind()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Mobile("+48601000202").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", "<sip:401@198.51.100.70>")] });
        var call = office.Desk("8001").Dials("202");
        office.Run(2);
        Assert.Equal(480, call.FinalStatus);
        Assert.Empty(office.Mobile(Jan).Calls);
    }

    private static void Redirects(TestOffice office, string contact) =>
        office.Desk("8001").Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", contact)] });
}
