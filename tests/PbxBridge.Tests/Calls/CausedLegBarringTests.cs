using PbxBridge.Routing.Companies;
using PbxBridge.Routing.Plans;
using PbxBridge.Testing;
using PbxBridge.Tests.Calls.Transfer;
using PbxBridge.Tests.Charges;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

/// <summary>BAR-4, R10: whatever a user causes on a live call is bound by the profile of the one who causes it. Each is done once with the profile, and once without.</summary>
public sealed class CausedLegBarringTests
{
    private const string Customer = "+48226000000", Jan = "+48601000401", Inside = "siec-firmowa", IncomingOnly = "tylko-przychodzace";

    [Theory]
    [InlineData(null, ChargeOffice.Dialled, ChargeOffice.Outside, "")]
    [InlineData(Inside, ChargeOffice.Dialled, ChargeOffice.Outside, "403 terminated")]
    [InlineData("kraj-bez-70x", "703123456", "+48703123456", "403 terminated")]
    [InlineData("kraj-bez-70x", ChargeOffice.Dialled, ChargeOffice.Outside, "")]
    public void A_blind_transfer(string? profile, string target, string number, string refusal)
    {
        using var office = new TransferOffice(new OfficeOptions().WithEmployee("201", employee => employee with { Profile = profile }));
        var other = office.Office.Mobile(number).Answers();
        office.Anna.Refer(TransferOffice.To(target));
        office.Run(3);
        if (refusal.Length == 0)
        {
            Assert.Equal(PhoneCallState.Answered, other.Call.State);
            return;
        }
        Assert.Equal(["100 active", refusal], office.Anna.Notified);
        Assert.Empty(other.Calls);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (office.Anna.State, office.Talker.State));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(Inside, 0)]
    public void A_302_of_a_softphone(string? profile, int rung)
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { RedirectOutside = true }).WithEmployee("202", employee => employee with { Profile = profile }));
        SendsOn(office.Softphone("piotr"), ChargeOffice.Dialled);
        office.Mobile(ChargeOffice.Piotr).RingsOut();
        var other = office.Mobile(ChargeOffice.Outside).Answers();
        office.Caller(Customer).Dials(ChargeOffice.Piotr);
        office.Run(3);
        Assert.Equal(rung, other.Calls.Count);
    }

    // D12: a desk phone has the profile of its trunk, not that of somebody who sits there.
    [Theory]
    [InlineData(null, PhoneCallState.Answered, 200)]
    [InlineData(Inside, PhoneCallState.Ended, 480)]
    public void A_302_of_the_PBX(string? profile, PhoneCallState state, int status)
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { RedirectOutside = true }).WithPbx(trunk => trunk with { Profile = profile }));
        SendsOn(office.Desk("8001"), "0" + ChargeOffice.Dialled);
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Caller(Customer).Dials("+48225558001");
        office.Run(3);
        Assert.Equal((state, status), (call.State, call.FinalStatus));
        Assert.Equal(status == 480, office.Mobile(ChargeOffice.Outside).Calls.Count == 0);
    }

    // The PBX forwards by a call of its own: the customer's number, and who has sent it on.
    [Theory]
    [InlineData(null, PhoneCallState.Answered)]
    [InlineData(Inside, PhoneCallState.Ended)]
    public void A_call_that_the_PBX_forwards_itself(string? profile, PhoneCallState state)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithPbx(trunk => trunk with { Profile = profile }));
        office.Mobile(ChargeOffice.Outside).Answers();
        var call = office.Desk("8001").Dials("0" + ChargeOffice.Dialled, new() { Headers = [("Diversion", "<sip:8001@203.0.113.80>;reason=unconditional;counter=1")] });
        office.Run(15);
        Assert.Equal(state, call.State);
        Assert.Equal(state == PhoneCallState.Ended, office.Mobile(ChargeOffice.Outside).Calls.Count == 0);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(IncomingOnly, 0)]
    public void The_second_number_of_a_personal_line(string? profile, int rung)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithEmployee("201", employee => employee with { Profile = profile }));
        office.Mobile(ChargeOffice.Anna).IsBusy();
        var maria = office.Mobile("+48601000200").Answers();
        var call = office.Caller(Customer).Dials(ChargeOffice.Anna);
        office.Run(3);
        Assert.Equal((rung, PhoneCallState.Answered), (maria.Calls.Count, call.State));
        call.HangUp();
        office.Run(1);
        Assert.Equal(rung == 1 ? "+48601000200" : "voicemail", office.Record.AnsweredBy);
        Assert.Equal(rung == 1 ? "§4.4" : "BAR-4", Assert.Single(office.Stored(office.Record).Decisions, step => step.Step == "personal-line").Rule);
    }

    [Theory]
    [InlineData(null, PhoneCallState.Answered, 1)]
    [InlineData(IncomingOnly, PhoneCallState.Ended, 0)]
    public void The_overflow_of_a_line(string? profile, PhoneCallState state, int rung)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", line => line with
        {
            Profile = profile,
            Overflow = new LineOverflow.ToNumber(new(ChargeOffice.Piotr)),
            Members = [new(Jan)],
        }));
        office.Mobile(Jan).IsBusy();
        var piotr = office.Mobile(ChargeOffice.Piotr).Answers();
        var call = office.Caller(Customer).Dials("+48600000003");
        office.Run(5);
        Assert.Equal((state, rung), (call.State, piotr.Calls.Count));
    }

    // D8: whatever a member's phone would do with the call, on a hunt it is not done, and the next one rings.
    [Theory]
    [InlineData("703123456", "+48703123456")]
    [InlineData("8001", "+48225558001")]
    public void A_member_of_a_line_sends_it_nowhere(string target, string number)
    {
        using var office = TestOffice.Demo(new OfficeOptions().With(company => company with { RedirectOutside = true })
            .WithLine("602", line => line with { Members = [new(ChargeOffice.Piotr), new(Jan)] }));
        SendsOn(office.Softphone("piotr"), target);
        office.Mobile(ChargeOffice.Piotr).IsBusy();
        office.Mobile(Jan).Answers();
        var call = office.Caller(Customer).Dials("+48600000003");
        office.Run(5);
        Assert.Equal((PhoneCallState.Answered, PhoneCallState.Answered), (call.State, office.Mobile(Jan).Call.State));
        Assert.Empty(office.Mobile(number).Calls);
        Assert.Empty(office.Desk("8001").Calls);
    }

    // R2, R10: the line is within the network; who may call nobody does not reach its members by it.
    [Theory]
    [InlineData(Inside, PhoneCallState.Answered, CallCause.Cleared)]
    [InlineData(IncomingOnly, PhoneCallState.Ended, CallCause.ProfileBarred)]
    public void The_callers_own_profile_binds_a_line_too(string profile, PhoneCallState state, CallCause outcome)
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithEmployee("202", employee => employee with { Profile = profile }));
        office.Mobile(Jan).Answers();
        var call = office.Mobile(ChargeOffice.Piotr).Dials("602");
        office.Run(12);
        Assert.Equal(state, call.State);
        call.HangUp();
        office.Run(1);
        Assert.Equal(outcome, office.Record.Outcome);
    }

    private static void SendsOn(Party party, string target) =>
        party.Does(new() { RingsAfter = null, AnswersAfter = null, DeclinesWith = 302, Headers = [("Contact", $"<sip:{target}@203.0.113.80>")] });
}
