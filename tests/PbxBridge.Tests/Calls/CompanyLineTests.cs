using PbxBridge.Configuration;
using PbxBridge.Routing.Plans;
using PbxBridge.Storage.Calls;
using PbxBridge.Testing;
using PbxBridge.Tests.Office;

namespace PbxBridge.Tests.Calls;

public sealed class CompanyLineTests
{
    private const string Malopolskie = "+48600000003";
    private const string Jan = "+48601000401";
    private const string Katarzyna = "+48601000402";
    private const string Deposit = "+48602951000";

    [Fact]
    public void Second_member_rings_when_the_first_does_not_answer()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).RingsOut();
        office.Mobile(Katarzyna).Answers(after: 3);
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(20);
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.HangUp();
        office.Run(1);
        office.Ladder.Is("hunt-second-member.txt");
        Assert.Equal((CallService.CompanyLine, Katarzyna, CallCause.Cleared, ReleasedBy.Caller), (office.Record.Service, office.Record.AnsweredBy, office.Record.Outcome, office.Record.ReleasedBy));
        Assert.Equal(
            [new CallAttempt("B1", Jan, CallCause.NoAnswer, 487, TimeSpan.FromSeconds(15)), new CallAttempt("B2", Katarzyna, CallCause.Cleared, 200, TimeSpan.FromSeconds(3))],
            office.Record.Attempts.ToArray());
    }

    [Theory]
    [InlineData(486, null, CallCause.Busy)]
    [InlineData(600, null, CallCause.Busy)]
    [InlineData(603, null, CallCause.Declined)]
    [InlineData(480, 20, CallCause.Unreachable)]
    [InlineData(404, null, CallCause.Unallocated)]
    [InlineData(488, null, CallCause.Media)]
    [InlineData(500, null, CallCause.Unreachable)]
    public void A_member_who_fails_at_once_is_followed_by_the_next_at_once(int status, int? q850, CallCause outcome)
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).Refuses(status, q850);
        office.Mobile(Katarzyna).Answers(after: 3);
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(4);
        Assert.Equal(PhoneCallState.Answered, call.State);
        office.Mobile(Katarzyna).Call.HangUp();
        office.Run(1);
        Assert.Equal([outcome, CallCause.Cleared], office.Record.Attempts.Select(a => a.Outcome));
        Assert.Equal([status, 200], office.Record.Attempts.Select(a => a.Status));
        Assert.Equal(ReleasedBy.Called, office.Record.ReleasedBy);
    }

    [Fact]
    public void Members_of_a_random_line_ring_one_at_a_time_in_another_order_for_another_call()
    {
        var orders = new List<string>();
        foreach (var seed in Enumerable.Range(1, 6))
        {
            using var office = TestOffice.Demo(new() { Seed = (ulong)seed });
            foreach (var extension in (string[])["201", "202", "203"])
                office.Mobile("+48601000" + extension).IsBusy();
            office.Caller("+48226000000").Dials("+48600000001");
            office.Run(0.5);
            orders.Add(string.Join(' ', office.MobileNetwork.Calls.Where(c => !c.IsOutgoing).Take(3).Select(c => Exchange.UserOf(c.Invite.RequestUri)[^3..])));
        }
        Assert.All(orders, order => Assert.Equal("201 202 203", string.Join(' ', order.Split(' ').Order())));
        Assert.Equal(6, orders.Count);
        Assert.NotEqual(1, orders.Distinct().Count());
    }

    [Fact]
    public void A_member_whose_network_diverts_the_call_is_left_and_the_next_one_rings()
    {
        using var office = TestOffice.Demo();
        var jan = office.Mobile(Jan).Waits();
        office.Mobile(Katarzyna).Answers(after: 3);
        office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(1);
        jan.Call.Ring(181);
        office.Run(5);
        Assert.Equal(["CANCEL", "ACK"], jan.Call.Requests.Select(r => r.Method));
        Assert.Single(office.Mobile(Katarzyna).Calls);
        office.MobileNetwork.Calls[0].HangUp();
        office.Run(1);
        Assert.Equal([CallCause.Diverted, CallCause.Cleared], office.Record.Attempts.Select(a => a.Outcome));
    }

    [Fact]
    public void An_answer_of_a_voicemail_number_is_hung_up_and_the_next_member_rings()
    {
        using var office = TestOffice.Demo(new() { Operator = o => o with { DepositNumbers = [new(Deposit)] } });
        var jan = office.Mobile(Jan).Does(new() { AnswersAfter = TimeSpan.FromSeconds(2), Headers = [("P-Asserted-Identity", $"<sip:{Deposit}@ims.example;user=phone>")] });
        office.Mobile(Katarzyna).Answers(after: 3);
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(6);
        Assert.Equal(["ACK", "BYE"], jan.Call.Requests.Select(r => r.Method));
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.HangUp();
        office.Run(1);
        office.Ladder.Is("hunt-voicemail-number.txt");
        Assert.Equal([CallCause.Diverted, CallCause.Cleared], office.Record.Attempts.Select(a => a.Outcome));
    }

    [Fact]
    public void A_second_round_begins_when_nobody_of_the_first_answered()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).RingsOut();
        office.Mobile(Katarzyna).RingsOut();
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(31);
        office.Mobile(Jan).Call.Answer();
        office.Run(1);
        Assert.Equal(PhoneCallState.Answered, call.State);
        call.HangUp();
        office.Run(1);
        Assert.Equal([Jan, Katarzyna, Jan], office.Record.Attempts.Select(a => a.Target));
        Assert.Equal(Jan, office.Record.AnsweredBy);
    }

    [Fact]
    public void A_line_whose_time_is_over_is_overflowed_to_its_voicemail()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithLine("602", l => l with { Total = TimeSpan.FromSeconds(20) }));
        office.Mobile(Jan).RingsOut();
        office.Mobile(Katarzyna).RingsOut();
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(21);
        Assert.Equal(PhoneCallState.Answered, call.State);
        Assert.Equal(["Q.850;cause=19;text=\"No answer\""], office.Mobile(Katarzyna).Call.Requests.Where(r => r.Method == "CANCEL").Select(r => r["Reason"]));
        office.Run(20);
        call.HangUp();
        office.Run(1);
        Assert.Equal("voicemail", office.Record.AnsweredBy);
        Assert.Equal(1, office.Store.Voicemail.Counts(MailboxId.OfLine("przyklad", new("+48600000003"))).New);
    }

    [Fact]
    public void A_line_whose_members_are_all_invalid_ends_without_a_second_round()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Mobile(Jan).Refuses(404);
        office.Mobile(Katarzyna).Refuses(404);
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(12);
        Assert.Equal(2, office.Record.Attempts.Length);
        Assert.Equal(PhoneCallState.Ended, call.State);
    }

    [Fact]
    public void A_caller_who_gives_up_ends_the_hunt_and_the_member_logs_a_missed_call()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).IsBusy();
        office.Mobile(Katarzyna).RingsOut();
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(5);
        call.Cancel();
        office.Run(1);
        Assert.Equal(487, call.FinalStatus);
        office.Ladder.Is("hunt-caller-gone.txt");
        Assert.Equal((CallCause.CallerGone, 487, ReleasedBy.Caller), (office.Record.Outcome, office.Record.SipStatus, office.Record.ReleasedBy));
    }

    [Fact]
    public void A_member_in_a_call_is_left_out()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).Answers();
        office.Mobile(Katarzyna).Answers();
        office.Desk("8001").Dials("401");
        office.Run(3);
        office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(3);
        Assert.Single(office.Mobile(Jan).Calls);
        Assert.Single(office.Mobile(Katarzyna).Calls);
    }

    [Fact]
    public void A_member_who_began_a_call_since_is_left_out_and_one_who_ended_his_is_rung()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).RingsOut();
        office.Mobile(Katarzyna).Answers();
        var busy = office.Desk("8001").Dials("402");
        office.Run(3);
        office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(14);
        Assert.Equal((1, 1), (office.Mobile(Jan).Calls.Count, office.Mobile(Katarzyna).Calls.Count));
        busy.HangUp();
        office.Run(2);
        Assert.Equal(2, office.Mobile(Katarzyna).Calls.Count);
        office.Run(1);
        office.MobileNetwork.Calls.Single(c => c.IsOutgoing).HangUp();
        office.Run(1);
        Assert.Equal([Jan, Katarzyna], office.Records[^1].Attempts.Select(a => a.Target));
    }

    [Fact]
    public void A_member_who_talks_by_his_turn_is_not_rung_and_the_record_says_so()
    {
        using var office = TestOffice.Demo(new OfficeOptions().WithoutVoicemail());
        office.Mobile(Jan).RingsOut();
        office.Mobile(Katarzyna).Answers();
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(5);
        office.Desk("8001").Dials("402");
        office.Run(11);
        Assert.Equal((2, 1), (office.Mobile(Jan).Calls.Count, office.Mobile(Katarzyna).Calls.Count));
        call.Cancel();
        office.Run(1);
        var skipped = office.Records[^1].Decisions.Single(d => d.Rule == "HUNT-2");
        Assert.Equal(("member", Katarzyna, "+48601000402 pominięty: rozmawia.", "+48601000402 left out: in a call."), (skipped.Step, skipped.Input, skipped.Sentence.Polish, skipped.Sentence.English));
    }

    [Fact]
    public void The_caller_hears_ringing_again_each_minute()
    {
        using var office = TestOffice.Demo();
        office.Mobile(Jan).RingsOut();
        office.Mobile(Katarzyna).RingsOut();
        var call = office.Caller("+48226000000").Dials(Malopolskie);
        office.Run(115);
        Assert.Equal([0.05, 60.05], office.MobileNetwork.Times(180, "INVITE").Select(t => Math.Round(t, 2)));
        call.Cancel();
        office.Run(1);
    }
}
