using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Numbering;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Trunks;

/// <summary>TRK-8: no address of the PBX answers, and its numbers are forwarded as the company wants it.</summary>
public sealed class PbxDownTests
{
    private const string Customer = "+48226000000";
    private const string Piotr = "+48601000202";
    private const string Desk = "+48225558202";

    [Fact]
    public void The_paired_mobile_rings_and_is_told_who_sent_the_call_on()
    {
        using var office = Down(PbxDownTo.Mobile);
        office.Mobile(Piotr).Answers();
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal("<sip:+48225558202@192.0.2.1;user=phone>;reason=unconditional;counter=1;privacy=off;screen=yes", office.Mobile(Piotr).Call.Invite["Diversion"]);
        call.HangUp();
        office.Run(1);
        Assert.Equal((CallService.Forward, Piotr), (office.Record.Service, office.Record.AnsweredBy));
        Assert.Equal("Centrala nie odpowiada: telefon komórkowy: Piotr Zieliński.", office.Record.Decisions.Single(d => d.Rule == "TRK-8").Sentence.Polish);
    }

    [Fact]
    public void The_company_line_takes_the_call()
    {
        using var office = Down(PbxDownTo.Line);
        office.Mobile("+48601000401").Answers();
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Single(office.Mobile("+48601000401").Calls);
    }

    [Fact]
    public void The_mailbox_of_the_desks_owner_takes_the_call()
    {
        using var office = Down(PbxDownTo.Voicemail);
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.HangUp();
        office.Run(1);
        Assert.Equal(CallService.VoicemailDeposit, office.Record.Service);
    }

    [Fact]
    public void Without_a_rule_the_call_ends_with_480_and_cause_38()
    {
        using var office = Down(PbxDownTo.Refuse);
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(45);
        Assert.Equal(480, call.FinalStatus);
        Assert.Equal("Q.850;cause=38;text=\"Network out of order\"", call.Responses[^1]["Reason"]);
        Assert.Equal(CallCause.DestinationOutOfOrder, office.Record.Outcome);
    }

    [Fact]
    public void A_PBX_that_is_back_gets_its_calls_again()
    {
        using var office = Down(PbxDownTo.Mobile);
        office.Pbx.Script = PhoneScript.Answers;
        office.Run(100);
        var call = office.Caller(Customer).Dials(Desk);
        office.Run(3);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Single(office.Desk("8202").Calls);
    }

    private static TestOffice Down(PbxDownTo to)
    {
        var office = TestOffice.Demo(new OfficeOptions().WithEmployee("202", e => e with { Desk = new PhoneNumber(Desk) }).With(c => c with
        {
            PbxDown = new(to, to == PbxDownTo.Line ? new("+48600000003") : null),
        }));
        office.Pbx.Script = new() { IsDead = true };
        office.Run(150);
        return office;
    }
}
